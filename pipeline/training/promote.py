"""The best model: promoted if it is not worse on the fixed test set, with a card and a log."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib import resources
from pathlib import Path
from statistics import fmean
from typing import Any, Final

from jinja2 import Environment

from sitrep.pipeline.evaluation.bootstrap import Difference
from sitrep.pipeline.evaluation.compare import Comparison
from sitrep.pipeline.evaluation.evaluate import RULES
from sitrep.pipeline.evaluation.figures import HEADLINE, key
from sitrep.pipeline.training.retrain import NOTES, replace_folder

BEST: Final = "best"
PREVIOUS: Final = "previous"
LOG: Final = "log.jsonl"
TEST: Final = ("test_pages", "test_countries")
"""The fixed test set: splits of the corpus that no component is trained or tuned on."""

TOLERANCE: Final = 0.005
"""How much F1 a model may lose and still count as not worse."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a model may take the place of the best: it may if there are no `reasons`."""

    reasons: tuple[str, ...]

    @property
    def accepted(self) -> bool:
        """Whether the model is not worse."""
        return not self.reasons


def present_best(models: Path) -> str:
    """The path of the best model so far; the default pipeline's name where none was promoted.

    Promotion renames two folders; where it was cut off between them, the former best is still
    there as the previous one.
    """
    for name in (BEST, PREVIOUS):
        if (models / name).is_dir():
            return str(models / name)
    return RULES


def judge(comparison: Comparison) -> Verdict:
    """Whether the new model is not worse than the old one by the headline figures.

    It is worse if a figure loses more than TOLERANCE in F1 and its whole 95% interval of the
    paired bootstrap lies below zero, or if the mean of the figures loses more than TOLERANCE.
    Losses within the tolerance, and larger ones that chance alone would give, are let pass one
    by one, but not all together.
    """
    found = headline(comparison)
    reasons = [
        f"{one.name} fell from {one.old:.3f} to {one.new:.3f}"
        for one in found
        if one.delta < -TOLERANCE and one.interval[1] < 0
    ]
    mean = fmean(one.delta for one in found) if found else 0.0
    if mean < -TOLERANCE:
        reasons.append(f"the mean of {len(found)} figures fell by {-mean:.3f}")
    return Verdict(tuple(reasons))


def headline(comparison: Comparison) -> list[Difference]:
    """The differences of the figures that decide."""
    return [
        one for group in comparison.differences.values() for one in group if one.name in HEADLINE
    ]


def promote(
    comparison: Comparison,
    verdict: Verdict,
    new: Path,
    models: Path,
    *,
    corpus: str,
    forced: bool = False,
) -> bool:
    """Log the comparison, and make the new model the best if it is accepted or forced.

    `new` is copied; the former best becomes the previous one, whose predecessor goes. `corpus`
    is the hash of the corpus that was tested on. Returns whether the model was promoted.
    """
    promoted = verdict.accepted or forced
    record = _record(
        comparison, verdict, new, corpus=corpus, forced=forced and not verdict.accepted
    )
    models.mkdir(parents=True, exist_ok=True)
    if promoted:
        copy = models / f".{BEST}.new"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(new, copy)
        _annotate(copy, comparison, record)
        if (models / BEST).exists():
            replace_folder(models / BEST, models / PREVIOUS)
        copy.rename(models / BEST)
    with (models / LOG).open("a", encoding="utf-8") as log:
        log.write(json.dumps(record, ensure_ascii=False) + "\n")
    return promoted


def _record(
    comparison: Comparison, verdict: Verdict, new: Path, *, corpus: str, forced: bool
) -> dict[str, Any]:
    meta = json.loads((new / "meta.json").read_text(encoding="utf-8"))
    return {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "promoted": verdict.accepted or forced,
        "forced": forced,
        "reasons": list(verdict.reasons),
        "data": list(comparison.new.data),
        "corpus": corpus,
        "former": comparison.old.model,
        "model": comparison.new.model,
        NOTES: meta.get(NOTES),
        "scores": {
            name: value
            for one in headline(comparison)
            for name, value in _scores(comparison, one.name).items()
        },
    }


def _scores(comparison: Comparison, name: str) -> Mapping[str, float]:
    old, new = (side.figures[name].tally.f1 for side in (comparison.old, comparison.new))
    return {key(name, "f"): new, f"{key(name, 'f')}_former": old}


def _annotate(model: Path, comparison: Comparison, record: Mapping[str, Any]) -> None:
    """Write the model card, and the record into the model's meta.json."""
    path = model / "meta.json"
    meta = json.loads(path.read_text(encoding="utf-8"))
    meta["promotion"] = {name: value for name, value in record.items() if name != NOTES}
    path.write_text(json.dumps(meta, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    template = (resources.files("sitrep.pipeline") / "model_card.md").read_text(encoding="utf-8")
    environment = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=False)
    figures: Sequence[Difference] = headline(comparison)
    card = environment.from_string(template).render(
        meta=meta,
        notes=meta.get(NOTES),
        record=record,
        entries=len(comparison.new.entries),
        figures=[(one, comparison.new.figures[one.name]) for one in figures],
    )
    (model / "README.md").write_text(card, encoding="utf-8")
