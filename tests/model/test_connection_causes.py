from __future__ import annotations

from chainaudit.model.cause import CAUSES
from chainaudit.model.certificate_causes import CLIENT_CERTIFICATE_CAUSES, SERVER_CERTIFICATE_CAUSES
from chainaudit.model.connection_causes import CONNECTION_CAUSES


def test_every_cause_has_a_name_of_its_own() -> None:
    every = (*SERVER_CERTIFICATE_CAUSES, *CLIENT_CERTIFICATE_CAUSES, *CONNECTION_CAUSES)
    assert len(CAUSES) == len(every)


def test_every_cause_says_what_it_is_in_one_line_and_what_it_means_in_sentences() -> None:
    for cause in CONNECTION_CAUSES:
        assert cause.title[0].isupper(), cause.name
        assert not cause.title.endswith("."), cause.name
        assert cause.explanation.endswith("."), cause.name
        assert cause.name == cause.name.lower().replace("-", "_"), cause.name
