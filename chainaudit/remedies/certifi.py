"""The bundle of certifi, which every update of the package replaces: what is added belongs into a file of one's own."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

SYSTEM: Final = System(
    name="certifi",
    title="certifi's bundle (Python), by a copy of one's own",
    commands={
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
            "# the default truststore here is certifi's; if the client's is another, give that with --truststore.",
            "# certifi's own file is replaced by every update, so that additions go into a copy:",
            "cat {store} {file} > trust.pem",
            "export SSL_CERT_FILE=trust.pem REQUESTS_CA_BUNDLE=trust.pem",
        ),
    },
)
