"""The valid policy graph of RFC 9618, which says what RFC 5280's tree says without growing exponentially."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from chainaudit.model.extension import ANY_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.path import Path
    from chainaudit.model.question import PolicyInputs

MAX_EDGES: Final = 1 << 20
"""Edges are bounded by the sizes of the certificates, but their product may be large; real paths have some dozens."""


class _Node:
    """A policy at one depth: what it is called one level down, and the nodes above it."""

    __slots__ = ("children", "expected", "parents", "policy")

    def __init__(self, policy: str, parents: Iterable[_Node]) -> None:
        self.policy = policy
        self.expected: frozenset[str] = frozenset({policy})
        self.parents = tuple(parents)
        self.children = 0


_Level = dict[str, _Node]


class PolicyOutcome:
    """What became of the policies of a path.

    ``authority_set`` and ``user_set`` are the authorities-constrained and the user-constrained policy set of
    RFC 9618, 5.5 (RFC 5280, 6.1.5 (g)). ``failed_at`` is the position in the path at which no policy was left while
    one was required, None where it was not. ``too_large`` says that the graph was given up for its size.
    """

    __slots__ = ("authority_set", "explicit_required", "failed_at", "too_large", "user_set")

    def __init__(self) -> None:
        self.authority_set: frozenset[str] = frozenset()
        self.user_set: frozenset[str] = frozenset()
        self.explicit_required = False
        self.failed_at: int | None = None
        self.too_large = False


class _Graph:
    """Levels of nodes, the anchor's first; None instead of levels where nothing is valid any more."""

    def __init__(self) -> None:
        self.levels: list[_Level] | None = [{ANY_POLICY: _Node(ANY_POLICY, ())}]
        self.edges = 0

    def add_level(self, policies: tuple[str, ...], *, any_counts: bool) -> None:
        """Process one certificate's policies: RFC 5280, 6.1.3 (d), as RFC 9618, 5.3 rewrites it."""
        if self.levels is None:
            return
        above = self.levels[-1]
        expecting: dict[str, list[_Node]] = {}
        for node in above.values():
            for policy in node.expected:
                expecting.setdefault(policy, []).append(node)
        level: _Level = {}
        under_any = [above[ANY_POLICY]] if ANY_POLICY in above else []
        for policy in policies:
            parents = expecting.get(policy, under_any)
            if policy != ANY_POLICY and parents:
                level[policy] = self._node(policy, parents)
        if ANY_POLICY in policies and any_counts:
            for policy, parents in expecting.items():
                if policy not in level:
                    level[policy] = self._node(policy, parents)
        self.levels.append(level)
        self.prune()

    def _node(self, policy: str, parents: list[_Node]) -> _Node:
        self.edges += len(parents)
        for parent in parents:
            parent.children += 1
        return _Node(policy, parents)

    def prune(self) -> None:
        """Delete nodes without children, from below; RFC 5280, 6.1.3 (d)(3)."""
        levels = self.levels
        if levels is None:
            return
        for depth in range(len(levels) - 2, -1, -1):
            for policy, node in list(levels[depth].items()):
                if not node.children:
                    self._delete(levels[depth], policy)
        if not all(levels):
            self.levels = None

    @staticmethod
    def _delete(level: _Level, policy: str) -> None:
        for parent in level.pop(policy).parents:
            parent.children -= 1

    def map(self, mappings: tuple[tuple[str, str], ...], *, allowed: bool) -> None:
        """Rename policies for the certificates below: RFC 5280, 6.1.4 (b), as RFC 9618, 5.4 rewrites it."""
        if self.levels is None:
            return
        level = self.levels[-1]
        subjects: dict[str, set[str]] = {}
        for issuer_policy, subject_policy in mappings:
            subjects.setdefault(issuer_policy, set()).add(subject_policy)
        for policy, renamed in subjects.items():
            if not allowed:
                if policy in level:
                    self._delete(level, policy)
                continue
            any_node = level.get(ANY_POLICY)
            if policy not in level and any_node is not None:
                level[policy] = self._node(policy, list(any_node.parents))
            if policy in level:
                level[policy].expected = frozenset(renamed)
        self.prune()

    def keep(self, policies: tuple[str, ...], wanted: frozenset[str]) -> None:
        """Delete a certificate's policies that stand right below anyPolicy and are not wanted by the user."""
        if self.levels is None or ANY_POLICY in wanted:
            return
        level = self.levels[-1]
        for policy in set(policies) & set(level):
            below_any = any(parent.policy == ANY_POLICY for parent in level[policy].parents)
            if policy != ANY_POLICY and policy not in wanted and below_any:
                self._delete(level, policy)
        self.prune()

    def authority_set(self) -> frozenset[str]:
        """Return the policies in the anchor's own words: nodes below an anyPolicy node, and anyPolicy at the end."""
        if self.levels is None:
            return frozenset()
        found = {ANY_POLICY} if ANY_POLICY in self.levels[-1] else set()
        for level in self.levels[1:]:
            found.update(
                node.policy
                for node in level.values()
                if node.policy != ANY_POLICY and any(parent.policy == ANY_POLICY for parent in node.parents)
            )
        return frozenset(found)


