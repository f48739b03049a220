"""What puts a fault right, free of any system: an action of a small closed set, with its values.

A check or a cause names an action; a system in ``chainaudit/remedies/`` renders it as commands. The set is closed so
that every system can be tested against every action.
"""

from __future__ import annotations

from typing import Final, final

from chainaudit.errors import UsageError

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
    ``issuer``, ``host``, ``port``, ``protocol``, ``cipher``, ``side`` (``client`` or ``server``), ``names``.
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
