"""Random meshes of cross-signed CAs: the search accepts exactly where some path is good, in whatever order it is asked.

What is right is found by an enumerator that knows nothing of the search: it tries every way up from the target through
edges that were drawn, and asks of each what was drawn for it (a date, a path length, a constraint).
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chainaudit
from chainaudit.judging.judge import verdict_of
from chainaudit.model.path import Anchor
from tests import forge

if TYPE_CHECKING:
    from collections.abc import Iterator

SEARCHING = ("recommended", "rfc5280", "webpki", "go-1.27", "pyca-50", "java-17-certpath", "gnutls-3.7")
NODES = 5


class Edge(NamedTuple):
    """A certificate that one CA gave another: whether it is in date, and how many CAs may follow."""

    issuer: int
    subject: int
    is_valid: bool
    path_length: int | None


class Mesh(NamedTuple):
    """CAs by number; the target was issued by ``first``, and the roots of ``anchors`` are trusted."""

    edges: tuple[Edge, ...]
    first: int
    anchors: frozenset[int]


@functools.cache
def root(node: int) -> forge.Forged:
    return forge.root(f"CA {node}", use_key=forge.key("EC", f"CA {node}"))


@functools.cache
def cross(edge: Edge) -> forge.Forged:
    return forge.issue(
        root(edge.issuer),
        subject=f"CA {edge.subject}",
        ca=True,
        use_key=forge.key("EC", f"CA {edge.subject}"),
        path_length=edge.path_length,
        **({} if edge.is_valid else {"end": forge.BEGIN}),
    )


@functools.cache
def target(first: int) -> forge.Forged:
    return forge.issue(root(first))


edges = st.builds(
    Edge,
    st.integers(0, NODES - 1),
    st.integers(0, NODES - 1),
    st.sampled_from((True, True, True, False)),
    st.sampled_from((None, None, 0, 1, 2)),
).filter(lambda edge: edge.issuer != edge.subject)
meshes = st.builds(
    Mesh,
    st.lists(edges, max_size=10, unique_by=lambda e: e).map(tuple),
    st.integers(0, NODES - 1),
    st.frozensets(st.integers(0, NODES - 1), min_size=1, max_size=2),
)


def ways(mesh: Mesh) -> Iterator[tuple[Edge, ...]]:
    """Every way from the target's issuer to a trusted root, no CA twice."""
    level: list[tuple[Edge, ...]] = [()]
    while level:
        way = level.pop()
        at = way[-1].issuer if way else mesh.first
        if at in mesh.anchors:
            yield way
        seen = {mesh.first, *(edge.issuer for edge in way)}
        level.extend((*way, edge) for edge in mesh.edges if edge.subject == at and edge.issuer not in seen)


def is_good(way: tuple[Edge, ...]) -> bool:
    """Whether everything on a way is in date and no path length is exceeded: below the n-th stand n CAs."""
    return all(e.is_valid and (e.path_length is None or e.path_length >= n) for n, e in enumerate(way))


def accepted(mesh: Mesh, profile: str, order: list[forge.Forged]) -> bool:
    question = chainaudit.Question(
        chainaudit.Target(target(mesh.first).certificate),
        anchors=tuple(Anchor(root(node).certificate) for node in sorted(mesh.anchors)),
        moment=forge.MOMENT,
        untrusted=tuple(one.certificate for one in order),
        host=(chainaudit.reference_identifier("leaf.example"),),
    )
    return verdict_of(question, chainaudit.profile(profile), chainaudit.checks())[0].accepted


@pytest.mark.parametrize("profile", SEARCHING)
@settings(deadline=None, max_examples=40, database=None, derandomize=True)
@given(mesh=meshes)
def test_some_good_way_is_found_where_there_is_one(profile: str, mesh: Mesh) -> None:
    limit = {"java-17-certpath": 5}.get(profile, 8)
    wanted = any(is_good(way) and len(way) <= limit for way in ways(mesh))
    assert accepted(mesh, profile, [cross(edge) for edge in mesh.edges]) is wanted


@pytest.mark.parametrize("profile", SEARCHING)
@settings(deadline=None, max_examples=20, database=None, derandomize=True)
@given(mesh=meshes, data=st.data())
def test_order_repetition_and_strangers_change_nothing(profile: str, mesh: Mesh, data: st.DataObject) -> None:
    given_ = [cross(edge) for edge in mesh.edges]
    before = accepted(mesh, profile, given_)
    strangers = [forge.root("Stranger"), forge.intermediate(forge.root("Stranger"), "CA 0"), root(NODES)]
    more = [*given_, *data.draw(st.lists(st.sampled_from([*given_, *strangers]), max_size=6))]
    assert accepted(mesh, profile, data.draw(st.permutations(more))) is before


def test_the_enumerator_itself() -> None:
    straight = Mesh((Edge(1, 0, True, None), Edge(2, 1, True, 1)), 0, frozenset({2}))  # noqa: FBT003 - a drawn value
    assert [len(way) for way in ways(straight)] == [2]
    assert all(is_good(way) for way in ways(straight))
    short = Mesh((Edge(1, 0, True, None), Edge(2, 1, True, 0)), 0, frozenset({2}))  # noqa: FBT003 - a drawn value
    assert not any(is_good(way) for way in ways(short))
