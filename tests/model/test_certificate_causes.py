from __future__ import annotations

from chainaudit.model.certificate_causes import CLIENT_CERTIFICATE_CAUSES, SERVER_CERTIFICATE_CAUSES


def test_who_presents_a_certificate_mends_it_or_the_other_side_its_trust() -> None:
    for cause in (*SERVER_CERTIFICATE_CAUSES, *CLIENT_CERTIFICATE_CAUSES):
        assert cause.actor in {"client", "server", "either"}, cause.name
        assert cause.actions, cause.name


def test_a_cause_that_is_named_for_the_client_is_told_of_the_client() -> None:
    for cause in SERVER_CERTIFICATE_CAUSES:
        assert not cause.name.startswith("client_"), cause.name
    for cause in CLIENT_CERTIFICATE_CAUSES:
        if cause.name.startswith("client_"):
            assert "client" in f"{cause.title} {cause.explanation}".lower(), cause.name
