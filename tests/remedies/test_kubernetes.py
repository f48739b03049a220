"""Secrets and ConfigMaps: the one value is changed, in a cluster that is a file here."""

from __future__ import annotations

import base64
import json
from typing import TYPE_CHECKING

from chainaudit.model.remedy import Action
from chainaudit.remedies.kubernetes import SYSTEM
from tests.remedies.desk import kubernetes_object
from tests.remedies.hostile import VALUES
from tests.validators.making import authority

if TYPE_CHECKING:
    from tests.remedies.desk import Desk

OBJECTS = ("Secret", "ConfigMap")


def test_an_action_becomes_commands_with_its_values() -> None:
    action = Action("renew", **VALUES)
    lines = SYSTEM.render(action)
    assert any("kubectl create secret tls SECRET --namespace NAMESPACE" in line for line in lines)


def test_a_root_comes_beside_the_anchors_of_the_object(desk: Desk) -> None:
    """Other values of a Secret stay; of a ConfigMap the note says how."""
    for kind in OBJECTS:
        data = {"ca.crt": authority("Other").pem}
        if kind == "Secret":
            data["password"] = b"kept"
        others = kubernetes_object(kind, "other", {"note": b"nothing"})
        cluster = {"apiVersion": "v1", "kind": "List", "items": [others, kubernetes_object(kind, "ca", data)]}
        store = desk.write("cluster.json", json.dumps(cluster).encode())
        options = ("--presented", "fullchain.pem", "--truststore", store)
        desk.type(desk.judged(*options)["trust.gap"])
        assert desk.judged(*options) == {}
        changed = json.loads((desk.folder / store).read_bytes())["items"]
        assert changed[0] == others
        assert changed[1]["data"].keys() == data.keys()


def test_an_issuer_comes_behind_the_certificate_of_the_secret(desk: Desk) -> None:
    """The file may hold other Secrets with values of the same names."""
    own = kubernetes_object("Secret", "gw", {"tls.crt": desk.leaf.pem, "tls.key": desk.key})
    bundle = kubernetes_object("ConfigMap", "roots", {"ca-bundle.crt": authority("Other").pem})
    store = desk.write(
        "cluster.json", json.dumps({"apiVersion": "v1", "kind": "List", "items": [own, bundle]}).encode()
    )
    options = ("--store", store, "--truststore", "example-root.pem")
    lines = desk.judged(*options)["path.incomplete"]
    assert not any("tls.key" in line for line in lines)
    desk.type(lines)
    assert desk.judged(*options) == {}
    changed = json.loads((desk.folder / store).read_bytes())["items"]
    assert base64.b64decode(changed[0]["data"]["tls.crt"]).count(b"BEGIN CERTIFICATE") == 2
    assert changed[0]["data"]["tls.key"] == own["data"]["tls.key"]
    assert changed[1] == bundle


def test_a_name_that_no_object_can_have_is_not_shown() -> None:
    for name in ("$(touch canary)", 'a"b', "a b", "-x"):
        lines = SYSTEM.render(Action("append-issuer", secret=name, namespace=name, item=name))
        assert lines == SYSTEM.render(Action("append-issuer"))
