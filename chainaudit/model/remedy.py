"""What puts a fault right, free of any system: an action of a small closed set, with its values.

A check or a cause names an action; a system in ``chainaudit/remedies/`` renders it as commands. The set is closed so
that every system can be tested against every action.
"""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Final, final

from chainaudit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

ACTION_KINDS: Final[dict[str, str]] = {
    "import-anchor": "Add a trust anchor to the truststore of the side that verifies",
    "replace-anchor": "Replace a trust anchor in the truststore by its successor",
    "append-issuer": "Add the missing issuer certificates to the chain that is presented",
    "reorder": "Put the chain in order: target certificate first, then each issuer",
    "remove-certificate": "Take certificates that do not belong out of the chain or store",
    "reissue": "Have the certificate reissued with what it lacks",
    "renew": "Renew the certificate",
    "import-key": "Put the private key beside its certificate",
    "send-client-certificate": "Configure a client certificate and its key for this connection",
    "add-authority": "Add the issuer of the client certificate to the authorities that the server accepts",
    "reduce-authorities": "Shorten the list of authorities that the server sends, or raise the client's limit",
    "check-password": "Make the password of the store and of the key agree with the configuration",
    "convert-format": "Convert the store or certificate to the format that the system reads",
    "repair-store": "Restore or rebuild the store, whose integrity is broken",
    "enable-protocol": "Enable a TLS version that both sides share",
    "enable-ciphers": "Enable a cipher suite that both sides share and that fits the key of the certificate",
    "strengthen-parameters": "Use Diffie-Hellman parameters or keys of sufficient length",
    "enable-renegotiation-info": "Enable secure renegotiation (RFC 5746) on the server",
    "set-server-name": "Send the server name that the certificate is for (SNI)",
    "correct-name": "Connect by a name that is in the certificate",
    "correct-endpoint": "Use the port or the mode (implicit TLS, STARTTLS, plain) that the peer serves",
    "enable-starttls": "Enable TLS on the server for this protocol",
    "check-network": "Look at the network path: listener, firewall, load balancer, MTU",
    "fix-clock": "Correct the clock of the host that verifies",
    "enable-revocation": "Make the revocation information reachable",
    "gather-evidence": "Collect the evidence that would decide the cause",
    "look-at-peer": "Look at the log of the side that refused",
}
"""Every kind of action and what it asks for."""


@final
class Action:
    """One step to be taken: its ``kind`` (a key of `ACTION_KINDS`) and the values that a command needs.

    Values are short strings, never secrets: ``alias``, ``store``, ``certificate`` (file or fingerprint), ``subject``,
    ``issuer``, ``host``, ``port``, ``protocol``, ``cipher``, ``side`` (``client`` or ``server``), ``names``, ``format``
    (of the store, as keytool calls it), ``usage`` and ``key_usage`` (the extended key usages and key usages that a
    new certificate needs, as openssl calls them), ``sans`` (its names, as ``DNS:a.example,IP:192.0.2.1``),
    ``new_key`` (the file of a key that must be made first); of a Kubernetes object ``namespace``, ``secret`` or
    ``configmap`` (its name) and ``item`` (the value in it). Where something is missing beside what is there,
    ``key_missing`` or ``all_missing`` is ``yes``.
    A value that is not known is left out; a system then renders a placeholder in capitals.

    Raises:
        UsageError: the kind is not one of the closed set.
    """

    __slots__ = ("kind", "values")

    def __init__(self, kind: str, **values: str) -> None:
        if kind not in ACTION_KINDS:
            raise UsageError(f"{kind} is not an action; the actions are {', '.join(sorted(ACTION_KINDS))}")
        self.kind: Final = kind
        self.values: Final[dict[str, str]] = {name: value for name, value in values.items() if value}

    def value(self, name: str, placeholder: str) -> str:
        """The value of ``name``, or the placeholder that a person has to fill in."""
        return self.values.get(name, placeholder)

    @property
    def title(self) -> str:
        """What the action asks for, in one line."""
        return ACTION_KINDS[self.kind]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Action):
            return NotImplemented
        return self.kind == other.kind and self.values == other.values

    def __hash__(self) -> int:
        return hash((self.kind, tuple(sorted(self.values.items()))))

    def __repr__(self) -> str:
        values = "".join(f", {name}={value!r}" for name, value in sorted(self.values.items()))
        return f"Action({self.kind!r}{values})"


