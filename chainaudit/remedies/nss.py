"""NSS databases: certutil and pk12util of NSS (NSS documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

SYSTEM: Final = System(
    name="nss",
    title="NSS (certutil, pk12util)",
    products=("nss",),
    formats=("nss",),
    commands={
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "certutil -A -d sql:{store} -n {name} -t CT,, -i {file}",
        ),
        "replace-anchor": (
            "certutil -A -d sql:{store} -n {name}-new -t CT,, -i {file}",
            "certutil -D -d sql:{store} -n {alias}",
        ),
        "append-issuer": ("certutil -A -d sql:{store} -n {name} -t ,, -i {file}",),
        "remove-certificate": ("certutil -D -d sql:{store} -n {alias}",),
        "renew": ("certutil -R -d sql:{store} -n {alias} -o request.csr -a",),
        "reissue": ("certutil -R -d sql:{store} -s CN={host} --extSAN dns:{host} -o request.csr -a",),
        "import-key": ("pk12util -i identity.p12 -d sql:{store}",),
        "send-client-certificate": ("pk12util -i client.p12 -d sql:{store}",),
        "add-authority": ("certutil -A -d sql:{store} -n {name} -t T,, -i {file}",),
        "check-password": ("certutil -K -d sql:{store}",),
        "gather-evidence": ("certutil -L -d sql:{store}", "certutil -V -d sql:{store} -n {alias} -u V"),
    },
)
