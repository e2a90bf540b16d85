"""Annotations of the same entries compared: figures, and a list of where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.tokens import Doc

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.gold_docs import from_record
from sitrep.pipeline.corpus.marks import Mark, MarkedEntry
from sitrep.pipeline.corpus.markup import read_gold
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.evaluation.scoring import pair, same_places, same_source
from sitrep.pipeline.exchange.docs import read_entries
from sitrep.pipeline.exchange.entries import to_record

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


def read_annotations(paths: Sequence[Path]) -> list[tuple[MarkedEntry, ...]]:
    """The entries that all annotations have, each with its marks by every one of them.

    A path is a gold file or a folder of them, or what `sitrep annotate`, `pull` or `import` wrote.
    Raises InputError if no entry is in all, if an entry comes twice, or if its texts differ; for
    gold files also if one lacks an entry of a page.
    """
    read = [_read(path) for path in paths]
    pages = set.intersection(*({page for page, _ in found} for found in read))
    keys = list(dict.fromkeys(key for found in read for key in found))
    shared = []
    for page, id_ in keys:
        versions = [found.get((page, id_)) for found in read]
        for path, version in zip(paths, versions, strict=True):
            if version is None and page in pages and _is_gold(path):
                raise InputError(f"{path}, {id_}: is missing; restore the entry")
        whole = tuple(version for version in versions if version is not None)
        if len(whole) < len(paths):
            continue
        for path, version in zip(paths, whole, strict=True):
            if version.entry.text != whole[0].entry.text:
                raise InputError(f"{path}, {id_}: has another text; restore the entry")
        shared.append(whole)
    if not shared:
        names = " and ".join(map(str, paths))
        raise InputError(f"{names}: no entry is in all of them; give annotations of the same ones")
    return shared


def _is_gold(path: Path) -> bool:
    return path.suffix == ".xml" or (path.is_dir() and any(path.glob("*.xml")))


def _read(path: Path) -> dict[tuple[str | None, str], MarkedEntry]:
    """The entries of an annotation by page and id."""
    if _is_gold(path):
        files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        several = [marked for file in files for marked in read_gold(file).entries]
    else:
        several = [from_record(to_record(entry)) for entry in read_entries(path)]
    found: dict[tuple[str | None, str], MarkedEntry] = {}
    for marked in several:
        key = marked.entry.page, marked.entry.id
        if key in found:
            raise InputError(f"{path}, {marked.entry.id}: comes twice; keep one annotation of it")
        found[key] = marked
    return found


def token_labels(marked: MarkedEntry, layer: str, doc: Doc) -> list[str]:
    """The label of a layer's first mark on each token of the entry's text, "" for none."""
    tokens = [""] * len(doc)
    for mark in reversed(marked.layer(layer)):
        span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
        assert span is not None  # marks lie inside the text
        tokens[span.start : span.end] = [mark.label] * len(span)
    return tokens


def token_kappa(
    entries: Sequence[tuple[MarkedEntry, ...]], layer: str, nlp: Language
) -> float | None:
    """Kappa of the labels of tokens: Cohen's for two annotators, Fleiss' for more.

    None where chance alone explains everything.
    """
    choices: list[tuple[str, ...]] = []
    for versions in entries:
        doc = nlp.make_doc(versions[0].entry.text)
        choices += zip(*(token_labels(marked, layer, doc) for marked in versions), strict=True)
    if len(entries[0]) == 2:
        return kappa([(one, other) for one, other in choices])
    return fleiss_kappa(choices)


def fleiss_kappa(choices: Sequence[Sequence[str]]) -> float | None:
    """Fleiss' kappa of several annotators' choices; None if it is not defined."""
    if not choices:
        return None
    raters = len(choices[0])
    total = Counter(label for chosen in choices for label in chosen)
    by_chance = sum((number / (len(choices) * raters)) ** 2 for number in total.values())
    agreed = sum(
        sum(number * (number - 1) for number in Counter(chosen).values()) for chosen in choices
    ) / (len(choices) * raters * (raters - 1))
    return None if by_chance == 1 else (agreed - by_chance) / (1 - by_chance)


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