class _State:
    """The counters of RFC 5280, 6.1.2 (d), (e), (f)."""

    __slots__ = ("any_policy", "explicit", "mapping")

    def __init__(self, inputs: PolicyInputs, length: int) -> None:
        self.explicit = 0 if inputs.explicit_policy else length + 1
        self.any_policy = 0 if inputs.inhibit_any_policy else length + 1
        self.mapping = 0 if inputs.inhibit_policy_mapping else length + 1

    def prepare_next(self, certificate: Certificate) -> None:
        """Count down and take over what a CA limits: RFC 5280, 6.1.4 (h), (i), (j)."""
        if not certificate.is_self_issued:
            self.explicit = max(self.explicit - 1, 0)
            self.mapping = max(self.mapping - 1, 0)
            self.any_policy = max(self.any_policy - 1, 0)
        limits = certificate.policy_constraints
        if limits is not None:
            if limits.require_explicit_policy is not None:
                self.explicit = min(self.explicit, limits.require_explicit_policy)
            if limits.inhibit_policy_mapping is not None:
                self.mapping = min(self.mapping, limits.inhibit_policy_mapping)
        if certificate.inhibit_any_policy is not None:
            self.any_policy = min(self.any_policy, certificate.inhibit_any_policy)

    def wrap_up(self, target: Certificate) -> None:
        """Count the target itself: RFC 5280, 6.1.5 (a), (b)."""
        self.explicit = max(self.explicit - 1, 0)
        limits = target.policy_constraints
        if limits is not None and limits.require_explicit_policy == 0:
            self.explicit = 0


def process(path: Path, inputs: PolicyInputs, *, intersects_early: bool = False) -> PolicyOutcome:
    """Follow the policies of a complete path of two or more certificates from the anchor down to the target.

    The anchor itself states none (RFC 5280, 6.1.1 (d)). With ``intersects_early`` what the user does not accept is
    deleted at each certificate rather than at the end, so that a policy below may then be taken for one of anyPolicy's.
    """
    outcome = PolicyOutcome()
    below = [certificate for _, certificate in path.below_anchor()]
    graph, state = _Graph(), _State(inputs, len(below))
    for position in range(len(below) - 1, -1, -1):
        certificate = below[position]
        policies = certificate.certificate_policies
        if policies is None:
            graph.levels = None
        else:
            graph.add_level(policies, any_counts=state.any_policy > 0 or (position > 0 and certificate.is_self_issued))
        if graph.levels is None and state.explicit == 0 and outcome.failed_at is None:
            outcome.failed_at = position
        if position and certificate.policy_mappings is not None:
            graph.map(certificate.policy_mappings, allowed=state.mapping > 0)
        if intersects_early:
            graph.keep(policies or (), inputs.initial_policies)
        if position:
            state.prepare_next(certificate)
        if graph.edges > MAX_EDGES:
            outcome.too_large = True
            return outcome
    state.wrap_up(below[0])
    _conclude(outcome, graph, state, inputs)
    return outcome


def _conclude(outcome: PolicyOutcome, graph: _Graph, state: _State, inputs: PolicyInputs) -> None:
    """Intersect with what the user accepts: RFC 5280, 6.1.5 (g)."""
    outcome.explicit_required = state.explicit == 0
    outcome.authority_set = graph.authority_set()
    wanted = inputs.initial_policies
    if ANY_POLICY in wanted:
        outcome.user_set = outcome.authority_set
    elif ANY_POLICY in outcome.authority_set:
        outcome.user_set = wanted
    else:
        outcome.user_set = outcome.authority_set & wanted
    if outcome.explicit_required and not outcome.user_set and outcome.failed_at is None:
        outcome.failed_at = 0
