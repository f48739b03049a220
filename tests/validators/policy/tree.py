"""The valid_policy_tree of RFC 5280, 6.1, word by word: exponential, and so fit for small paths alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chainaudit.model.extension import ANY_POLICY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from chainaudit.model.certificate import Certificate
    from chainaudit.model.question import PolicyInputs


class Node:
    """A node: valid_policy, expected_policy_set, children."""

    def __init__(self, policy: str, expected: set[str], parent: Node | None) -> None:
        self.policy = policy
        self.expected = expected
        self.parent = parent
        self.children: list[Node] = []
        if parent is not None:
            parent.children.append(self)

    def at(self, depth: int) -> Iterator[Node]:
        """Yield the nodes so many levels below."""
        if depth == 0:
            yield self
        for child in list(self.children) if depth else ():
            yield from child.at(depth - 1)

    def prune(self, depth: int) -> bool:
        """Delete every node above ``depth`` that has no children; whether something is left."""
        if depth == 0:
            return True
        self.children = [child for child in self.children if child.prune(depth - 1)]
        return bool(self.children)


def validate(path: list[Certificate], inputs: PolicyInputs) -> tuple[bool, set[str]]:  # noqa: C901 - as long as the RFC
    """Return whether the path is valid, and the user-constrained policy set; ``path`` goes from the anchor's down."""
    count = len(path)
    tree: Node | None = Node(ANY_POLICY, {ANY_POLICY}, None)
    explicit = 0 if inputs.explicit_policy else count + 1
    inhibit_any = 0 if inputs.inhibit_any_policy else count + 1
    mapping = 0 if inputs.inhibit_policy_mapping else count + 1
    for i, certificate in enumerate(path, start=1):
        policies = certificate.certificate_policies
        if policies is None:
            tree = None
        elif tree is not None:
            any_counts = inhibit_any > 0 or (i < count and certificate.is_self_issued)
            tree = grow(tree, i, policies, any_counts=any_counts)
        if not (explicit > 0 or tree is not None):
            return False, set()
        if i == count:
            break
        if tree is not None:
            tree = map_policies(tree, i, certificate.policy_mappings or (), allowed=mapping > 0)
        if not certificate.is_self_issued:
            explicit, mapping, inhibit_any = (max(n - 1, 0) for n in (explicit, mapping, inhibit_any))
        limits = certificate.policy_constraints
        if limits is not None and limits.require_explicit_policy is not None:
            explicit = min(explicit, limits.require_explicit_policy)
        if limits is not None and limits.inhibit_policy_mapping is not None:
            mapping = min(mapping, limits.inhibit_policy_mapping)
        if certificate.inhibit_any_policy is not None:
            inhibit_any = min(inhibit_any, certificate.inhibit_any_policy)
    explicit = max(explicit - 1, 0)
    limits = path[-1].policy_constraints
    if limits is not None and limits.require_explicit_policy == 0:
        explicit = 0
    accepted = intersect(tree, count, inputs.initial_policies)
    return explicit > 0 or bool(accepted), accepted


def grow(tree: Node, i: int, policies: tuple[str, ...], *, any_counts: bool) -> Node | None:
    """Process the certificate policies: 6.1.3 (d)."""
    above = list(tree.at(i - 1))
    for policy in policies:
        if policy == ANY_POLICY:
            continue
        matching = [node for node in above if policy in node.expected]
        for node in matching or [n for n in above if n.policy == ANY_POLICY]:
            Node(policy, {policy}, node)
    if ANY_POLICY in policies and any_counts:
        for node in above:
            for expected in node.expected - {child.policy for child in node.children}:
                Node(expected, {expected}, node)
    return tree if tree.prune(i) else None


def map_policies(tree: Node, i: int, pairs: tuple[tuple[str, str], ...], *, allowed: bool) -> Node | None:
    """Process the policy mappings: 6.1.4 (b)."""
    for issuer in dict.fromkeys(pair[0] for pair in pairs):
        subjects = {pair[1] for pair in pairs if pair[0] == issuer}
        nodes = [node for node in tree.at(i) if node.policy == issuer]
        if allowed:
            for node in nodes:
                node.expected = set(subjects)
            anys = [node for node in tree.at(i) if node.policy == ANY_POLICY]
            if not nodes and anys and anys[0].parent is not None:
                Node(issuer, set(subjects), anys[0].parent)
        else:
            for node in nodes:
                if node.parent is not None:
                    node.parent.children.remove(node)
            if not tree.prune(i):
                return None
    return tree


def intersect(tree: Node | None, count: int, wanted: frozenset[str]) -> set[str]:
    """Intersect with what the user accepts: 6.1.5 (g); the policies in the anchor's words."""
    if tree is None:
        return set()
    node_set = [n for depth in range(count) for p in tree.at(depth) if p.policy == ANY_POLICY for n in p.children]
    found = {n.policy for n in node_set if n.policy != ANY_POLICY}
    if any(n.policy == ANY_POLICY for n in tree.at(count)):
        found |= {ANY_POLICY}
    if ANY_POLICY in wanted:
        return found
    return set(wanted) if ANY_POLICY in found else found & wanted
