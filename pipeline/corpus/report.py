"""The corpus in figures, as tables for the terminal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from statistics import fmean, median
from string import ascii_uppercase
from typing import Final

from rich.table import Table
from spacy.language import Language

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.folder import Corpus
from sitrep.pipeline.corpus.marks import EVENTS, NAMES, MarkedEntry
from sitrep.pipeline.corpus.splits import SPLITS
from sitrep.pipeline.counting import FORMS, form
from sitrep.pipeline.evaluation.agreement import LABELLED, event_kappa, label_kappa, token_kappa
from sitrep.pipeline.evaluation.scoring import Tally, score

Row = tuple[str, Sequence[float | int | str | None]]
"""A row's name and its cells."""
Section = tuple[str, Sequence[str], Sequence[Row]]
"""A table's title, its columns and its rows."""


def statistics(corpus: Corpus, nlp: Language) -> list[Table]:
    """Sizes, marks and counts by split, and sizes by country. `nlp` makes the tokens."""
    by_split = {split: corpus.entries(split) for split in SPLITS}
    by_split["all"] = corpus.entries()
    tokens = {marked.entry.id: len(nlp.make_doc(marked.entry.text)) for marked in by_split["all"]}
    sizes = [_sizes(entries, tokens) for entries in by_split.values()]
    marks = [_mark_counts(entries) for entries in by_split.values()]
    codes = [_code_counts(entries) for entries in by_split.values()]
    return [
        table("Sizes", by_split, _columns(sizes)),
        table("Marks", by_split, _columns(marks)),
        table("Counts of casualties", by_split, _columns(codes)),
        table("Countries", _COUNTRY_COLUMNS, _countries(corpus, tokens)),
    ]


def scores(title: str, tallies: Mapping[str, Tally]) -> Table:
    """Precision, recall and F1 of each tally."""
    rows = [
        (name, (tally.precision, tally.recall, tally.f1, tally.gold, tally.predicted))
        for name, tally in tallies.items()
    ]
    return table(title, ("precision", "recall", "F1", "gold", "predicted"), rows)


def agreement(entries: Sequence[tuple[MarkedEntry, ...]], nlp: Language) -> Table:
    """How well two or more annotations agree; `nlp` makes the tokens.

    F1 and kappa of labels and events are means over all pairs, "lowest" is the pair with the
    lowest F1; kappa of tokens is Cohen's for two annotations and Fleiss' for more. Then how many
    marks each has.
    """
    sides = range(len(entries[0]))
    pairs = [
        [(versions[i], versions[j]) for versions in entries] for i, j in combinations(sides, 2)
    ]
    tallies = [score(pair) for pair in pairs]
    rows: list[Row] = []
    for name in tallies[0]:
        f1 = [tally[name].f1 for tally in tallies]
        numbers = [tallies[0][name].gold, *(t[name].predicted for t in tallies[: len(sides) - 1])]
        rows.append((name, (fmean(f1), min(f1), None, *numbers)))
    kappas: list[tuple[str, float | None]] = [
        (f"{layer} tokens", token_kappa(entries, layer, nlp)) for layer in labels.LAYERS
    ]
    kappas += [
        (f"{layer} labels", _mean(label_kappa(pair, layer) for pair in pairs)) for layer in LABELLED
    ]
    if all(marked.events is not None for versions in entries for marked in versions):
        kappas += [
            (f"event {event}", _mean(event_kappa(pair, event) for pair in pairs))
            for event in EVENTS
        ]
    rows += [(name, (None, None, kappa, *(None for _ in sides))) for name, kappa in kappas]
    return table(
        f"Agreement on {len(entries)} entries",
        ("F1", "lowest", "kappa", *(ascii_uppercase[side] for side in sides)),
        rows,
    )


def _mean(values: Iterable[float | None]) -> float | None:
    defined = [value for value in values if value is not None]
    return fmean(defined) if defined else None


def table(title: str, columns: Iterable[str], rows: Iterable[Row]) -> Table:
    """A table with a column of names on the left."""
    made = Table(title=title, title_justify="left")
    made.add_column("", overflow="fold")
    for column in columns:
        made.add_column(column, justify="right", overflow="fold")
    for name, cells in rows:
        made.add_row(name, *map(cell, cells))
    return made


