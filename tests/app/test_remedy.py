"""Actions become commands of the program that keeps the store at hand, with what the report knows filled in."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

import pytest

from chainaudit.app import registry
from chainaudit.app.remedy import with_commands
from chainaudit.errors import UsageError
from chainaudit.judging.judge import verdict_of
from chainaudit.model.finding import Severity
from chainaudit.model.peer import Endpoint, Peer, PeerHandshake
from chainaudit.model.profile import Profile, Strategy, StrategyKind
from chainaudit.model.question import Question, Target
from chainaudit.model.remedy import Action
from chainaudit.model.report import Report, TargetReport
from chainaudit.model.store import Holder, Store
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from chainaudit.model.finding import Finding

CERTIFICATE = authority("Example Root").certificate


def finding(action: Action, store: str | None = None, alias: str | None = None) -> Finding:
    from chainaudit.app.registry import check

    made = check("path.incomplete").finding(CERTIFICATE, observed="", severity=Severity.ERROR, actions=(action,))
    return made.but(store=store, alias=alias)


def commands(action: Action, store: Store | None = None, **report: Any) -> tuple[str, ...]:
    source = None if store is None else store.source
    stores = () if store is None else (store,)
    (found,) = with_commands(Report(stores=stores, findings=(finding(action, source, "own"),), **report), None).findings
    return found.commands


@pytest.mark.parametrize(
    ("source", "store_format", "command"),
    [
        ("a.jks", "JKS", "keytool -importcert -alias root -file root.pem -keystore a.jks"),
        ("a.p12", "PKCS12", "keytool -importcert -alias root -file root.pem -keystore a.p12 -storetype PKCS12"),
        ("a.pem", "PEM", "(echo; openssl x509 -in root.pem) >> a.pem"),
        ("cas", "CAPATH", "openssl rehash cas"),
        ("db", "NSS", "certutil -A -d sql:db -n root -t CT,, -i root.pem"),
        ("db/cert9.db", "NSS", "certutil -A -d sql:db -n root -t CT,, -i root.pem"),
        ("cert9.db", "NSS", "certutil -A -d sql:. -n root -t CT,, -i root.pem"),
        ("/etc/ssl/certs/ca-certificates.crt", "PEM", "update-ca-certificates"),
        ("/x/certifi/cacert.pem", "PEM", "cat /x/certifi/cacert.pem root.pem > trust.pem"),
    ],
)
def test_a_root_is_imported_by_the_program_that_keeps_the_store(source: str, store_format: str, command: str) -> None:
    assert command in commands(Action("import-anchor", subject="CN=Root"), Store(source, store_format))


def test_what_the_other_side_does_is_not_done_to_the_store_at_hand() -> None:
    lines = commands(Action("add-authority", subject="CN=Root"), Store("client.jks", "JKS"))
    assert lines
    assert not any("client.jks" in line for line in lines)


def test_a_peer_is_named_by_host_and_port() -> None:
    peer = Peer(Endpoint("api.example.com", 8443), PeerHandshake("completed"))
    action = finding(Action("enable-protocol"), "api.example.com:8443")
    (found,) = with_commands(Report(stores=(), findings=(action,), peers=(peer,)), None).findings
    assert "openssl s_client -connect api.example.com:8443 -tls1_2" in found.commands


def test_an_address_is_fetched_from_where_it_is_known() -> None:
    known = Action("append-issuer", subject="CN=Root", url="http://pki.example/root.cer")
    line = "curl -fsSL http://pki.example/root.cer | openssl x509 -out root.pem"
    assert line in commands(known, Store("a.jks", "JKS"))
    assert not any("curl" in c for c in commands(Action("append-issuer", subject="CN=Root"), Store("a.jks", "JKS")))


def test_a_system_that_is_asked_for_is_taken() -> None:
    report = Report(stores=(), findings=(finding(Action("renew"), "a.jks"),))
    (found,) = with_commands(report, "apigee").findings
    assert any("apigee" in line or "aliases" in line for line in found.commands)
    with pytest.raises(UsageError, match="there is no system 'nobody'"):
        with_commands(report, "nobody")


@pytest.mark.parametrize(
    "url", ["-K/etc/passwd", "file:///etc/shadow", "ldap://pki.example/cn=a", "--output=x http://a"]
)
def test_what_a_certificate_names_is_no_option_and_no_file(url: str) -> None:
    lines = commands(Action("append-issuer", subject="CN=Root", url=url), Store("a.jks", "JKS"))
    assert lines
    assert not any("curl" in line for line in lines)


@pytest.mark.parametrize(
    ("profile", "start"),
    [
        ("transfer-cft", "PKIUTIL"),
        ("java", "keytool"),
        (Profile(name="of my own", title="", cites=(), strategy=Strategy(StrategyKind.ANY_PATH)), "keytool"),
    ],
)
def test_a_product_that_judged_is_told_in_its_own_commands(profile: str | Profile, start: str) -> None:
    """A profile that a program made for itself has no product."""
    asked = Question(Target(CERTIFICATE), anchors=(), moment=datetime(2026, 1, 1, tzinfo=timezone.utc))
    judged = registry.profile(profile) if isinstance(profile, str) else profile
    verdict, _ = verdict_of(asked, judged, registry.checks())
    report = Report(
        stores=(Store("a.jks", "JKS"),),
        targets=(TargetReport(asked, verdicts=(verdict,), findings=(), outcomes={}),),
        findings=(finding(Action("import-anchor", subject="CN=Root"), "a.jks"),),
    )
    (found,) = with_commands(report, None).findings
    assert any(line.startswith(start) for line in found.commands)


@pytest.mark.parametrize(
    ("store_format", "holders", "start"),
    [
        ("DER", (), "chainaudit convert trust --to pem"),
        ("PEM", (Holder("gzip", "PEM"),), "chainaudit convert trust --to pem"),
        ("JKS", (), "keytool"),
        ("ZIP", (), "# trust is inside an archive"),
        ("Kubernetes", (Holder("Secret", "PEM", "ca", "edge", "ca.crt"),), "kubectl get secret ca --namespace edge"),
    ],
)
def test_commands_that_would_spoil_a_store_are_not_told(
    store_format: str, holders: tuple[Holder, ...], start: str
) -> None:
    """Whichever system is asked for: nothing is put behind a file that is no text."""
    report = Report(
        stores=(Store("trust", store_format, holders=holders),),
        findings=(finding(Action("import-anchor", subject="CN=Root"), "trust"),),
    )
    for system in (None, "openssl"):
        (found,) = with_commands(report, system).findings
        assert any(line.startswith(start) for line in found.commands), found.commands
        assert not any(">> trust" in line for line in found.commands if ">> trust.pem" not in line)


@pytest.mark.parametrize(("store_format", "named"), [("JKS", True), ("PKCS12", True), ("PEM", False), ("DER", False)])
def test_a_product_is_not_told_to_write_into_what_it_cannot_read(store_format: str, named: bool) -> None:
    report = Report(
        stores=(Store("trust", store_format),),
        findings=(finding(Action("import-anchor", subject="CN=Root"), "trust"),),
    )
    (found,) = with_commands(report, "webmethods").findings
    assert any(line.startswith("Security > ") for line in found.commands)
    assert any(line.endswith("-keystore trust") for line in found.commands) == named


def test_what_only_an_authority_can_ask_for_is_no_request_of_ours() -> None:
    of_an_issuer = finding(Action("reissue", subject="CN=Example Root"), "a.pem").but(position=1)
    (found,) = with_commands(Report(stores=(), findings=(of_an_issuer,)), None).findings
    (line,) = found.commands
    assert line.startswith("# this is the certificate of 'Example Root': ask its owner for a new one")


def test_a_store_inside_another_and_that_of_a_client_are_known() -> None:
    inside = Store("folder/own.jks", "JKS")
    client = Store("client.p12", "PKCS12")
    report = Report(
        stores=(Store("folder", "directory", children=(inside,)),),
        findings=tuple(finding(Action("reissue"), store.source, "own") for store in (inside, client)),
    )
    lines = [line for found in with_commands(report, None, (client,)).findings for line in found.commands]
    assert "keytool -certreq -alias own -file request.csr -keystore folder/own.jks" in lines
    assert "keytool -certreq -alias own -file request.csr -keystore client.p12 -storetype PKCS12" in lines


@pytest.mark.parametrize(
    ("names", "host", "expected"),
    [
        (("b.example", "a.example"), "a.example", "DNS:b.example,DNS:a.example"),
        (("b.example", "IP:192.0.2.1"), "a.example", "DNS:a.example,DNS:b.example,IP:192.0.2.1"),
        (("b.example",), "192.0.2.1", "IP:192.0.2.1,DNS:b.example"),
        (("b.example", "evil.example/O=x"), "a.example", "DNS:a.example"),
        (tuple(f"{number}.long-name.example" for number in range(30)), "a.example", "DNS:a.example"),
    ],
)
def test_a_request_keeps_the_names_of_the_certificate(names: tuple[str, ...], host: str, expected: str) -> None:
    """Where they cannot be typed as they are, the one that was asked for."""
    found = finding(Action("reissue", host=host), "a.pem").but(certificate=end(names=names).certificate)
    (told,) = with_commands(Report(stores=(), findings=(found,)), None).findings
    assert f"-addext subjectAltName={expected} " in told.commands[-1]
