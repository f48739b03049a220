"""What a verifier profile is: how it comes to a path, what is fatal to it, its words and numbers, and their order."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from chainaudit.model.changing import Changeable
from chainaudit.model.finding import Severity
from chainaudit.model.rules import Rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from chainaudit.model.finding import Finding
    from chainaudit.model.path import Path
    from chainaudit.model.question import Question


class StrategyKind(enum.Enum):
    """How a verifier comes to a path."""

    ANY_PATH = "any acceptable path wins; dead ends are taken back"
    COMMITTED = "one issuer is taken by stated preferences and never taken back"
    PRESENTED = "the presented chain is followed as long as it links, and searched only then"


class Strategy:
    """A way of coming to a path, with its parameters.

    ``self_signed_anchors``: a path must end at a self-signed certificate among the anchors (OpenSSL without
    partial chain, Transfer CFT 3.2); else any imported certificate will do. ``marked_anchors``: an anchor must be
    marked as one in its store (``Anchor.is_marked``).

    PRESENTED: ``search_rulings`` are further rulings of the profile where the chain did not link and was searched.

    COMMITTED: ``trusted_first``: the truststore is asked before what came untrusted; ``alternatives``: where it is
    not, shorter beginnings of the path are tried. ``check_time``: a currently valid issuer is preferred.
    ``key_usage_counts``: an issuer without keyCertSign is passed over; else it is told of later. ``depth`` is how many
    certificates may stand between target and anchor (None: the question's limit, or OpenSSL's). ``purpose``: anchors
    must be trusted for the question's purpose ("asked") or the first usage that it requires ("required"); else for
    ``usage``, an OID (None: any). ``trust_settings``: what the truststore says of its certificates' purposes counts.
    ``crl_issuer`` makes the profile by which the path of a CRL's issuer is judged; None: no such path is looked for.
    """

    __slots__ = (
        "alternatives",
        "check_time",
        "crl_issuer",
        "depth",
        "key_usage_counts",
        "kind",
        "marked_anchors",
        "purpose",
        "search_rulings",
        "self_signed_anchors",
        "trust_settings",
        "trusted_first",
        "usage",
    )

    def __init__(  # noqa: PLR0913 - a verifier can be told as much
        self,
        kind: StrategyKind,
        *,
        self_signed_anchors: bool = False,
        marked_anchors: bool = False,
        search_rulings: Mapping[str, Ruling | tuple[Ruling, ...] | None] | None = None,
        trusted_first: bool = True,
        alternatives: bool = True,
        check_time: bool = True,
        key_usage_counts: bool = False,
        depth: int | None = None,
        purpose: str | None = None,
        usage: str | None = None,
        trust_settings: bool = True,
        crl_issuer: Callable[[], Profile] | None = None,
    ) -> None:
        self.kind = kind
        self.self_signed_anchors = self_signed_anchors
        self.marked_anchors = marked_anchors
        self.search_rulings = dict(search_rulings or {})
        self.trusted_first = trusted_first
        self.alternatives = alternatives
        self.check_time = check_time
        self.key_usage_counts = key_usage_counts
        self.depth = depth
        self.purpose = purpose
        self.usage = usage
        self.trust_settings = trust_settings
        self.crl_issuer = crl_issuer


class Ruling:
    """What a fact means to a verifier.

    ``number`` is the verifier's own error number, None where it has none; ``words`` its own text, in which
    ``{names}`` stand for the finding's values; ``stage`` orders what is said (lower first), then depth counts.
    ``when(finding, path, question)`` narrows the ruling. ``depth`` overrides the finding's position. ``rank`` orders
    what is said at one depth of one stage; ``top_down`` says that the stage begins at the anchor.
    """

    __slots__ = ("depth", "number", "rank", "stage", "top_down", "when", "words")

    def __init__(
        self,
        words: str,
        *,
        number: int | None = None,
        stage: int = 0,
        when: Callable[[Finding, Path, Question], bool] | None = None,
        depth: Callable[[Finding, Path], int] | None = None,
        rank: int = 0,
        top_down: bool = False,
    ) -> None:
        self.words = words
        self.number = number
        self.stage = stage
        self.when = when
        self.depth = depth
        self.rank = rank
        self.top_down = top_down


class Reason:
    """One thing that a verifier says: number, depth and words as it prints them, and the finding behind it."""

    __slots__ = ("depth", "finding", "number", "words")

    def __init__(
        self, words: str, *, number: int | None = None, depth: int | None = None, finding: Finding | None = None
    ) -> None:
        self.words = words
        self.number = number
        self.depth = depth
        self.finding = finding

    def __repr__(self) -> str:
        """Show number, depth and words."""
        return f"Reason({self.number} at {self.depth}: {self.words})"


STANDARD: Final = "standard"
VERIFIER: Final = "verifier"


class Profile(Changeable):
    """One verifier, or one standard.

    ``family`` STANDARD: an error is fatal unless ``tolerates`` names the check, ``check/variant`` or ``folder.*``;
    VERIFIER: only what ``rulings`` lists is fatal. ``rulings`` is keyed by ``check/variant``, check id or ``folder.*``
    (the narrowest wins); an entry is a Ruling, or None for a fact that is expressly tolerated. ``goes_on`` are the
    numbers after which the verifier goes on and says more (None: all). ``skips`` are checks that are not run at all.
    ``adapt(question)`` changes the question where the verifier cannot be asked it so (bare path builders know no
    host). ``say(reasons, path, question)`` may rewrite what is said where stages do not suffice. ``aliases`` are
    further names. ``products`` are the names that evidence parsers give the logs of software that judges so, ``system``
    that of the system in ``chainaudit/remedies/`` whose commands mend what it refuses, "" where the store decides.
    ``cites`` are where its behaviour is written down or was observed.
    """

    __slots__ = (
        "adapt",
        "aliases",
        "cites",
        "family",
        "goes_on",
        "name",
        "products",
        "rules",
        "rulings",
        "say",
        "skips",
        "strategy",
        "system",
        "title",
        "tolerates",
    )

    def __init__(  # noqa: PLR0913 - a profile has as many parts
        self,
        *,
        name: str,
        title: str,
        cites: tuple[str, ...],
        family: str = VERIFIER,
        strategy: Strategy,
        rules: Rules | None = None,
        rulings: Mapping[str, Ruling | tuple[Ruling, ...] | None] | None = None,
        tolerates: frozenset[str] = frozenset(),
        skips: frozenset[str] = frozenset(),
        goes_on: frozenset[int] | None = None,
        aliases: tuple[str, ...] = (),
        products: tuple[str, ...] = (),
        system: str = "",
        adapt: Callable[[Question], Question] | None = None,
        say: Callable[[tuple[Reason, ...], Path, Question], tuple[Reason, ...]] | None = None,
    ) -> None:
        self.name = name
        self.title = title
        self.cites = cites
        self.family = family
        self.strategy = strategy
        self.rules = rules or Rules()
        self.rulings = dict(rulings or {})
        self.tolerates = tolerates
        self.skips = skips
        self.goes_on = goes_on
        self.aliases = aliases
        self.products = products
        self.system = system
        self.adapt = adapt
        self.say = say

    def runs(self, check: str) -> bool:
        """Whether a check is run for this profile: neither it nor its folder, as ``folder.*``, is among ``skips``."""
        return check not in self.skips and f"{check.partition('.')[0]}.*" not in self.skips

    def rulings_on(self, finding: Finding, path: Path, question: Question) -> tuple[Ruling, ...]:
        """Return what the finding means to this verifier; () where it tolerates it."""
        for key in (f"{finding.check}/{finding.variant}", finding.check, f"{finding.check.partition('.')[0]}.*"):
            if key in self.rulings:
                ruling = self.rulings[key]
                listed = () if ruling is None else ruling if isinstance(ruling, tuple) else (ruling,)
                return tuple(r for r in listed if r.when is None or r.when(finding, path, question))
            if key in self.tolerates:
                return ()
        if self.family == STANDARD and finding.severity is Severity.ERROR:
            return (_ERROR,)
        return ()

    def __repr__(self) -> str:
        """Show the name."""
        return f"Profile({self.name})"


_ERROR: Final = Ruling("")
"""A standard has no words of its own: the finding's title and values are said."""
