"""How well a pipeline does on gold entries: figures with intervals, by country and page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from spacy.language import Language
from spacy.tokens import Doc

from sitrep.pipeline import annotate, labels
from sitrep.pipeline.corpus.gold_docs import from_doc
from sitrep.pipeline.corpus.marks import MarkedEntry
from sitrep.pipeline.corpus.report import Row, Section
from sitrep.pipeline.evaluation.bootstrap import REPEATS, Counts, Figure, counts, figures
from sitrep.pipeline.evaluation.calibration import Calibration, Scored, calibrate
from sitrep.pipeline.evaluation.figures import GROUPS, HEADLINE, tallies
from sitrep.pipeline.extract import attrs_by_id
from sitrep.pipeline.loading import load

RULES: Final = "rules"
"""What the default pipeline is called where a model is asked for."""

NOWHERE: Final = "none"
"""Name for entries without a country or page."""

Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """An entry with its gold marks, with those that a pipeline found, and the scores of these."""

    gold: MarkedEntry
    found: MarkedEntry
    scored: tuple[Scored, ...]


@dataclass(frozen=True)
class Evaluation:
    """A pipeline on some data.

    `model` holds name and version, `data` the names of the data. `repeats` and `seed` are those
    of the bootstrap.
    """

    model: dict[str, str]
    data: tuple[str, ...]
    entries: tuple[Evaluated, ...]
    repeats: int = REPEATS
    seed: int = 0

    @cached_property
    def counts(self) -> Counts:
        """Tallies by entry and figure."""
        return counts([tallies(one.gold, one.found) for one in self.entries])

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """All figures over all entries."""
        return figures(self.counts, repeats=self.repeats, seed=self.seed)

    @cached_property
    def countries(self) -> dict[str, dict[str, Figure]]:
        """The headline figures of each country."""
        return self._by(lambda marked: marked.entry.country)

    @cached_property
    def pages(self) -> dict[str, dict[str, Figure]]:
        """The headline figures of each page."""
        return self._by(lambda marked: marked.entry.page)

    @cached_property
    def calibrations(self) -> list[Calibration]:
        """The reliability of scores, of layers that have some."""
        scored = [one for entry in self.entries for one in entry.scored]
        found = [calibrate(layer, scored) for layer in labels.LAYERS]
        return [calibration for calibration in found if calibration.spans]

    def _by(self, part_of: Callable[[MarkedEntry], str | None]) -> dict[str, dict[str, Figure]]:
        rows: dict[str, list[int]] = {}
        for number, one in enumerate(self.entries):
            rows.setdefault(part_of(one.gold) or NOWHERE, []).append(number)
        return {
            part: figures(
                self.counts[numbers], names=HEADLINE, repeats=self.repeats, seed=self.seed
            )
            for part, numbers in sorted(rows.items())
        }

    def to_dict(self) -> dict[str, Any]:
        """Everything as JSON values; figures go by the names that spaCy's scorers use."""
        return {
            "model": self.model,
            "data": list(self.data),
            "entries": len(self.entries),
            "bootstrap": {"repeats": self.repeats, "seed": self.seed},
            "figures": _cells(self.figures),
            "countries": {name: _cells(part) for name, part in self.countries.items()},
            "pages": {name: _cells(part) for name, part in self.pages.items()},
            "calibration": {
                one.layer: {
                    "spans": one.spans,
                    "ece": one.error,
                    "bins": [
                        {"low": b.low, "high": b.high, "spans": b.spans}
                        | {"score": b.score, "right": b.right}
                        for b in one.bins
                    ],
                }
                for one in self.calibrations
            },
        }


def load_model(model: str) -> Language:
    """The pipeline at a path, of an installed package, or the default one for "rules"."""
    return load(None if model == RULES else model)


def evaluate(
    nlp: Language,
    entries: Sequence[MarkedEntry],
    data: Sequence[str],
    *,
    repeats: int = REPEATS,
    seed: int = 0,
    advance: Advance = lambda: None,
) -> Evaluation:
    """Run a pipeline over bare entries and compare; `advance` is called for each."""
    found = []
    for one in _annotated(nlp, entries):
        found.append(one)
        advance()
    return Evaluation(annotate.model(nlp), tuple(data), tuple(found), repeats, seed)


def _annotated(nlp: Language, entries: Sequence[MarkedEntry]) -> Iterator[Evaluated]:
    docs = nlp.pipe(annotate.to_doc(nlp, marked.entry) for marked in entries)
    for gold, doc in zip(entries, docs, strict=True):
        yield Evaluated(gold, from_doc(doc), tuple(_scored(gold, doc)))


def _scored(gold: MarkedEntry, doc: Doc) -> Iterator[Scored]:
    """The scores of a Doc's spans; right is a span with offsets and label of the gold's."""
    for layer in labels.LAYERS:
        attrs = attrs_by_id(doc, layer)
        wanted = {(mark.start, mark.end, mark.label) for mark in gold.layer(layer)}
        for span in doc.spans.get(layer, ()):
            score = attrs.get(span.id_, {}).get("score")
            if score is not None:
                place = (span.start_char, span.end_char, span.label_)
                yield Scored(layer, score, place in wanted)


def sections(evaluation: Evaluation) -> Iterator[Section]:
    """The tables of an evaluation; figures of which there is nothing are left out."""
    for group, names in GROUPS.items():
        rows = [
            figure_row(evaluation.figures[name])
            for name in names
            if evaluation.figures[name].measured
        ]
        if rows:
            yield group, FIGURE_COLUMNS, rows
    for title, parts in (("countries, F1", evaluation.countries), ("pages, F1", evaluation.pages)):
        yield title, PART_COLUMNS, [part_row(*part) for part in parts.items()]
    if evaluation.calibrations:
        yield (
            "calibration of scores",
            ("spans", "expected error"),
            [(one.layer, (one.spans, one.error)) for one in evaluation.calibrations],
        )


FIGURE_COLUMNS: Final = ("precision", "recall", "F1", "95% of F1", "gold", "predicted")


PART_COLUMNS: Final = (
    "actors",
    "locations",
    "casualties",
    "claim",
    "+source",
    "+place",
    "+both",
    "sources",
    "cues",
    "contents",
)
"""HEADLINE in short."""


def figure_row(figure: Figure) -> Row:
    """A figure's row under FIGURE_COLUMNS."""
    interval = figure.intervals[2]
    between = f"{interval[0]:.3f}–{interval[1]:.3f}" if interval else ""
    return figure.name, (*figure.values, between, figure.tally.gold, figure.tally.predicted)


def part_row(name: str, part: dict[str, Figure]) -> Row:
    """A country's or page's row under PART_COLUMNS; empty where nothing is measured."""
    return name, [figure.values[2] if figure.measured else None for figure in part.values()]


def _cells(several: dict[str, Figure]) -> dict[str, Any]:
    measured = (figure for figure in several.values() if figure.measured)
    return {key: value for figure in measured for key, value in figure.to_dict().items()}


def name(model: dict[str, str]) -> str:
    """A model's name and version in words."""
    return f"{model['name']} {model['version']}"
