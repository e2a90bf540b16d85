"""Which entries are worth a reviewer's time first, and why.

An entry weighs what its doubts weigh. Several doubts of one kind count less and less, so that a
long entry with many small ones does not stand before one that is likely wrong; and each entry that
is taken halves the weight of its page's others, so that a reviewer sees many pages.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.claims import claims
from sitrep.pipeline.exchange.docs import from_doc, read_entries
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Span
from sitrep.pipeline.exchange.push import Advance
from sitrep.pipeline.store import Manifest, read_docs

WEIGHTS: Final[Mapping[str, float]] = {
    "found by one": 3.0,
    "low score": 3.0,
    "large number": 2.0,
    "no source": 1.5,
    "hedged": 1.0,
    "no place": 1.0,
    "new name": 1.0,
}
"""What the first doubt of each kind weighs: a judgement, not a measurement."""

LARGE: Final = 50
"""From how many people on a number is large: an error in it moves every sum."""

UNSURE: Final = 0.7
"""Below which score a span counts as doubtful."""

Found = Mapping[str, Mapping[str, Any]]
"""By the id of a span what its Doc tells of who found it: "score" and "found_by"."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look at an entry: its kind, a key of `WEIGHTS`, and the words in question."""

    kind: str
    words: str

    def __str__(self) -> str:
        """The reason in words."""
        return f"{self.kind}: {self.words}"


@dataclass(frozen=True, slots=True)
class Queued:
    """An entry with its weight and doubts, the heaviest first."""

    entry: AnnotatedEntry
    weight: float
    doubts: tuple[Doubt, ...]


def read_found(
    path: Path, advance: Advance = lambda done, total: None
) -> Iterator[tuple[AnnotatedEntry, Found]]:
    """Entries with what their Docs tell of each span; JSON lines tell the scores of actors."""
    for number, read in enumerate(_read_found(path), start=1):
        advance(number, None)
        yield read


def _read_found(path: Path) -> Iterator[tuple[AnnotatedEntry, Found]]:
    if path.suffix == ".jsonl":
        for entry in read_entries(path):
            yield (
                entry,
                {span.id: span.attributes for span in entry.spans if "score" in span.attributes},
            )
        return
    model = Manifest.read(path).pipeline if path.is_dir() else None
    for number, doc in enumerate(read_docs(path), start=1):
        if "entry" not in doc.user_data:
            raise InputError(f"{path}: Doc {number} has no id; annotate with `sitrep annotate -o`")
        found = {
            id_: attrs
            for layer in labels.LAYERS
            if layer in doc.spans
            for id_, attrs in doc.spans[layer].attrs.items()
        }
        yield from_doc(doc, model=model), found


def queue(entries: Iterable[tuple[AnnotatedEntry, Found]], number: int) -> list[Queued]:
    """The entries that are worth most, in the order in which to review them.

    Entries without a doubt are never among them, nor are those that a reviewer confirmed.
    """
    waiting: list[tuple[float, int, Queued]] = []
    for position, (entry, found) in enumerate(entries):
        if entry.review is not None and entry.review.confirmed:
            continue
        several = sorted(doubts(entry, found), key=lambda doubt: -WEIGHTS[doubt.kind])
        weight = _weight(several)
        if several:
            waiting.append((-weight, position, Queued(entry, weight, tuple(several))))
    heapq.heapify(waiting)
    taken: Counter[Any] = Counter()
    chosen: list[Queued] = []
    while waiting and len(chosen) < number:
        weight, position, queued = waiting[0]
        page = queued.entry.fields.get("page")
        now = -queued.weight / 2 ** taken[page]
        if now > weight:  # others of its page were taken since it was put there
            heapq.heapreplace(waiting, (now, position, queued))
            continue
        heapq.heappop(waiting)
        taken[page] += page is not None
        chosen.append(queued)
    return chosen


def doubts(entry: AnnotatedEntry, found: Found) -> Iterator[Doubt]:
    """What is doubtful about an entry."""
    finders = {name for attrs in found.values() for name in attrs.get("found_by") or ()}
    for span in entry.spans:
        attrs = found.get(span.id, {})
        words = f"{span.label} “{entry.words(span)}”"
        by = list(attrs.get("found_by") or ())
        if len(finders) > 1 and len(by) == 1:
            yield Doubt("found by one", f"{words}, {by[0]}")
        score = attrs.get("score")
        if score is not None and score < UNSURE:
            yield Doubt("low score", f"{words}, {score:.2f}")
        if _is_new_name(entry, span):
            yield Doubt("new name", words)
    for claim in claims(entry, DEFAULT_RULE):
        words = f"“{entry.words(claim.span)}”"
        if (claim.count.best or 0) >= LARGE:
            yield Doubt("large number", words)
        if not claim.sources:
            yield Doubt("no source", words)
        if claim.value("hedged"):
            yield Doubt("hedged", words)
        if not claim.places:
            yield Doubt("no place", words)


def _is_new_name(entry: AnnotatedEntry, span: Span) -> bool:
    """Whether a span is a name that neither patterns nor gazetteer know."""
    words = entry.words(span)
    if span.layer == labels.LOCATIONS:
        return span.attributes.get("place") is None
    if span.layer != labels.ACTORS or span.attributes.get("actor") is not None:
        return False
    # The first word may be capitalised since a sentence begins with it.
    return any(word[:1].isupper() for word in words.split()[1:])


def _weight(several: Iterable[Doubt]) -> float:
    seen: Counter[str] = Counter()
    total = 0.0
    for doubt in several:
        total += WEIGHTS[doubt.kind] / 2 ** seen[doubt.kind]
        seen[doubt.kind] += 1
    return total
