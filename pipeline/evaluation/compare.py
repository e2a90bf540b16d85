"""Two models on the same entries: which differences are real, and what was fixed and broken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from sitrep.pipeline.corpus.marks import MarkedEntry
from sitrep.pipeline.corpus.report import Row, Section
from sitrep.pipeline.evaluation.agreement import EVENT_LAYER, Disagreement, disagreements, shortened
from sitrep.pipeline.evaluation.bootstrap import Difference, differences
from sitrep.pipeline.evaluation.evaluate import Evaluated, Evaluation
from sitrep.pipeline.evaluation.figures import GROUPS, key

FIXED: Final = "fixed"
BROKEN: Final = "broken"
CHANGED: Final = "changed"
CHANGES: Final = (FIXED, BROKEN, CHANGED)

SIDES: Final = ("gold", "model")


@dataclass(frozen=True, slots=True)
class Change:
    """A mark on which two models do not err alike.

    `old` is what was wrong with it, None where it was right; `new` likewise.
    """

    entry: int
    gold: MarkedEntry
    old: Disagreement | None
    new: Disagreement | None

    @property
    def error(self) -> Disagreement:
        """The new error, or the old one where it is fixed."""
        found = self.new or self.old
        assert found is not None  # a change is an error of at least one side
        return found

    @property
    def what(self) -> str:
        """FIXED, BROKEN, or CHANGED from one error to another."""
        if self.new is None:
            return FIXED
        return BROKEN if self.old is None else CHANGED


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two evaluations on the same entries, and how they differ.

    `differences` are those of the headline rows and of every other figure that either has;
    Holm's correction holds within each group of figures.
    """

    old: Evaluation
    new: Evaluation
    differences: dict[str, list[Difference]]
    changes: tuple[Change, ...]

    def to_dict(self) -> dict[str, Any]:
        """The comparison as JSON values."""
        return {
            "old": self.old.model,
            "new": self.new.model,
            "data": list(self.old.data),
            "entries": len(self.old.entries),
            "figures": {
                key(found.name, "f"): {
                    "old": found.old,
                    "new": found.new,
                    "delta": found.delta,
                    "interval": list(found.interval),
                    "p": found.p,
                    "corrected": found.corrected,
                    "real": found.real,
                }
                for group in self.differences.values()
                for found in group
            },
            "changes": [
                {
                    "entry": change.gold.entry.id,
                    "change": change.what,
                    "layer": change.error.layer,
                    "words": change.error.words,
                    "old": change.old and change.old.what,
                    "new": change.new and change.new.what,
                }
                for change in self.changes
            ],
        }


def compare(old: Evaluation, new: Evaluation) -> Comparison:
    """Compare two evaluations of the same entries with the same bootstrap."""
    found = {
        group: differences(old.counts, new.counts, names, repeats=old.repeats, seed=old.seed)
        for group, all_names in GROUPS.items()
        if (names := [name for name in all_names if _measured(name, old, new)])
    }
    changes = [
        change
        for number, (before, after) in enumerate(zip(old.entries, new.entries, strict=True))
        for change in changed(number, before, after)
    ]
    return Comparison(old, new, found, tuple(changes))


def _measured(name: str, *evaluations: Evaluation) -> bool:
    return any(evaluation.figures[name].measured for evaluation in evaluations)


def changed(number: int, old: Evaluated, new: Evaluated) -> Iterator[Change]:
    """The marks of one entry on which two models do not err alike, in text order.

    Events are left out where only one of the models says something of them.
    """
    judged = None not in (old.found.events, new.found.events)
    before, after = (
        {
            (error.offset, error.layer, error.words): error
            for error in errors(one)
            if judged or error.layer != EVENT_LAYER
        }
        for one in (old, new)
    )
    for place in sorted({*before, *after}):
        if before.get(place) != after.get(place):
            yield Change(number, old.gold, before.get(place), after.get(place))


def errors(one: Evaluated) -> list[Disagreement]:
    """What a model got wrong in an entry, gold on the left."""
    return disagreements(one.gold, one.found, SIDES)


def sections(comparison: Comparison) -> Iterator[Section]:
    """The tables of a comparison."""
    for group, found in comparison.differences.items():
        yield (
            f"{group}, F1",
            ("old", "new", "new - old", "95%", "p", "real"),
            [difference_row(difference) for difference in found],
        )


def difference_row(found: Difference) -> Row:
    """A difference's row: `p` is the corrected one."""
    low, high = found.interval
    return found.name, (
        found.old,
        found.new,
        f"{found.delta:+.3f}",
        f"{low:+.3f} to {high:+.3f}",
        found.corrected,
        "yes" if found.real else "",
    )


def change_lines(changes: Iterable[Change]) -> Iterator[str]:
    """A line a change: file and line, what it is now, and the words."""
    for change in changes:
        error = change.error
        place = f"{change.gold.entry.source_file}:{change.gold.line_of(error.offset)}"
        before = change.old.what if change.old else "right"
        after = change.new.what if change.new else "right"
        yield f"{change.what} {place}: {error.layer} “{shortened(error.words)}”: {before} → {after}"
