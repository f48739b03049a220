"""The search: every path, dead ends taken back, loops and crowds survived within counted budgets."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from chainaudit.builder.budget import MAX_LENGTH, Budget
from chainaudit.builder.candidates import Candidates
from chainaudit.builder.search import complete_paths, partial_paths, repeats
from chainaudit.model.path import Anchor, Path
from tests.effort import PATIENCE_SECONDS
from tests.validators.making import authority, end

if TYPE_CHECKING:
    from chainaudit.model.certificate import Certificate


def _search(
    target: Any, *untrusted: Any, anchors: tuple[Any, ...], budget: Budget | None = None, prune: Any = None
) -> list[Path]:
    candidates = Candidates(
        [Anchor(a.certificate) for a in anchors], [u.certificate for u in untrusted], budget or Budget()
    )
    found = complete_paths(
        candidates, target.certificate, may_extend=prune or (lambda *_: True), is_anchor=lambda _: True
    )
    return list(found)


def _names(path: Path) -> list[str | None]:
    return [c.subject.common_name for c in path.certificates]


def test_one_chain_is_one_path() -> None:
    root = authority("Root")
    middle = authority("Middle", root)
    leaf = end("a.example", middle)
    (path,) = _search(leaf, middle, anchors=(root,))
    assert _names(path) == ["a.example", "Middle", "Root"]
    assert path.anchor is not None
    assert path.is_complete


def test_cross_signed_issuers_give_every_path_shorter_ones_first() -> None:
    old, new = authority("Old"), authority("New")
    cross = authority("New", old, use_key=new.key)
    middle = authority("Middle", new)
    leaf = end("a.example", middle)
    paths = _search(leaf, middle, cross, anchors=(old, new))
    assert [_names(p) for p in paths] == [["a.example", "Middle", "New"], ["a.example", "Middle", "New", "Old"]]


def test_a_dead_end_is_taken_back() -> None:
    gone, root = authority("Gone"), authority("Root")
    to_nowhere = authority("Middle", gone)
    to_root = authority("Middle", root, use_key=to_nowhere.key)
    leaf = end("a.example", to_nowhere)
    (path,) = _search(leaf, to_nowhere, to_root, anchors=(root,))
    assert _names(path) == ["a.example", "Middle", "Root"]


def test_a_loop_of_cross_signed_cas_ends() -> None:
    root = authority("Root")
    a = authority("A", root)
    b = authority("B", a)
    a_by_b = authority("A", b, use_key=a.key)
    leaf = end("a.example", b)
    paths = _search(leaf, a, b, a_by_b, anchors=(root,))
    assert [_names(p) for p in paths] == [["a.example", "B", "A", "Root"]]


def test_a_target_that_is_an_anchor_is_a_path_of_one() -> None:
    leaf = end("a.example")
    (path,) = _search(leaf, anchors=(leaf,))
    assert path.certificates == (leaf.certificate,)


def test_an_anchor_may_be_passed_through() -> None:
    root = authority("Root")
    middle = authority("Middle", root)
    leaf = end("a.example", middle)
    assert [_names(p) for p in _search(leaf, anchors=(middle, root))] == [
        ["a.example", "Middle"],
        ["a.example", "Middle", "Root"],
    ]


def test_what_is_pruned_is_not_gone_through() -> None:
    root = authority("Root")
    middle = authority("Middle", root)
    leaf = end("a.example", middle)

    def without_middle(_partial: tuple[Certificate, ...], issuer: Certificate, _is_anchor: bool) -> bool:
        return issuer != middle.certificate

    assert _search(leaf, middle, anchors=(root,), prune=without_middle) == []


def test_a_crowd_of_look_alikes_costs_a_counted_amount() -> None:
    root = authority("Root")
    real = authority("Middle", root)
    crowd = [
        authority("Middle", root, label=f"key {i % 40}", authority_identifier=bytes([i % 250, i // 250]))
        for i in range(1500)
    ]
    leaf = end("a.example", real)
    budget = Budget()
    begun = time.perf_counter()
    (path,) = _search(leaf, *crowd, real, anchors=(root,), budget=budget)
    assert _names(path) == ["a.example", "Middle", "Root"]
    assert budget.exhausted is None
    assert time.perf_counter() - begun < PATIENCE_SECONDS


def test_a_complete_graph_of_cas_stops_at_the_budget() -> None:
    keys = [authority(f"CA {i}") for i in range(9)]
    mesh = [
        authority(f"CA {i}", issuer, use_key=keys[i].key) for i in range(9) for issuer in keys if issuer is not keys[i]
    ]
    leaf = end("a.example", keys[0])
    budget = Budget(steps=2000)
    paths = _search(leaf, *mesh, anchors=(keys[8],), budget=budget)
    assert paths
    assert budget.exhausted is not None


def test_a_very_long_chain_is_followed_to_the_limit_and_no_further() -> None:
    chain = [authority("CA 0")]
    for i in range(1, MAX_LENGTH + 3):
        chain.append(authority(f"CA {i}", chain[-1]))
    near = end("a.example", chain[MAX_LENGTH - 2])
    far = end("a.example", chain[-1])
    assert len(_search(near, *chain[1:], anchors=(chain[0],))) == 1
    assert _search(far, *chain[1:], anchors=(chain[0],)) == []


def test_partial_paths_go_as_far_as_issuers_are_known_longest_first() -> None:
    root = authority("Root")
    middle = authority("Middle", root)
    other = authority("Middle", authority("Elsewhere"), use_key=middle.key)
    leaf = end("a.example", middle)
    candidates = Candidates([], [c.certificate for c in (leaf, middle, other, root)], Budget())
    found = partial_paths(candidates, leaf.certificate, 10)
    assert [_names(p) for p in found] == [["a.example", "Middle", "Root"], ["a.example", "Middle"]]
    assert all(not p.is_complete for p in found)


def test_a_renewed_ca_of_the_same_name_and_key_stands_once() -> None:
    root = authority("Root")
    one, two = authority("Middle", root, label="k"), authority("Middle", root, label="k")
    leaf = end("a.example", one)
    assert repeats((leaf.certificate, one.certificate), two.certificate)
    assert not repeats((leaf.certificate,), two.certificate)
    assert repeats((leaf.certificate,), leaf.certificate)
