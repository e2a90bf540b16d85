"""Two annotations of the same entries compared: figures, and a list of where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.marks import Mark, MarkedEntry
from sitrep.pipeline.markup import GoldPage, read_gold
from sitrep.pipeline.scoring import pair, same_places, same_source

LABELLED: Final = (labels.ACTORS, labels.LOCATIONS, labels.CASUALTIES)
"""Layers whose labels a kappa is computed for."""

EVENT_LAYER: Final = "events"
"""What stands for the layer where two annotations differ in the events of an entry."""

ONLY_FIRST: Final = "only in first"
ONLY_SECOND: Final = "only in second"
_VALUES: Final = {"n": "count", "scope": "scope", "status": "status"}
_LINKS: Final = {
    labels.CASUALTIES: {
        "src": ("source", same_source),
        "loc": ("place", same_places),
        "perp": ("perpetrator", same_places),
        "part_of": ("part_of", same_source),
    },
    labels.CUES: {"s": ("source", same_source)},
}
KINDS: Final = (
    ONLY_FIRST,
    ONLY_SECOND,
    "boundary",
    "label",
    *_VALUES.values(),
    *(kind for kind, _ in _LINKS[labels.CASUALTIES].values()),
    "events",
)
"""In what two annotations can differ."""

_LONGEST: Final = 60  # characters

Pairs = Sequence[tuple[MarkedEntry, MarkedEntry]]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One mark on which two annotations differ, or one that only one of them has.

    `offset`, `words` and `label` are those of the first annotation that has it; `what` says what
    differs, with the first annotation's reading on the left. `kinds` are some of KINDS.
    """

    offset: int
    layer: str
    words: str
    what: str
    label: str = ""
    kinds: tuple[str, ...] = ()


def read_pairs(first: Path, second: Path) -> list[tuple[MarkedEntry, MarkedEntry]]:
    """The entries that two gold files, or the files of two folders, both annotate.

    Raises InputError if there are none, or if their texts differ.
    """
    pages = _pages(first), _pages(second)
    shared = [name for name in pages[0] if name in pages[1]]
    if not shared:
        raise InputError(f"{first} and {second}: no page is in both; give two annotations of one")
    pairs = []
    for name in shared:
        others = {marked.entry.id: marked for marked in pages[1][name].entries}
        for marked in pages[0][name].entries:
            other = others.pop(marked.entry.id, None)
            if other is None or other.entry.text != marked.entry.text:
                problem = "is missing" if other is None else "has another text"
                raise InputError(f"{second}, {marked.entry.id}: {problem}; restore the entry")
            pairs.append((marked, other))
        for id_ in others:
            raise InputError(f"{first}, {id_}: is missing; restore the entry")
    return pairs


def _pages(path: Path) -> dict[str, GoldPage]:
    files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
    return {page.page: page for page in map(read_gold, files)}


def label_kappa(pairs: Pairs, layer: str) -> float | None:
    """Cohen's kappa of the labels of marks that overlap, whatever their labels.

    None where nothing overlaps or chance alone explains everything.
    """
    return kappa(
        [
            (one.label, other.label)
            for first, second in pairs
            for one, other in pair(first.layer(layer), second.layer(layer))
        ]
    )


def event_kappa(pairs: Pairs, event: str) -> float | None:
    """Cohen's kappa of whether an entry reports an event; None if it is not defined."""
    return kappa(
        [
            (str(event in (first.events or ())), str(event in (second.events or ())))
            for first, second in pairs
        ]
    )


def kappa(choices: Sequence[tuple[str, str]]) -> float | None:
    """Cohen's kappa of two annotators' choices; None if it is not defined."""
    total = len(choices)
    ours, theirs = (Counter(choice[side] for choice in choices) for side in (0, 1))
    by_chance = sum(ours[label] * theirs[label] for label in ours)
    if total * total == by_chance:
        return None
    agreed = sum(one == other for one, other in choices)
    return (agreed * total - by_chance) / (total * total - by_chance)


def disagreements(
    first: MarkedEntry, second: MarkedEntry, names: tuple[str, str] = ("first", "second")
) -> list[Disagreement]:
    """Where two annotations of one entry differ, in text order; `names` is what they are called."""
    found = []
    for layer in labels.LAYERS:
        ours, theirs = first.layer(layer), second.layer(layer)
        pairs = pair(ours, theirs)
        for one, other in pairs:
            if differences := list(_differences(first, one, second, other)):
                kinds, readings = zip(*differences, strict=True)
                words, what = first.words(one), "; ".join(readings)
                found.append(Disagreement(one.start, layer, words, what, one.label, kinds))
        paired = {id(mark) for both in pairs for mark in both}
        for marked, marks, name, kind in (
            (first, ours, names[0], ONLY_FIRST),
            (second, theirs, names[1], ONLY_SECOND),
        ):
            found += [
                Disagreement(
                    mark.start,
                    layer,
                    marked.words(mark),
                    f"{_reading(mark)} only in {name}",
                    mark.label,
                    (kind,),
                )
                for mark in marks
                if id(mark) not in paired
            ]
    if first.events != second.events and None not in (first.events, second.events):
        events = (" ".join(marked.events or ()) or "none" for marked in (first, second))
        text, both = first.entry.text, " | ".join(events)
        found.append(Disagreement(0, EVENT_LAYER, text, both, kinds=("events",)))
    return sorted(found, key=lambda disagreement: disagreement.offset)


def shortened(words: str) -> str:
    """Words on one line, with their middle left out where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 2 :]}"


def _reading(mark: Mark) -> str:
    return " ".join(filter(None, (mark.label, mark.attributes.get("n"))))


def _differences(
    first: MarkedEntry, one: Mark, second: MarkedEntry, other: Mark
) -> Iterator[tuple[str, str]]:
    """Kinds of difference between two marks that overlap, each with both readings."""
    if (one.start, one.end) != (other.start, other.end):
        both = f"“{shortened(first.words(one))}” | “{shortened(second.words(other))}”"
        yield "boundary", both
    if one.label != other.label:
        yield "label", f"{one.label} | {other.label}"
    if one.layer == labels.CASUALTIES:
        for attribute, kind in _VALUES.items():
            if one.attributes[attribute] != other.attributes[attribute]:
                readings = f"{one.attributes[attribute]} | {other.attributes[attribute]}"
                yield kind, f"{attribute} {readings}"
    for attribute, (kind, same) in _LINKS.get(one.layer, {}).items():
        links = first.linked(one, attribute), second.linked(other, attribute)
        if not same(*links):
            words = (
                ", ".join(map(marked.words, marks)) or "none"
                for marked, marks in zip((first, second), links, strict=True)
            )
            name = attribute if one.layer == labels.CASUALTIES else kind
            yield kind, f"{name} {' | '.join(words)}"
