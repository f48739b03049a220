"""Files that nothing can be added to as they are (binary, signed, packed): a copy in PEM takes what is missing."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.openssl import COMMANDS

_TRUST: Final = (
    "chainaudit convert {store} --to pem -o trust.pem",
    "openssl x509 -in {file} >> trust.pem",
    "# and name trust.pem in place of {store}",
)

SYSTEM: Final = System(
    name="pem-copy",
    title="A copy in PEM, for files in DER, PKCS 7, base64 and gzip",
    formats=("der", "pkcs7", "base64", "gzip", "utf-16-le", "utf-16-be", "utf-32-le"),
    commands={
        **COMMANDS,
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
            *_TRUST,
        ),
        "replace-anchor": (*_TRUST, "# remove the old one when nothing is issued under it any more"),
        "append-issuer": (
            "curl -fsSL {url?} | openssl x509 -out {file}",
            "openssl x509 -in {file} -noout -subject -issuer",
            "chainaudit convert {store} --to pem -o {chain_file}",
            "openssl x509 -in {file} >> {chain_file}",
            "# and name {chain_file} in place of {store}",
        ),
        "reorder": ("chainaudit complete --store {store} -o ordered.pem", "# and name ordered.pem in place of {store}"),
        "remove-certificate": (
            "chainaudit convert {store} --to pem -o remaining.pem",
            "# take {subject} out of remaining.pem, and name that in place of {store}",
        ),
        "import-key": (
            "# {key_file} is the key that the certificate was asked for with",
            "chainaudit convert {store} --to pem -o identity.pem{key_missing+}",
            "openssl x509 -in identity.pem -pubkey -noout{key_missing+}",
            "openssl pkey -in {key_file} -pubout{key_missing+}",
            "# where both lines printed the same:{key_missing+}",
            "cat {key_file} >> identity.pem{key_missing+}",
            "cat {key_file} {chain_file} > identity.pem{key_missing!}",
            "# and name identity.pem in place of {store}",
        ),
        "check-password": ("chainaudit inspect {store} --password prompt",),
        "repair-store": ("chainaudit inspect {store}",),
        "correct-name": ("chainaudit inspect {store}",),
    },
)
