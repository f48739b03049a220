"""Kubernetes: TLS secrets, CA bundles in config maps (Kubernetes documentation)."""

from __future__ import annotations

from typing import Final

from chainaudit.model.remedy import System

_PIPE: Final = "--dry-run=client -o yaml | kubectl apply -f -"
_APPLY: Final = (
    "kubectl create secret tls {secret} --namespace {namespace} --cert=fullchain.pem --key={key_file} " + _PIPE
)
_TAKE_OUT_PLAIN: Final = "kubectl get configmap {configmap?} --namespace {namespace} -o jsonpath={path} > {item}"
_TAKE_OUT: Final = (
    "kubectl get secret {secret} --namespace {namespace} -o jsonpath={path} | base64 -d > {item}{configmap!}"
)
_PUT_BACK_PLAIN: Final = (
    "# where the ConfigMap has other values, add a --from-file for each of them:{configmap+}",
    f"kubectl create configmap {{configmap?}} --namespace {{namespace}} --from-file={{item}} {_PIPE}",
)
_PUT_BACK: Final = (
    "kubectl patch secret {secret} --namespace {namespace} "
    '--patch "{\\"data\\":{\\"{item}\\":\\"$(base64 < {item} | tr -d \'\\n\')\\"}}"{configmap!}'
)
"""The one value is replaced; other values, the key among them, stay and are not shown."""
_IN_A_MANIFEST: Final = "# where {store?} is what the object is made from, put the new value there too"


def _changed(*lines: str) -> tuple[str, ...]:
    """Return the lines between those that take the value out of the object and put it back."""
    return (_TAKE_OUT_PLAIN, _TAKE_OUT, *lines, *_PUT_BACK_PLAIN, _PUT_BACK, _IN_A_MANIFEST)


_BEHIND: Final = "(echo; openssl x509 -in {file}) >> {item}"

SYSTEM: Final = System(
    name="kubernetes",
    title="Kubernetes",
    products=("kubernetes",),
    formats=("kubernetes",),
    commands={
        "import-anchor": (
            "# get {subject} from its owner, compare its fingerprint over another channel, then:",
            "openssl x509 -in {file} -noout -subject -fingerprint -sha256",
            *_changed(_BEHIND),
        ),
        "replace-anchor": (*_changed(_BEHIND), "# remove the old one when nothing is issued under it any more"),
        "append-issuer": ("curl -fsSL {url?} | openssl x509 -out {file}", *_changed(_BEHIND)),
        "reorder": _changed("# put the certificates in {item} in order: the key's own first, then each issuer"),
        "remove-certificate": _changed("# take {subject} out of {item}"),
        "renew": (_APPLY, "# with cert-manager: cmctl renew {secret}"),
        "import-key": (
            "# tls.key must be the key of the first certificate in tls.crt",
            _TAKE_OUT.replace("> {item}", "> fullchain.pem").replace("{configmap!}", "{key_missing+}"),
            _APPLY,
        ),
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
                "kubectl get secret {secret} --namespace {namespace} -o jsonpath={path} "
                "| base64 -d | openssl storeutl -noout -text -certs /dev/stdin"
            ),
        ),
    },
)
