"""A self-contained web page of an evaluation or comparison: figures, and every error in its text.

Gold and found spans stand side by side, and an error leads to its sentence. Text is escaped by
the template engine, and nothing runs but the page's own script, as in `page.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Final

from sitrep.pipeline import compare, evaluate, labels
from sitrep.pipeline.corpus.marks import EVENTS, Mark, MarkedEntry
from sitrep.pipeline.corpus.repeats import SENTENCE
from sitrep.pipeline.corpus.report import Section, cell
from sitrep.pipeline.evaluation.agreement import (
    EVENT_LAYER,
    KINDS,
    ONLY_FIRST,
    ONLY_SECOND,
    Disagreement,
    disagreements,
    shortened,
)
from sitrep.pipeline.evaluation.calibration import Calibration
from sitrep.pipeline.evaluation.compare import CHANGES, Comparison
from sitrep.pipeline.evaluation.evaluate import Evaluation
from sitrep.pipeline.evaluation.scoring import overlap
from sitrep.pipeline.page import UNDERLINED, Chip, Piece, Stretch, cut, templates
from sitrep.pipeline.show import visible
from sitrep.pipeline.store import whole_file

_KINDS: Final = {ONLY_FIRST: "missed", ONLY_SECOND: "not in gold"}
"""What kinds of disagreement are called where one side is gold."""


@dataclass(frozen=True, slots=True)
class Error:
    """An error to show: what differs, a cell a model; `change` is one of CHANGES or empty."""

    error: Disagreement
    cells: tuple[str, ...]
    change: str = ""

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of error."""
        return tuple(_KINDS.get(kind, kind) for kind in self.error.kinds)


@dataclass(frozen=True, slots=True)
class Row:
    """An error in the list; `key` is that of its words and its sentence in the entry."""

    key: str
    error: Error
    entry: str
    words: str


@dataclass(frozen=True, slots=True)
class Article:
    """An entry with errors: its text once a column, each with the marks of one side."""

    key: str
    heading: str
    columns: tuple[tuple[str, tuple[Piece, ...]], ...]


Sides = Mapping[str, MarkedEntry]
"""The annotations of one entry by the name of their column, gold first."""


def write_evaluation(evaluation: Evaluation, target: Path) -> None:
    """Write the page of one model's figures and errors."""
    entries = [
        (
            {"gold": one.gold, "model": one.found},
            [
                Error(error, (error.what,))
                for error in disagreements(one.gold, one.found, ("gold", "model"))
            ],
        )
        for one in evaluation.entries
    ]
    _write(
        target,
        f"{evaluate.name(evaluation.model)} on {', '.join(evaluation.data)}",
        entries,
        headers=("gold | model",),
        sections=evaluate.sections(evaluation),
        calibrations=evaluation.calibrations,
    )


def write_comparison(comparison: Comparison, target: Path) -> None:
    """Write the page of how two models' figures and errors differ."""
    changes = {
        number: [
            Error(
                change.error,
                tuple(one.what if one else "right" for one in (change.old, change.new)),
                change.what,
            )
            for change in several
        ]
        for number, several in groupby(comparison.changes, key=lambda change: change.entry)
    }
    entries = [
        ({"gold": old.gold, "old": old.found, "new": new.found}, changes.get(number, []))
        for number, (old, new) in enumerate(
            zip(comparison.old.entries, comparison.new.entries, strict=True)
        )
    ]
    names = (evaluate.name(side.model) for side in (comparison.old, comparison.new))
    _write(
        target,
        f"{' and '.join(names)} on {', '.join(comparison.old.data)}",
        entries,
        headers=("old: gold | model", "new: gold | model"),
        sections=compare.sections(comparison),
        calibrations=(),
    )


def _write(
    target: Path,
    title: str,
    entries: Iterable[tuple[Sides, list[Error]]],
    *,
    headers: Sequence[str],
    sections: Iterable[Section],
    calibrations: Sequence[Calibration],
) -> None:
    rows: list[Row] = []
    articles: list[Article] = []
    for sides, errors in entries:
        if errors:
            key = f"e{len(articles) + 1}"
            rows += _rows(key, sides["gold"], errors)
            articles.append(_article(key, sides, errors))
    used = {name for row in rows for name in (row.error.error.label, *row.error.kinds)}
    stream = (
        templates()
        .get_template("evaluation.html")
        .stream(
            title=title,
            layers=UNDERLINED,
            headers=headers,
            filters={
                "change": [name for name in CHANGES if len(headers) > 1],
                "layer": [*labels.LAYERS, EVENT_LAYER],
                "label": [name for name in _LABELS if name in used],
                "kind": [
                    _KINDS.get(kind, kind) for kind in KINDS if _KINDS.get(kind, kind) in used
                ],
            },
            sections=[
                (name, columns, [(row, list(map(cell, cells))) for row, cells in lines])
                for name, columns, lines in sections
            ],
            calibrations=calibrations,
            rows=rows,
            articles=articles,
        )
    )
    stream.enable_buffering(100)
    with whole_file(target) as file:
        stream.dump(file, encoding="utf-8")


_LABELS: Final = (
    *labels.ACTOR_LABELS,
    *labels.LOCATION_LABELS,
    *labels.CASUALTY_LABELS,
    *labels.ATTRIBUTION_LABELS,
    *EVENTS,
)


def _rows(key: str, gold: MarkedEntry, errors: Sequence[Error]) -> Iterator[Row]:
    for number, error in enumerate(errors):
        words = visible(shortened(error.error.words))
        yield Row(f"{key}-{number}", error, visible(gold.entry.id), words)


def _article(key: str, sides: Sides, errors: Sequence[Error]) -> Article:
    gold = sides["gold"]
    about = (gold.entry.id, gold.entry.country, gold.entry.source_file)
    return Article(
        key,
        visible(" · ".join(filter(None, about))),
        tuple(
            (name, tuple(cut(gold.entry.text, list(_stretches(key, marked, errors)))))
            for name, marked in sides.items()
        ),
    )


def _stretches(key: str, marked: MarkedEntry, errors: Sequence[Error]) -> Iterator[Stretch]:
    """The marks of one side, and for each error its words and its sentence."""
    for layer in labels.LAYERS:
        for mark in marked.layer(layer):
            chip = Chip(layer, "", _chip(mark)) if layer in UNDERLINED else None
            yield Stretch(mark.start, mark.end, layer, "", chip)
    for number, one in enumerate(errors):
        at = Mark("", one.error.offset, one.error.offset + len(one.error.words), "")
        for mark in marked.layer(one.error.layer):
            if overlap(mark, at) > 0:
                yield Stretch(mark.start, mark.end, "", f"{key}-{number}")
        for sentence in SENTENCE.finditer(marked.entry.text):
            if sentence.start() <= at.start < sentence.end():
                yield Stretch(*sentence.span(), "", f"s-{key}-{number}")


def _chip(mark: Mark) -> str:
    """The label, or for a casualty its outcome, count, and what is not usual."""
    values = mark.attributes
    words = [mark.label.lower().replace("_", " ")]
    if mark.layer == labels.CASUALTIES:
        words += [values["n"]]
        words += [values[name] for name in ("scope", "status") if values[name] not in _USUAL]
    return visible(" ".join(words))


_USUAL: Final = frozenset({labels.SCOPES[0], labels.STATUSES[0]})
