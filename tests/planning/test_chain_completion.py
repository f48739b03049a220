"""Chains that are completed and put in order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.planning.chain_completion import Completion, Pool
from tests.validators.making import BEGIN, DAY, MOMENT, Made, authority, end, make

if TYPE_CHECKING:
    from collections.abc import Sequence

    from chainaudit.model.certificate import Certificate

ROOT = authority("Root")
UPPER = authority("Upper", ROOT)
LOWER = authority("Lower", UPPER)
LEAF = end("a.example", LOWER)
OTHER = authority("Other")


def _plain(*made: Made) -> tuple[Certificate, ...]:
    return tuple(one.certificate for one in made)


def _complete(
    stored: Sequence[Made], at_hand: Sequence[Made] = (), trusted: Sequence[Made] = (), *, include_root: bool = False
) -> Completion:
    pool = Pool(_plain(*at_hand), _plain(*trusted), MOMENT, include_root=include_root)
    return pool.complete(LEAF.certificate, _plain(*stored))


def test_what_lacks_is_added_in_order_and_the_root_is_not() -> None:
    done = _complete([LEAF], [UPPER, ROOT, LOWER], [ROOT])
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert done.added == _plain(LOWER, UPPER)
    assert (done.left_out, done.is_reordered, done.missing_issuer) == ((), False, None)


def test_a_root_that_stood_there_stays_and_one_that_is_asked_for_comes() -> None:
    assert _complete([LEAF, LOWER, UPPER, ROOT]).chain == _plain(LEAF, LOWER, UPPER, ROOT)
    done = _complete([LEAF, LOWER, UPPER, ROOT])
    assert (done.added, done.left_out, done.is_reordered) == ((), (), False)
    assert _complete([LEAF], [LOWER, UPPER], [ROOT], include_root=True).chain == _plain(LEAF, LOWER, UPPER, ROOT)


def test_a_wrong_order_is_put_right() -> None:
    done = _complete([UPPER, LEAF, LOWER], trusted=[ROOT])
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert done.is_reordered
    assert done.added == ()


def test_what_does_not_belong_and_what_stands_twice_is_left_out_and_told() -> None:
    done = _complete([LEAF, LOWER, OTHER, UPPER, LOWER], trusted=[ROOT])
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert done.left_out == _plain(OTHER)


def test_what_cannot_be_found_is_named() -> None:
    done = _complete([LEAF], [LOWER])
    assert done.chain == _plain(LEAF, LOWER)
    assert done.missing_issuer == "CN=Upper"


def test_an_intermediate_that_is_trusted_ends_the_search() -> None:
    done = _complete([LEAF], [LOWER], [UPPER])
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert done.missing_issuer is None


def test_a_namesake_with_another_key_is_not_taken() -> None:
    namesake = authority("Lower", UPPER, label="another key")
    done = _complete([LEAF], [namesake, UPPER], [ROOT])
    assert done.chain == _plain(LEAF)
    assert done.missing_issuer == "CN=Lower"


def test_a_namesake_without_identifiers_that_did_not_sign_is_not_taken() -> None:
    leaf = end("a.example", LOWER, key_identifiers=False, label="no identifiers").certificate
    namesake = authority("Lower", UPPER, label="other", key_identifiers=False).certificate
    done = Pool((namesake,), _plain(ROOT), MOMENT).complete(leaf, (leaf,))
    assert done.chain == (leaf,)
    assert done.missing_issuer == "CN=Lower"


def test_a_certificate_that_is_no_ca_is_not_taken() -> None:
    no_ca = make("Lower", UPPER, ca=False, use_key=LOWER.key)
    assert _complete([LEAF], [no_ca, UPPER], [ROOT]).chain == _plain(LEAF)


def test_a_valid_issuer_goes_before_one_that_ended() -> None:
    ended = authority("Lower", UPPER, use_key=LOWER.key, begin=BEGIN, end=MOMENT - DAY)
    done = _complete([LEAF, ended], [UPPER, LOWER], [ROOT])
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert done.left_out == _plain(ended)


def test_of_two_ways_the_trusted_one_is_taken() -> None:
    cross = authority("Upper", OTHER, use_key=UPPER.key)
    assert _complete([LEAF], [LOWER, UPPER, cross, ROOT], [OTHER]).chain == _plain(LEAF, LOWER, cross)
    assert _complete([LEAF], [LOWER, UPPER, cross, OTHER], [ROOT]).chain == _plain(LEAF, LOWER, UPPER)


def test_issuers_are_fetched_one_above_the_other_until_one_is_known() -> None:
    behind = {LEAF.certificate: LOWER, LOWER.certificate: UPPER}
    asked: list[str] = []

    def fetch(certificate: Certificate) -> tuple[Certificate, ...]:
        asked.append(str(certificate.subject))
        return _plain(behind[certificate]) if certificate in behind else ()

    done = Pool((), _plain(ROOT), MOMENT, fetch=fetch).complete(LEAF.certificate, _plain(LEAF))
    assert done.chain == _plain(LEAF, LOWER, UPPER)
    assert asked == ["CN=a.example", "CN=Lower"]


def test_what_is_fetched_and_fits_nothing_ends_the_fetching() -> None:
    done = Pool((), (), MOMENT, fetch=lambda _: _plain(OTHER)).complete(LEAF.certificate, _plain(LEAF))
    assert done.chain == _plain(LEAF)
    assert done.missing_issuer == "CN=Lower"


def test_a_certificate_is_found_by_its_key() -> None:
    renewed = end("a.example", LOWER, use_key=LEAF.key, end=MOMENT + DAY * 900)
    key = LEAF.certificate.public_key
    assert key is not None
    assert Pool(_plain(LEAF, OTHER, renewed), (), MOMENT).with_key(key) == renewed.certificate
    assert Pool(_plain(OTHER), (), MOMENT).with_key(key) is None