def cell(value: float | int | str | None) -> str:
    """A cell's text: floats with three decimals, nothing for None."""
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _columns(columns: Sequence[Mapping[str, int | str]]) -> list[Row]:
    """Rows from columns; a name that some columns lack is 0 there."""
    names = dict.fromkeys(name for column in reversed(columns) for name in column)
    return [(name, [column.get(name, 0) for column in columns]) for name in names]


def _sizes(entries: Sequence[MarkedEntry], tokens: Mapping[str, int]) -> dict[str, int | str]:
    lengths = [tokens[marked.entry.id] for marked in entries] or [0]
    without = sum(not marked.layer(labels.CASUALTIES) for marked in entries)
    bare = sum(not marked.marks for marked in entries)
    return {
        "pages": len({marked.entry.page for marked in entries}),
        "countries": len({marked.entry.country for marked in entries}),
        "entries": len(entries),
        "without casualty": _share(without, entries),
        "without any mark": _share(bare, entries),
        "tokens": sum(lengths),
        "tokens an entry, median": int(median(lengths)),
        "tokens an entry, most": max(lengths),
    }


def _share(number: int, entries: Sequence[MarkedEntry]) -> str:
    return f"{number} ({number / len(entries):.0%})" if entries else "0"


def _mark_counts(entries: Sequence[MarkedEntry]) -> dict[str, int]:
    """Numbers of marks by layer and label, of values and links of casualties, and of events."""
    known = {
        labels.ACTORS: labels.ACTOR_LABELS,
        labels.LOCATIONS: labels.LOCATION_LABELS,
        labels.CASUALTIES: labels.CASUALTY_LABELS,
    }
    found = Counter(name for marked in entries for name in _mark_names(marked))
    counts: dict[str, int] = {}
    for layer in (*labels.LAYERS, NAMES):
        counts[layer] = found[layer]
        for label in known.get(layer, ()):
            counts[f"  {label}"] = found[label]
        if layer == labels.CASUALTIES:
            for name in (*labels.SCOPES, *labels.STATUSES, "part_of", "src", "loc", "perp"):
                counts[f"  {name}"] = found[name]
    counts["entries with an event"] = sum(bool(marked.events) for marked in entries)
    for event in EVENTS:
        counts[f"  {event}"] = sum(event in (marked.events or ()) for marked in entries)
    return counts


def _mark_names(marked: MarkedEntry) -> Iterator[str]:
    for mark in marked.marks:
        yield mark.layer
        if mark.layer in LABELLED:
            yield mark.label
        if mark.layer == labels.CASUALTIES:
            yield mark.attributes["scope"]
            yield mark.attributes["status"]
            yield from (name for name in ("part_of", "src", "loc", "perp") if mark.ids(name))


def _code_counts(entries: Sequence[MarkedEntry]) -> dict[str, int]:
    codes = [k.attributes["n"] for marked in entries for k in marked.layer(labels.CASUALTIES)]
    found = Counter(map(form, codes))
    return {name: found[name] for name in FORMS}


_COUNTRY_COLUMNS: Final = ("splits", "pages", "entries", "tokens", "casualties")


def _countries(corpus: Corpus, tokens: Mapping[str, int]) -> list[Row]:
    """A row a country with the splits that it is in; most entries first."""
    entries_of: dict[str, list[MarkedEntry]] = {}
    splits_of: dict[str, dict[str, None]] = {}
    for split in SPLITS:
        for marked in corpus.entries(split):
            country = marked.entry.country or "none"
            entries_of.setdefault(country, []).append(marked)
            splits_of.setdefault(country, {})[split] = None
    return [
        (
            country,
            (
                " ".join(splits_of[country]),
                len({marked.entry.page for marked in entries}),
                len(entries),
                sum(tokens[marked.entry.id] for marked in entries),
                sum(len(marked.layer(labels.CASUALTIES)) for marked in entries),
            ),
        )
        for country, entries in sorted(entries_of.items(), key=lambda item: -len(item[1]))
    ]
