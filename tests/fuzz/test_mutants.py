"""A bounded run over the corpus: thousands of mutants of every reader's stores, the same in every run."""

from __future__ import annotations

import random

import pytest

from tests.fuzz.mutate import FOUND, MAX_GROWTH_KILOBYTES, MAX_SECONDS, Watch, corpus, mutants, seeds_of

MUTANTS = 20_000
READERS = sorted({seed.reader for seed in corpus() if seed.reader})


@pytest.mark.parametrize("reader", READERS)
def test_mutants_are_stores_or_documented_errors(reader: str) -> None:
    seeds = seeds_of(reader)
    share = MUTANTS // len(READERS) // len(seeds) + 1
    dice = random.Random(f"chainaudit {reader}")  # noqa: S311 - mutations are no secret
    with Watch() as watch:
        for seed in seeds:
            for data in mutants(seed, dice, share):
                watch.look(seed, data)
    assert not [f"{fault.seed}: {fault.what}" for fault in watch.faults]
    assert watch.slowest < MAX_SECONDS
    assert watch.memory() < MAX_GROWTH_KILOBYTES
    assert watch.read >= MUTANTS // len(READERS)


def test_what_was_found_once_is_never_found_again() -> None:
    kept = [seed for seed in corpus() if (FOUND / seed.name).is_file()]
    assert kept
    with Watch() as watch:
        for seed in kept:
            watch.look(seed, seed.data)
    assert not watch.faults


def test_the_watch_sees_what_it_is_for(monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.fuzz import mutate

    seed = next(seed for seed in corpus() if seed.name == "jks_truststore.jks")

    def broken(*_: object) -> None:
        raise KeyError("undocumented")

    other = next(s for s in corpus() if s.name == "jks_keytool_selfsigned.jks")
    with Watch() as watch:
        watch.look(seed, seed.data)
        watch.look(seed, other.data)
        monkeypatch.setattr(mutate, "render", lambda *_: f"said: {seed.password}")
        watch.look(seed, seed.data)
        monkeypatch.setattr(mutate, "read_bytes", broken)
        watch.look(seed, seed.data)
    assert [fault.what for fault in watch.faults] == [
        "a changed certificate or alias was verified",
        "a password was said",
        "KeyError: 'undocumented'",
    ]
    monkeypatch.undo()
    with Watch(max_seconds=-1) as hurried:
        hurried.look(seed, seed.data)
    assert hurried.faults[0].what.startswith("took ")


def test_the_same_dice_give_the_same_mutants() -> None:
    seed = corpus()[0]
    first, second = (list(mutants(seed, random.Random(7), 20)) for _ in range(2))  # noqa: S311 - mutations are no secret
    assert first == second
    assert len(set(first)) > 15
