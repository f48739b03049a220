"""The installed OpenSSL and chainaudit on chains that nobody looked at before."""

from __future__ import annotations

from tests.differential.__main__ import compare

COUNT = 120


def test_openssl_is_predicted_to_the_number_and_depth() -> None:
    figures = compare(COUNT, 20260601)
    assert figures["cases"] == COUNT
    assert COUNT // 20 < figures["accepted by openssl"] < COUNT // 2
    assert figures["same exit code"] >= 0.99 * COUNT
    assert figures["same first error"] >= 0.98 * COUNT
    assert figures["same list of errors"] >= 0.97 * COUNT


def test_of_many_ways_up_the_one_that_openssl_takes_is_taken() -> None:
    figures = compare(COUNT, 20260602, of="meshes")
    assert COUNT // 20 < figures["accepted by openssl"] < COUNT // 2
    assert figures["same list of errors"] >= 0.99 * COUNT
    assert figures["same lines"] >= 0.99 * COUNT


def test_what_is_said_of_the_path_of_a_crls_issuer() -> None:
    figures = compare(COUNT, 20260603, of="issuers")
    assert COUNT // 20 < figures["accepted by openssl"] < COUNT // 2
    assert figures["same list of errors"] >= 0.99 * COUNT
    assert figures["same lines"] >= 0.99 * COUNT


def test_of_several_mistakes_on_a_command_line_the_same_one_is_told() -> None:
    figures = compare(COUNT, 20260604, of="mistakes")
    assert figures["same exit code"] == COUNT
    assert figures["same lines"] >= 0.99 * COUNT
