"""Windows certificate stores and IIS: certutil, PowerShell (Microsoft documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System, quote_windows

SYSTEM: Final = System(
    name="windows",
    title="Windows and IIS",
    products=("dotnet", "schannel"),
    quote=quote_windows,
    commands={
        "import-anchor": ("certutil -addstore -f Root {file}",),
        "replace-anchor": ("certutil -addstore -f Root {file}", "certutil -delstore Root {certificate}"),
        "append-issuer": (
            "# intermediates go to CA, never to Root; IIS builds what it sends from there:",
            "certutil -addstore -f CA {file}",
        ),
        "remove-certificate": ("certutil -delstore CA {certificate}",),
        "renew": ("certutil -importpfx My renewed.pfx", "# then choose it in the site's https binding"),
        "reissue": ("certreq -new request.inf request.csr",),
        "import-key": (
            "certutil -importpfx My identity.pfx",
            "# key and certificate apart: certutil -repairstore My {certificate}",
        ),
        "send-client-certificate": ("certutil -user -importpfx My client.pfx",),
        "add-authority": (
            "certutil -addstore -f Root {file}",
            "# with a CTL for client authentication: certutil -addstore ClientAuthIssuer {file}",
        ),
        "reduce-authorities": (
            (
                "reg add HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL "
                "/v SendTrustedIssuerList /t REG_DWORD /d 0"
            ),
        ),
        "check-password": ("certutil -dump {store}",),
        "enable-protocol": (
            (
                'reg add "HKLM\\SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\TLS '
                '1.2\\Client"'
                " /v Enabled /t REG_DWORD /d 1"
            ),
            (
                "# .NET Framework: SchUseStrongCrypto=1 and SystemDefaultTlsVersions=1 "
                "under HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319"
            ),
        ),
        "enable-ciphers": ("powershell Get-TlsCipherSuite", "powershell Enable-TlsCipherSuite -Name {cipher}"),
        "correct-name": ("# IIS: https binding with host name {host} and Require Server Name Indication",),
        "fix-clock": ("w32tm /resync",),
        "gather-evidence": (
            "# System log, source Schannel (36887, 36888), EventLogging=7",
            "certutil -verify -urlfetch {file}",
        ),
    },
)
