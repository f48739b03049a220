"""Distribution points of certificates."""

from __future__ import annotations

import pytest

from chainaudit.errors import EncodingError
from chainaudit.model import der
from chainaudit.model.distribution_point import ALL_REASONS, MAX_POINTS, distribution_points
from chainaudit.model.name import Name
from tests import forge
from tests.forge_revocation import flags, full_name, point, points, relative_name


def read(*encoded: bytes) -> object:
    return distribution_points(points(*encoded)[0][2])


def test_every_part() -> None:
    (found,) = distribution_points(points(point(full_name("http://a/"), (1, 8), forge.name("Issuer")))[0][2])
    assert found.name is not None
    assert [name.text for name in found.name.full] == ["http://a/"]
    assert found.reasons == frozenset({1, 8})
    assert found.issuer_names == (Name(forge.name("issuer")),)


def test_what_is_left_out_means_all() -> None:
    (found,) = distribution_points(points(point(full_name("http://a/")))[0][2])
    assert (found.reasons, found.crl_issuers) == (None, ())


def test_a_relative_name_stands_behind_the_issuers() -> None:
    (found,) = distribution_points(points(point(relative_name("One")))[0][2])
    assert found.name is not None
    both = (Name(forge.name("A")), Name(forge.name("B")))
    whole = Name(der.encode(der.SEQUENCE, der.read(forge.name("a")).content + der.read(forge.name("one")).content))
    names = found.name.names(both)
    assert len(names) == 2
    assert whole.key in {key for _, key in names}  # type: ignore[misc]


def test_bits_beyond_the_reasons_do_not_count() -> None:
    every = der.encode(der.SEQUENCE, der.encode(0x81, b"\x00\xff\xff"))
    (found,) = distribution_points(points(every)[0][2])
    assert found.reasons == ALL_REASONS
    assert flags(1) == b"\x00\x40"


@pytest.mark.parametrize(
    "encoded",
    [
        b"",
        b"\x04\x00",
        b"\x30\x02\x87\x00",
        b"\x30\x02\xa0\x00",
        b"\x30\x02\x81\x00",
        b"\x30\x04\xa0\x02\xa2\x00",
        b"\x30\x09",
    ],
)
def test_broken_ones_are_refused(encoded: bytes) -> None:
    with pytest.raises(EncodingError):
        read(encoded)


def test_more_than_anybody_has_are_refused() -> None:
    assert read(*[point(full_name("http://a/"))] * MAX_POINTS)
    with pytest.raises(EncodingError, match="1001"):
        read(*[point(full_name("http://a/"))] * (MAX_POINTS + 1))
