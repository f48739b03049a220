"""When a certificate's period is over: notAfter is the last valid second, to verifiers that follow the standard."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import datetime

    from chainaudit.model.rules import Rules

_SECOND: Final = timedelta(seconds=1)


def is_after(moment: datetime, not_after: datetime, rules: Rules) -> bool:
    """Whether the period that ends with ``not_after`` is over at ``moment``.

    Validity is told in whole seconds (RFC 5280, 4.1.2.5), so that the last second counts to its end. Where the rules
    say that notAfter itself is too late, its first instant already is; where ``fractions_count``, all behind it is.
    """
    if rules.fractions_count:
        return moment > not_after
    return moment - not_after >= _SECOND if rules.moment_after_is_inclusive else moment >= not_after