PLACEHOLDERS: Final[dict[str, str]] = {
    "store": "STORE",
    "alias": "ALIAS",
    "name": "issuer",
    "file": "issuer.pem",
    "chain_file": "chain.pem",
    "key_file": "key.pem",
    "host": "HOST",
    "cn": "HOST",
    "port": "443",
    "subject": "SUBJECT",
    "url": "URL",
    "names": "AUTHORITY",
    "certificate": "FINGERPRINT",
    "protocol": "TLSv1.2",
    "cipher": "ECDHE-RSA-AES256-GCM-SHA384",
    "side": "server",
    "format": "PKCS12",
    "namespace": "NAMESPACE",
    "secret": "SECRET",
    "configmap": "CONFIGMAP",
    "item": "tls.crt",
    "path": "'{.data.tls\\.crt}'",
}
"""What a command shows where a value is not known."""

# Patterns are compiled when first used: a run without findings needs none of them.
_WORD: Final = r"\{(\w+)\??\}"
_NEEDED: Final = r"\{(\w+)\?\}"
_CONDITION: Final = r"\{(\w+)([!+])\}"
_OPTIONAL: Final = r"\[([^\[\]{}]*\{(\w+)\}[^\[\]{}]*)\]"
_NOT_IN_NAMES: Final = r"[^a-z0-9]+"
_COMMON_NAME: Final = r"(?i)(?:^|[,/+] ?)CN ?= ?((?:[^,/+\\]|\\.)+)"
_HOST: Final = r"[\w*\[.:][\w.:*\[\]-]*"
"""What may be a name or an address; anything else would go on into the next field, as ``,DNS:`` or ``/O=`` does."""
_OBJECT_NAME: Final = r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?"
_CN: Final = r"[\w*][\w .@*:-]{0,63}"
_ITEM: Final = r"[A-Za-z0-9_][A-Za-z0-9._-]{0,252}"
"""What a Kubernetes object and a value in it may be called (Kubernetes, Object Names; ConfigMap v1)."""
_ONE_USAGE: Final = r"(?:[A-Za-z][A-Za-z0-9]{1,40}|[0-2](?:\.[0-9]{1,20}){1,30})"
_USAGE: Final = rf"{_ONE_USAGE}(?:,{_ONE_USAGE}){{0,20}}"
_KINDS_OF_VALUE: Final = {
    "host": _HOST,
    **dict.fromkeys(("namespace", "secret", "configmap"), _OBJECT_NAME),
    "item": _ITEM,
    **dict.fromkeys(("usage", "key_usage"), _USAGE),
    "sans": rf"(?:DNS|IP):{_HOST}(?:,(?:DNS|IP):{_HOST})*",
}
"""Values that stand within words or quotes of a command, and so may be nothing but what they are said to be."""
_PROSE: Final = frozenset({"subject", "names"})
"""Values that notes tell a person; others may stand in a command that is typed once the note is uncommented."""
_ADDRESS: Final = r"[0-9]{1,3}(\.[0-9]{1,3}){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*"
_MAX_VALUE: Final = 512


