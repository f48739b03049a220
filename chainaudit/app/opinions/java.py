"""The question put to the JVM that is installed: its default trust manager, by a program that `java` compiles."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from chainaudit.app import registry
from chainaudit.model.question import Purpose, ReferenceKind
from chainaudit.model.second_opinion import Answer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from chainaudit.model.question import Question

    Run = Callable[[str, Sequence[str], Path], tuple[int, str] | None]

_FILE: Final = "SecondOpinion.java"
_VERSION: Final = re.compile(r'version "(?:1\.)?(\d+)[^"]*"')

_PROGRAM: Final = """
import java.io.File;
import java.io.FileInputStream;
import java.io.InputStream;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import sun.security.util.HostnameChecker;

public class SecondOpinion {
    static List<X509Certificate> read(String prefix) throws Exception {
        List<X509Certificate> found = new ArrayList<>();
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        for (int i = 0; new File(prefix + i + ".der").exists(); i++) {
            try (InputStream stream = new FileInputStream(prefix + i + ".der")) {
                found.add((X509Certificate) factory.generateCertificate(stream));
            }
        }
        return found;
    }

    public static void main(String[] arguments) throws Exception {
        try {
            Set<TrustAnchor> anchors = new LinkedHashSet<>();
            for (X509Certificate certificate : read("anchor")) {
                anchors.add(new TrustAnchor(certificate, null));
            }
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
            parameters.setDate(new Date(Long.parseLong(arguments[0])));
            parameters.setRevocationEnabled(false);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(new CertPathTrustManagerParameters(parameters));
            X509TrustManager manager = (X509TrustManager) factory.getTrustManagers()[0];
            X509Certificate[] chain = read("chain").toArray(new X509Certificate[0]);
            if (arguments[1].equals("client")) {
                manager.checkClientTrusted(chain, "UNKNOWN");
            } else {
                manager.checkServerTrusted(chain, "UNKNOWN");
            }
            for (int i = 2; i < arguments.length; i++) {
                HostnameChecker.getInstance(HostnameChecker.TYPE_TLS).match(arguments[i], chain[0]);
            }
            System.out.println("ACCEPTED");
        } catch (Exception error) {
            System.out.println("REJECTED " + error.getMessage());
        }
    }
}
"""


def ask(question: Question, folder: Path, run: Run) -> tuple[Answer, str]:
    """Write the certificates and the program to ``folder`` and run it; return the answer and the profile's name."""
    told = run("java", ["-version"], folder)
    found = None if told is None else _VERSION.search(told[1])
    if told is None or found is None:
        return Answer("java", None, ("no JVM is installed",)), "java"
    version = int(found.group(1))
    name, profile = f"Java {version}", registry.version_of("java", (version,))
    if question.purpose is Purpose.ANY or question.revocation.crls:
        return Answer(name, None, ("it is asked about servers and clients, without CRLs",)), profile
    _write(question, folder)
    hosts = [r.text for r in question.host if r.kind in (ReferenceKind.DNS, ReferenceKind.IP)]
    moment = str(int(question.moment.timestamp() * 1000))
    exported = ["--add-exports", "java.base/sun.security.util=ALL-UNNAMED", _FILE]
    done = run("java", [*exported, moment, question.purpose.value, *hosts], folder)
    return _answer(name, done), profile


def _answer(name: str, done: tuple[int, str] | None) -> Answer:
    if done is None:
        return Answer(name, None, ("it did not answer in time",))
    for line in done[1].splitlines():
        verdict, _, words = line.partition(" ")
        if verdict in ("ACCEPTED", "REJECTED"):
            return Answer(name, verdict == "ACCEPTED", (words,) if words else ())
    return Answer(name, None, ("its compiler is not installed; a JDK is needed",))


def _write(question: Question, folder: Path) -> None:
    (folder / _FILE).write_text(_PROGRAM, encoding="ascii")
    target = question.target.certificate
    chain = [target, *(c for c in (*question.target.presented, *question.untrusted) if c != target)]
    # What is not marked as trusted in a PKCS 12 a JVM does not see there.
    anchors = [anchor.certificate for anchor in question.anchors if anchor.is_marked]
    for prefix, certificates in (("chain", chain), ("anchor", anchors)):
        for number, certificate in enumerate(certificates):
            (folder / f"{prefix}{number}.der").write_bytes(certificate.der)
