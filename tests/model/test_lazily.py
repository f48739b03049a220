"""Values made when first asked for, and readings that are remembered within bounds."""

from __future__ import annotations

import pytest

from chainaudit.model.lazily import MAX_REMEMBERED, MAX_REMEMBERED_BYTES, once, remembered


class Thing:
    def __init__(self) -> None:
        self.made = 0

    @once
    def value(self) -> list[int]:
        """What it is worth."""
        self.made += 1
        return [self.made]


def test_a_value_is_made_once_for_each_instance() -> None:
    one, other = Thing(), Thing()
    assert one.made == 0
    assert one.value is one.value
    assert (one.made, other.made) == (1, 0)
    assert one.value is not other.value


def test_the_class_keeps_what_the_value_is() -> None:
    assert Thing.value.__doc__ == "What it is worth."


def test_a_value_whose_making_fails_is_made_again() -> None:
    class Failing:
        tries = 0

        @once
        def value(self) -> int:
            self.tries += 1
            if self.tries == 1:
                raise LookupError
            return self.tries

    one = Failing()
    with pytest.raises(LookupError):
        _ = one.value
    assert one.value == 2


@pytest.mark.parametrize(("size", "times"), [(MAX_REMEMBERED_BYTES, 1), (MAX_REMEMBERED_BYTES + 1, 2)])
def test_short_readings_are_remembered_and_long_ones_are_not(size: int, times: int) -> None:
    read: list[bytes] = []

    @remembered
    def parse(value: bytes) -> int:
        read.append(value)
        return len(value)

    assert [parse(b"x" * size), parse(b"x" * size)] == [size, size]
    assert len(read) == times


def test_a_stranger_fills_no_memory() -> None:
    read: list[bytes] = []

    @remembered
    def parse(value: bytes) -> bytes:
        read.append(value)
        return value

    for number in (*range(MAX_REMEMBERED + 1), 0):
        parse(str(number).encode())
    assert read[-1] == b"0"


def test_what_cannot_be_read_is_not_remembered() -> None:
    @remembered
    def parse(value: bytes) -> int:
        return int(value)

    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            parse(b"no number")
