"""A person at a desk: the tool's commands are typed into a shell, and the store is judged again."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from tests.validators.making import MOMENT, Made, authority, end

if TYPE_CHECKING:
    from pathlib import Path

PASSWORD: Final = "store-password"
HOST: Final = "a.example"
_LATER: Final = MOMENT.replace(year=2046)

_KUBECTL: Final = """
import base64, json, re, sys
words = sys.argv[1:]
state = "cluster.json"
def option(name):
    return next((words[i + 1] for i, w in enumerate(words) if w == name), None)
def matching(kind, name, space):
    (found,) = (o for o in json.load(open(state))["items"] if o["kind"].lower() == kind
                and o["metadata"]["name"] == name and o["metadata"]["namespace"] == space)
    return found
def put(kind, name, space, change):
    whole = json.load(open(state))
    for o in whole["items"]:
        if (o["kind"].lower(), o["metadata"]["name"], o["metadata"]["namespace"]) == (kind, name, space):
            o["data"].update(change)
    json.dump(whole, open(state, "w"))
if words[0] == "get":
    path = re.fullmatch(r"jsonpath=\\{\\.data\\.((?:[^.\\\\]|\\\\.)+)\\}", option("-o"))
    item = path[1].replace("\\\\.", ".")
    sys.stdout.write(matching(words[1], words[2], option("--namespace"))["data"][item])
elif words[0] == "patch":
    put(words[1], words[2], option("--namespace"), json.loads(option("--patch"))["data"])
elif words[0] == "create" and "--dry-run=client" in words:
    file = next(w for w in words if w.startswith("--from-file=")).partition("=")[2]
    made = {"kind": words[1], "metadata": {"name": words[2], "namespace": option("--namespace")},
            "data": {file: open(file).read()}}
    json.dump(made, sys.stdout)
elif words[0] == "apply":
    made = json.load(sys.stdin)
    put(made["kind"], made["metadata"]["name"], made["metadata"]["namespace"], made["data"])
else:
    sys.exit(f"unexpected: {words}")
"""
"""What the commands use of kubectl, with a file as the cluster (kubectl reference: get, patch, create, apply)."""


class Desk(NamedTuple):
    """A folder with a root, an issuing CA and the certificate and key of a server, each in a file."""

    folder: Path
    root: Made
    issuing: Made
    leaf: Made

    @property
    def key(self) -> bytes:
        """The server's key as PEM."""
        pem: bytes = self.leaf.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        return pem

    def write(self, name: str, content: bytes) -> str:
        """Write a file of the folder."""
        (self.folder / name).write_bytes(content)
        return name

    def judged(self, *options: str, is_judged: bool = True) -> dict[str, tuple[str, ...]]:
        """The commands that ``verify`` tells for each check that finds something, with a verdict or without."""
        command = [sys.executable, "-m", "chainaudit", "verify", "--host", HOST, "--format", "json", *options]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, timeout=60, check=False)
        document = json.loads(done.stdout)
        assert bool(document["verdicts"]) == is_judged, done.stdout
        assert (done.returncode == 2) != is_judged, done.stderr
        # The names of the files are the test's; a chain without its key is judged by --presented.
        found = [finding for finding in document["findings"] if finding["check"] != "store.name-says-otherwise"]
        return {finding["check"]: tuple(finding["commands"]) for finding in found}

    def type(self, lines: tuple[str, ...], answers: str = "", codes: tuple[int, ...] = (0,)) -> None:
        """Type the commands, one after the other; notes are for the person."""
        bin_folder = self.folder / "bin"
        if not bin_folder.exists():
            bin_folder.mkdir()
            for name, content in (
                ("chainaudit", f'#!/bin/sh\nexec {sys.executable} -m chainaudit "$@"\n'),
                ("kubectl", f"#!{sys.executable}\n{_KUBECTL}"),
            ):
                (bin_folder / name).write_text(content)
                (bin_folder / name).chmod(0o755)
        path = f"{bin_folder}{os.pathsep}{os.environ['PATH']}"
        for line in lines:
            if line.startswith("#"):
                continue
            program = line.strip("(").split()[0]
            assert shutil.which(program, path=path) or program == "echo;", line
            done = subprocess.run(
                ["/bin/sh", "-c", line],
                cwd=self.folder,
                env={**os.environ, "PATH": path},
                input=answers.encode(),
                capture_output=True,
                timeout=60,
                check=False,
                start_new_session=True,  # without a terminal passwords are read from the input
            )
            assert done.returncode in codes, (line, done.stdout, done.stderr)


def desk(folder: Path) -> Desk:
    """Return a desk with the certificates, whose files are called as the commands call them."""
    root = authority("Example Root", end=_LATER)
    issuing = authority("Example Issuing", root, end=_LATER)
    made = Desk(folder, root, issuing, end(HOST, issuing, names=(HOST,), end=_LATER, kind="RSA 2048"))
    made.write("example-root.pem", root.pem)
    made.write("example-issuing.pem", issuing.pem)
    made.write("fullchain.pem", made.leaf.pem + issuing.pem)
    made.write("key.pem", made.key)
    return made


def kubernetes_object(kind: str, name: str, data: dict[str, bytes]) -> dict[str, Any]:
    """Return a Secret or ConfigMap in the namespace ``edge``."""
    values = {
        item: base64.b64encode(value).decode() if kind == "Secret" else value.decode() for item, value in data.items()
    }
    return {"apiVersion": "v1", "kind": kind, "metadata": {"name": name, "namespace": "edge"}, "data": values}
