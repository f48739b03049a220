"""What the messages of a handshake show, as values of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chainaudit.errors import EncodingError
from chainaudit.model.certificate import Certificate
from chainaudit.model.evidence import Alert

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.tls.session import Event


def alert_of(event: Event) -> Alert:
    """Return an alert and who sent it."""
    from chainaudit.tls.alerts import alert_name

    pair: Any = event.value
    level, code = int(pair[0]), int(pair[1])
    return Alert(event.side, "fatal" if level == 2 else "warning", alert_name(code), code)


def distinct(alerts: Iterable[Alert]) -> tuple[Alert, ...]:
    """Return each alert once: a peer may repeat a warning for as long as it is let."""
    return tuple({(a.by, a.level, a.code): a for a in alerts}.values())


def certificates_of(encoded: tuple[bytes, ...]) -> tuple[Certificate, ...]:
    """Return the certificates that can be read, in the order sent."""
    found = []
    for der in encoded:
        try:
            found.append(Certificate.read(der))
        except EncodingError:
            continue
    return tuple(found)


def version_of(answer: Any) -> str | None:  # noqa: ANN401
    """Return the name of the version that a ServerHello chose; None where there was none."""
    if answer is None:
        return None
    from chainaudit.tls.versions import version_name

    return version_name(answer.version)


def cipher_of(answer: Any) -> str | None:  # noqa: ANN401
    """Return the name of the suite that a ServerHello chose; None where there was none."""
    if answer is None:
        return None
    from chainaudit.tls.cipher_suites import cipher_suite_name

    return cipher_suite_name(answer.cipher)