@final
class System:
    """A system and how it says each action.

    ``commands`` maps kinds of `Action` to lines; ``{store}`` and the other `PLACEHOLDERS` stand for values. A line with
    ``{store?}`` is left out where the store is not known, unless no other is left. ``{store+}`` and ``{store!}`` show
    nothing: the line is for when the store is known, or is not known. ``[-x {usage}]`` is a part of a line that is left
    out where its value is not known. A line that begins with ``#`` is a note for a person. ``formats`` are the store
    formats that the system keeps, ``reads`` others that its commands take too, ``products`` the names that evidence
    parsers give its logs.
    ``quote`` makes a value safe on the system's command line: values come from stores and logs, which anybody may have
    written.
    """

    __slots__ = ("_commands", "_quote", "formats", "name", "products", "reads", "title")

    def __init__(
        self,
        *,
        name: str,
        title: str,
        commands: Mapping[str, tuple[str, ...]],
        quote: Callable[[str], str] = shlex.quote,
        formats: tuple[str, ...] = (),
        reads: tuple[str, ...] = (),
        products: tuple[str, ...] = (),
    ) -> None:
        unknown = sorted(set(commands) - set(ACTION_KINDS))
        if unknown:
            raise UsageError(f"{name} renders what is not an action: {', '.join(unknown)}")
        self.name = name
        self.title = title
        self.formats = formats
        self.reads = reads
        self.products = products
        self._commands = dict(commands)
        self._quote = quote

    def keeps(self, store_format: str) -> bool:
        """Whether a store of this format, in small letters, can be mended with the system's own commands."""
        return store_format in self.formats or store_format in self.reads

    def renders(self, kind: str) -> bool:
        """Whether the system has commands for a kind of action."""
        return kind in self._commands

    def spoils(self, kind: str, store_format: str) -> bool:
        """Whether the commands for a kind of action change or read the store, and it is in a format not for them."""
        return self.names_store(kind) and bool(self.formats or self.reads) and not self.keeps(store_format)

    def names_store(self, kind: str) -> bool:
        """Whether the commands for a kind of action name the store."""
        return any("{store" in line for line in self._commands.get(kind, ()))

    def render(self, action: Action) -> tuple[str, ...]:
        """The action as lines of this system, () where it has none for it."""
        values = _values(action)
        lines = [
            re.sub(_CONDITION, "", line)
            for line in self._commands.get(action.kind, ())
            if all((name in values) == (sign == "+") for name, sign in re.findall(_CONDITION, line))
        ]
        known = [line for line in lines if all(name in values for name in re.findall(_NEEDED, line))]
        only_notes = all(line.startswith("#") for line in known)
        return tuple(self._fill(line, values) for line in (lines if only_notes else known))

    def _fill(self, line: str, values: dict[str, str]) -> str:
        note = line.startswith("#")
        line = re.sub(_OPTIONAL, lambda match: match[1] if match[2] in values else "", line)
        if re.fullmatch(_ADDRESS, values.get("host", "")):  # an address is another kind of name (RFC 5280, 4.2.1.6)
            line = line.replace("DNS:{host}", "IP:{host}").replace("dns:{host}", "ip:{host}")

        def replace(match: re.Match[str]) -> str:
            name = match.group(1)
            value = values.get(name)
            if name == "ids":
                return value or PLACEHOLDERS["name"]
            if value is None:
                return "it" if note and name == "subject" else PLACEHOLDERS.get(name, match.group(0))
            return value if note and name in _PROSE else self._quote(value)

        return re.sub(_WORD, replace, line)


def _values(action: Action) -> dict[str, str]:
    """The values of an action, printable and bounded, and the names that follow from them."""
    values = {
        name: "".join(char if char.isprintable() else " " for char in value)[:_MAX_VALUE]
        for name, value in action.values.items()
    }
    if "store" in values:
        values["store"] = values["store"].split(", ")[0]
    for name, allowed in _KINDS_OF_VALUE.items():
        if name in values and not re.fullmatch(allowed, values[name]):
            del values[name]
    if "item" in values:
        values["path"] = "{.data." + values["item"].replace(".", "\\.") + "}"
    subject = values.get("subject", "")
    common = re.search(_COMMON_NAME, subject)
    name = _slug(common.group(1) if common else subject)
    values["ids"] = ",".join(filter(None, map(_slug, values.get("names", "").split(", ")))) or name
    if "host" in values:
        values.setdefault("sans", as_name(values["host"]))
    wanted = values.get("host") or (common.group(1) if common else "")
    if re.fullmatch(_CN, wanted):
        values["cn"] = wanted
    if name:
        values.setdefault("name", name)
        values.setdefault("file", f"{name}.pem")
    return values


def as_name(host: str) -> str:
    """Return a host as a request names it: ``DNS:a.example``, ``IP:192.0.2.1`` (RFC 5280, 4.2.1.6)."""
    return f"{'IP' if re.fullmatch(_ADDRESS, host) else 'DNS'}:{host}"


def _slug(text: str) -> str:
    """A text as an identifier that needs no quotes anywhere."""
    return re.sub(_NOT_IN_NAMES, "-", text.lower()).strip("-")[:60]


def quote_windows(value: str) -> str:
    """A value for a Windows command line: in double quotes, without what would end them or expand.

    PowerShell takes typographic quotes as quotes too. A backslash before the closing quote is doubled, or a program
    would take the quote as part of the value (Microsoft C++, Parsing C command-line arguments).
    """
    plain = "".join("_" if char in '"%!^&|<>`$\u201c\u201d\u201e' else char for char in value)
    slashes = len(plain) - len(plain.rstrip("\\"))
    return f'"{plain}{plain[len(plain) - slashes :]}"'


def quote_parameter(value: str) -> str:
    """A value for products that take ``KEY='value'`` parameters."""
    return "'" + value.replace("'", "_") + "'"


def quote_url(value: str) -> str:
    """A value for a command whose address or form holds it: percent-encoded, so it is one word in any shell."""
    from urllib.parse import quote

    return quote(value, safe="").replace("~", "%7E")
