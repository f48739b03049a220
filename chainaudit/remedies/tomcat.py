"""Apache Tomcat 8.5 and later: SSLHostConfig and Certificate in server.xml (Tomcat documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System
from chainaudit.remedies.keytool import COMMANDS

_IMPORT: Final = "keytool -importcert -alias {alias} -file {chain_file} -keystore {store}"

SYSTEM: Final = System(
    name="tomcat",
    title="Apache Tomcat",
    reads=("jks", "jceks", "pkcs12"),
    products=("tomcat",),
    commands={
        "import-anchor": (
            "keytool -importcert -alias {name} -file {file} -keystore {store}",
            "# <SSLHostConfig truststoreFile=...>; restart Tomcat",
        ),
        "replace-anchor": ("keytool -importcert -alias {name}-new -file {file} -keystore {store}",),
        "append-issuer": (
            *COMMANDS["append-issuer"],
            "# <Certificate certificateKeystoreFile=... certificateKeyAlias=...>",
        ),
        "reorder": (_IMPORT,),
        "remove-certificate": (_IMPORT,),
        "renew": (_IMPORT, "# reload without restart: StoreConfig or the manager's /sslReload"),
        "reissue": ("keytool -certreq -alias {alias}[ -ext san={sans}] -file request.csr -keystore {store}",),
        "import-key": (
            "keytool -list -v -alias {alias} -keystore {store}",
            "# certificateKeyAlias must name a PrivateKeyEntry",
        ),
        "add-authority": (
            "keytool -importcert -alias {name} -file {file} -keystore {store}",
            '# <SSLHostConfig certificateVerification="required" truststoreFile=...>',
        ),
        "check-password": (
            "# certificateKeystorePassword and certificateKeyPassword in <Certificate>",
            "keytool -list -keystore {store}",
        ),
        "enable-protocol": ('# <SSLHostConfig protocols="TLSv1.2+TLSv1.3">',),
        "enable-ciphers": ('# <SSLHostConfig ciphers="HIGH:!aNULL:!MD5">',),
        "correct-name": ('# <SSLHostConfig hostName="{host}"> with the certificate for it',),
        "correct-endpoint": ('# <Connector port="{port}" SSLEnabled="true">',),
        "gather-evidence": ('CATALINA_OPTS="-Djavax.net.debug=ssl:handshake:verbose" catalina.sh run',),
    },
)
