"""The command line of `openssl verify`, read as OpenSSL reads it (openssl-verification-options(1))."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from chainaudit.errors import UsageError
from chainaudit.model.extension import ANY_POLICY

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
_FILES: Final = frozenset({"trusted", "untrusted", "CRLfile"})
"""Read as they stand on the command line; those of -CAfile and -CAstore when it has been read to its end."""
_NUMBERS: Final = {"verify_depth": 1 << 31, "auth_level": 1 << 31, "attime": 1 << 63}
"""Option -> what its value lies below, and not below the negative of which, as a C int and an intmax_t do."""
_INTEGER: Final = re.compile(r"[ \t-\r]*([+-]?)(0[xX][0-9A-Fa-f]+|0[0-7]*|[1-9][0-9]*)")
_DECIMAL: Final = re.compile(r"[ \t-\r]*([+-]?[0-9]+)")
_IPV4: Final = re.compile(r"[ \t-\r]*" + r"\.[ \t-\r]*".join([r"([+-]?[0-9]+)"] * 4) + r"[ \t-\r]*")
_OBJECT_IDENTIFIER: Final = re.compile(r"[0-2][. ][0-9. ]+")
_UNDER_ROOT: Final = 40


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
        """Return the value of a numeric option; None where it was not given.

        OpenSSL asks of every number that it be one of C, with 0x or 0 before it or without; of levels and depths it
        then takes the decimal digits that it begins with, which are 0 of 0x10.
        """
        if name not in self.values:
            return None
        value = self.values[name]
        if name == "attime":
            return _integer(value)
        digits = _DECIMAL.match(value)
        return 0 if digits is None else int(digits[1])

    @property
    def wrong_parameter(self) -> str | None:
        """The first -vfyopt that is no parameter of a signature, which is said of each target; None where all are."""
        names = ("distid", "hexdistid")
        return next((value for value in self.lists["vfyopt"] if value.partition(":")[0] not in names), None)


def parse(arguments: Sequence[str], load: Callable[[str, str], object] = lambda _option, _file: None) -> Options:
    """Read the options up to the first argument that is none; the rest are targets, whatever they look like.

    They are taken as they stand: ``load(option, file)`` is called where a file is read at once, and nothing that
    comes after -help is looked at.

    Raises:
        OptionError: an option is unknown, lacks its value, or has one that it cannot have.
    """
    options = Options()
    rest = list(arguments)
    while rest and rest[0].startswith("-") and "help" not in options.flags:
        word = rest.pop(0)
        if word == "--":
            break
        _take(options, word, rest, load)
    options.targets = tuple(rest)
    if "help" in options.flags:
        return options
    if options.lists["trusted"] and {"CAfile", "CApath", "CAstore"} & set(options.values):
        raise OptionError("verify: Cannot use -trusted with -CAfile, -CApath or -CAstore")
    return options


def _take(options: Options, word: str, rest: list[str], load: Callable[[str, str], object]) -> None:
    name, equals, value = word[2 if word.startswith("--") else 1 :].partition("=")
    if name in _FLAGS:
        if equals:
            raise _refuse(f"Option -{name} does not take a value")
        options.flags.add(name)
        return
    if name not in _VALUES and name not in _LISTS:
        raise _refuse(f"Unknown option: -{name}")
    if not equals:
        if not rest:
            raise _refuse(f"Option -{name} needs a value")
        value = rest.pop(0)
    check = _CHECKS.get(name)
    if check is not None:
        check(value)
    if name in _NUMBERS:
        _number(value, _NUMBERS[name])
    if name in _FILES:
        load(name, value)
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


def _integer(value: str) -> int | None:
    """Return a number as C reads it with any base: hexadecimal after 0x, octal after 0; None where it is none."""
    found = _INTEGER.fullmatch(value)
    if found is None:
        return None
    digits = found[2]
    base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
    return int(f"{found[1]}{digits}", base)


def _number(value: str, bound: int) -> None:
    number = _integer(value)
    if number is None or not -1 << 63 <= number < 1 << 63:
        kind = "a hexadecimal" if value[:2] in ("0x", "0X") else "an octal" if value[:1] == "0" else "a"
        raise _refuse(f'Can\'t parse "{value}" as {kind} number')
    if not -bound <= number < bound:
        raise _refuse(f'Value "{value}" outside integer range')


def _purpose(value: str) -> None:
    if value not in PURPOSES:
        raise OptionError(f"verify: Invalid purpose {value}")


def _verify_name(value: str) -> None:
    if value not in VERIFY_NAMES:
        raise OptionError(f"verify: Invalid verify name {value}")


def policy_of(value: str) -> str | None:
    """Return the object identifier that OpenSSL makes of a value, dotted; None where it is none.

    Dots and spaces part the numbers, of which one that is left out is 0. Of names only those of anyPolicy are known.
    """
    if value in ANY_POLICY_NAMES:
        return ANY_POLICY
    if _OBJECT_IDENTIFIER.fullmatch(value) is None:
        return None
    first, *others = re.split("[. ]", value)
    if others[-1] == "" and len(others) > 1:
        del others[-1]
    numbers = [int(number or "0") for number in others]
    if first != "2" and numbers[0] >= _UNDER_ROOT:
        return None
    return ".".join([first, *map(str, numbers)])


def _policy(value: str) -> None:
    if policy_of(value) is None:
        raise OptionError(f"verify: Invalid Policy {value}")


def address_of(value: str) -> bytes | None:
    """Return the octets of an address as OpenSSL reads it: leading zeros, signs and spaces do not matter in IPv4."""
    import ipaddress

    if ":" not in value:
        found = _IPV4.fullmatch(value)
        octets = [int(part) for part in found.groups()] if found is not None else []
        return bytes(octets) if octets and all(0 <= octet <= 0xFF for octet in octets) else None
    head, _, tail = value.rpartition(":")
    if "." in tail:
        last = address_of(tail)
        if last is None:
            return None
        value = f"{head}:{last[:2].hex()}:{last[2:].hex()}"
    try:
        return None if "%" in value else ipaddress.IPv6Address(value).packed
    except ValueError:
        return None


def _address(value: str) -> None:
    if address_of(value) is None:
        raise OptionError("")  # OpenSSL ends without a word


def _directory(value: str) -> None:
    if not value or not Path(value).is_dir():
        raise _refuse(f"Not a directory: {value}")


def name_options(value: str) -> list[str]:
    """Return the words of -nameopt, in lower case; a list with an empty word among them counts as none at all."""
    words = [word.strip() for word in value.lower().split(",")]
    return words if all(words) else []


def _nameopt(value: str) -> None:
    if any(word.removeprefix("-").removeprefix("+") not in NAME_OPTIONS for word in name_options(value)):
        raise OptionError("")  # the same


_CHECKS: Final[dict[str, Callable[[str], None]]] = {
    "purpose": _purpose,
    "verify_name": _verify_name,
    "policy": _policy,
    "verify_ip": _address,
    "nameopt": _nameopt,
    "CApath": _directory,
}
