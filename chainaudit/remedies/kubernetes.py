"""Kubernetes: TLS secrets, CA bundles in config maps (Kubernetes documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_APPLY: Final = (
    "kubectl create secret tls {alias} --cert=fullchain.pem "
    "--key={key_file} --dry-run=client -o yaml | kubectl apply -f -"
)

SYSTEM: Final = System(
    name="kubernetes",
    title="Kubernetes",
    products=("kubernetes",),
    formats=("kubernetes-secret",),
    commands={
        "import-anchor": (
            "cat {file} >> ca.crt",
            "kubectl create configmap ca-bundle --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -",
        ),
        "replace-anchor": (
            "cat {file} >> ca.crt",
            "kubectl create configmap ca-bundle --from-file=ca.crt --dry-run=client -o yaml | kubectl apply -f -",
        ),
        "append-issuer": (
            "# tls.crt: the certificate first, then its issuers",
            "cat leaf.pem {file} > fullchain.pem",
            _APPLY,
        ),
        "reorder": ("cat leaf.pem intermediate.pem > fullchain.pem", _APPLY),
        "remove-certificate": ("cat leaf.pem intermediate.pem > fullchain.pem", _APPLY),
        "renew": (_APPLY, "# with cert-manager: cmctl renew {alias}"),
        "import-key": ("# tls.key must be the key of the first certificate in tls.crt", _APPLY),
        "add-authority": (
            (
                "kubectl create secret generic client-ca --from-file=ca.crt={file} "
                "--dry-run=client -o yaml | kubectl apply -f -"
            ),
            "# ingress-nginx: nginx.ingress.kubernetes.io/auth-tls-secret: NAMESPACE/client-ca",
        ),
        "send-client-certificate": (_APPLY,),
        "correct-name": ("# the host under spec.tls.hosts of the ingress must be in the certificate: {host}",),
        "gather-evidence": (
            (
                "kubectl get secret {alias} -o jsonpath='{.data.tls\\.crt}' "
                "| base64 -d | openssl storeutl -noout -text -certs /dev/stdin"
            ),
        ),
    },
)
