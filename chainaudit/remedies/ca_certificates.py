"""The truststore of a machine, which its system writes anew: Debian's ca-certificates (update-ca-certificates(8))."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

SYSTEM: Final = System(
    name="ca-certificates",
    title="The system's own truststore (Debian, Ubuntu, Alpine)",
    commands={
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
            "cp {file} /usr/local/share/ca-certificates/{name}.crt",
            "update-ca-certificates",
            "# on RHEL and Fedora: cp to /etc/pki/ca-trust/source/anchors, then update-ca-trust",
        ),
    },
)
