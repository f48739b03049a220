"""Values that stores and logs may hold, and that must do no harm on any command line."""

from __future__ import annotations

from chainaudit.model.remedy import ACTION_KINDS, Action, System

VALUES = {
    "store": "trust.jks",
    "alias": "ALIAS-1",
    "subject": "CN=Example Root,O=Example",
    "host": "api.example.com",
}
HOSTILE = "a'b\"c; rm -rf $(x) `y` & | > <\nnew line %PATH%"


def rendered(system: System) -> list[str]:
    """Every line that the system writes when every value is hostile."""
    return [
        line
        for kind in ACTION_KINDS
        for line in system.render(
            Action(
                kind, alias=HOSTILE, store=HOSTILE, host=HOSTILE, subject=f"CN={HOSTILE}", names=HOSTILE, url=HOSTILE
            )
        )
    ]
