"""The command line of `openssl verify`, read as OpenSSL reads it (openssl-verification-options(1))."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

PURPOSES: Final = (
    "sslclient",
    "sslserver",
    "nssslserver",
    "smimesign",
    "smimeencrypt",
    "crlsign",
    "any",
    "ocsphelper",
    "timestampsign",
)
VERIFY_NAMES: Final[dict[str, str | None]] = {
    "default": None,
    "pkcs7": "smimesign",
    "smime_sign": "smimesign",
    "ssl_client": "sslclient",
    "ssl_server": "sslserver",
}
"""Name of a set of parameters -> the purpose that it sets."""
DEFAULT_DEPTH: Final = "100"
SUITE_B: Final = {"suiteB_128_only": (128,), "suiteB_128": (128, 192), "suiteB_192": (192,)}

ANY_POLICY_NAMES: Final = ("anyPolicy", "X509v3 Any Policy")
NAME_OPTIONS: Final = frozenset(
    {
        "esc_2253", "esc_2254", "esc_ctrl", "esc_msb", "use_quote", "utf8", "ignore_type", "show_type", "dump_all",
        "dump_nostr", "dump_der", "compat", "sep_comma_plus", "sep_comma_plus_space", "sep_semi_plus_space",
        "sep_multiline", "dn_rev", "nofname", "sname", "lname", "align", "oid", "space_eq", "dump_unknown", "rfc2253",
        "oneline", "multiline", "ca_default",
    }
)  # fmt: skip
"""The words of -nameopt; a dash before one takes it away."""

_FLAGS: Final = frozenset(
    {
        "verbose", "no-CAfile", "no-CApath", "no-CAstore", "show_chain", "ignore_critical", "issuer_checks",
        "crl_check", "crl_check_all", "policy_check", "explicit_policy", "inhibit_any", "inhibit_map", "x509_strict",
        "extended_crl",
        "use_deltas", "policy_print", "check_ss_sig", "trusted_first", "suiteB_128_only", "suiteB_128", "suiteB_192",
        "partial_chain", "no_alt_chains", "no_check_time", "allow_proxy_certs", "crl_download", "help", "explain",
    }
)  # fmt: skip
_LISTS: Final = frozenset({"trusted", "untrusted", "CRLfile", "policy", "vfyopt", "provider"})
_VALUES: Final = frozenset(
    {
        "CAfile", "CApath", "CAstore", "purpose", "verify_name", "verify_depth", "auth_level", "attime",
        "verify_hostname", "verify_email", "verify_ip", "nameopt", "engine", "provider-path", "propquery",
    }
)  # fmt: skip
_NUMBERS: Final = frozenset({"verify_depth", "auth_level", "attime"})


class OptionError(UsageError):
    """An option that OpenSSL would not take; the message is its own."""


class Options:
    """What stood on the command line: flags, values (the last one counts), lists in order, targets.

    ``purpose`` is what -purpose or -verify_name said last; ``trusted_for`` the purpose by which anchors are trusted, as
    -verify_name said it.
    """

    __slots__ = ("flags", "lists", "purpose", "targets", "trusted_for", "values")

    def __init__(self) -> None:
        self.purpose: str | None = None
        self.trusted_for: str | None = None
        self.flags: set[str] = set()
        self.values: dict[str, str] = {}
        self.lists: dict[str, list[str]] = {name: [] for name in _LISTS}
        self.targets: tuple[str, ...] = ()

    def number(self, name: str) -> int | None:
        """Return the value of a numeric option; None where it was not given."""
        return int(self.values[name], 0) if name in self.values else None


def parse(arguments: Sequence[str]) -> Options:
    """Read the options up to the first argument that is none; the rest are targets, whatever they look like.

    Raises:
        OptionError: an option is unknown, lacks its value, or has one that it cannot have.
    """
    options = Options()
    rest = list(arguments)
    while rest and rest[0].startswith("-") and rest[0] != "-":
        word = rest.pop(0)
        if word == "--":
            break
        _take(options, word, rest)
    options.targets = tuple(rest)
    if options.lists["trusted"] and {"CAfile", "CApath", "CAstore"} & set(options.values):
        raise OptionError("verify: Cannot use -trusted with -CAfile, -CApath or -CAstore")
    return options


def _take(options: Options, word: str, rest: list[str]) -> None:
    name, equals, value = word.lstrip("-").partition("=") if word.startswith("--") else word[1:].partition("=")
    if name in _FLAGS:
        if equals:
            raise _refuse(f"Option -{name} does not take a value")
        options.flags.add(name)
        return
    if name not in _VALUES and name not in _LISTS:
        raise _refuse(f"Unknown option: {word}")
    if not equals:
        if not rest:
            raise _refuse(f"Option -{name} needs a value")
        value = rest.pop(0)
    check = _CHECKS.get(name)
    if check is not None:
        check(value)
    if name in _NUMBERS:
        _number(value)
    if name in _LISTS:
        options.lists[name].append(value)
    else:
        options.values[name] = value
        _settle_purpose(options, name, value)


def _settle_purpose(options: Options, name: str, value: str) -> None:
    if name == "purpose":
        options.purpose = value
    elif name == "verify_name" and value == "default":
        options.values["verify_depth"] = DEFAULT_DEPTH
    elif name == "verify_name":
        options.purpose = options.trusted_for = VERIFY_NAMES[value]


def _refuse(text: str) -> OptionError:
    return OptionError(f"verify: {text}\nverify: Use -help for summary.")


def _number(value: str) -> None:
    try:
        int(value, 0)
    except ValueError:
        raise _refuse(f'Can\'t parse "{value}" as a number') from None


def _purpose(value: str) -> None:
    if value not in PURPOSES:
        raise OptionError(f"verify: Invalid purpose {value}")


def _verify_name(value: str) -> None:
    if value not in VERIFY_NAMES:
        raise OptionError(f"verify: Invalid verify name {value}")


def _policy(value: str) -> None:
    if value in ANY_POLICY_NAMES:
        return
    parts = value.split(".")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        raise OptionError(f"verify: Invalid Policy {value}")


def _address(value: str) -> None:
    import ipaddress

    try:
        ipaddress.ip_address(value)
    except ValueError:
        raise OptionError("") from None  # OpenSSL ends without a word


def _nameopt(value: str) -> None:
    if any(word.removeprefix("-") not in NAME_OPTIONS for word in value.lower().split(",")):
        raise OptionError("")  # the same


_CHECKS: Final[dict[str, Callable[[str], None]]] = {
    "purpose": _purpose,
    "verify_name": _verify_name,
    "policy": _policy,
    "verify_ip": _address,
    "nameopt": _nameopt,
}
