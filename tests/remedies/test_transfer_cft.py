from __future__ import annotations

from chainaudit.model.remedy import Action
from chainaudit.remedies.transfer_cft import SYSTEM
from tests.remedies.hostile import VALUES


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("import-key", **VALUES)
    lines = SYSTEM.render(action)
    assert any("PKIUTIL PKICER ID='ALIAS-1'" in line for line in lines)


def test_the_id_that_is_imported_is_the_one_that_is_trusted_beside_those_so_far() -> None:
    for kind in ("import-anchor", "replace-anchor", "add-authority"):
        for action, name in ((Action(kind), "issuer"), (Action(kind, subject="CN=New Root,O=Partner"), "new-root")):
            lines = SYSTEM.render(action)
            assert lines[0].replace("'", "").startswith(f"PKIUTIL PKICER ID={name}, ITYPE=ROOT, ROOTCID={name},")
            assert any(f"ROOTCID=(TRUSTED_SO_FAR,{name}), MODE=REPLACE" in line for line in lines)
