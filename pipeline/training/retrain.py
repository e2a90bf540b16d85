"""From a corpus folder to a model folder: build, train, and keep the better model."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Final

from spacy.language import Language
from spacy.training.loop import create_evaluation_callback
from spacy.util import resolve_dot_names

from sitrep.pipeline.annotate import Report
from sitrep.pipeline.corpus.build import build, corrected_files
from sitrep.pipeline.corpus.gold_data import corpus_hash
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.loading import load
from sitrep.pipeline.training.train import CHECKPOINT, Progress, Recipe, Trained, train

NOTES: Final = "training"
"""Key of the model's meta.json under which stands what it was trained on."""
_NAME: Final = "sitrep"
_LIBRARIES: Final = ("sitrep", "spacy", "thinc")


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a new model is, its score on dev, and that of the model it met there, if any.

    `path` ends in ".worse" where the model that was there is better and stays.
    """

    path: Path
    score: float
    step: int
    former: float | None


def retrain(
    corpus: Path,
    config: Path,
    output: Path,
    *,
    corrected: Sequence[Path] = (),
    init_from: str | None = None,
    seed: int | None = None,
    resume: bool = False,
    report: Report = print,
    progress: Progress | None = None,
) -> Kept:
    """Train on a corpus with its corrected entries, and on `corrected` files besides.

    The run lives in `<output>.run` until the model is moved to `output`. `report` is told what
    `corpus_build.build` reports. Raises InputError for bad input and for an `output` that is no
    model.
    """
    if not config.is_file():
        raise InputError(f"{config}: no such config; give the path of a spaCy training config")
    if output.exists() and not (output / "meta.json").is_file():
        raise InputError(f"{output}: is there and no model; choose another output folder")
    for path in corrected:
        if not path.is_file():
            raise InputError(f"{path}: no such file; give .jsonl of corrected entries")
    run = output.with_name(f"{output.name}.run")
    if resume and output.exists() and not (run / CHECKPOINT).exists():
        raise InputError(f"{run}: no run to go on with; leave --resume out to train anew")
    sizes = build(corpus, run / "data", report, more=corrected)
    recipe = Recipe(
        config, run / "data" / "train.spacy", run / "data" / "dev.spacy", init_from, seed
    )
    trained = train(recipe, run, resume=resume, progress=progress)
    trained.nlp.meta["name"], trained.nlp.meta["version"] = _NAME, version("sitrep")
    trained.nlp.meta[NOTES] = {
        "date": datetime.now(timezone.utc).isoformat(timespec="seconds"),
        "corpus": corpus_hash(corpus, corrected),
        "entries": sizes["train"],
        "corrected": [path.name for path in [*corrected_files(corpus), *corrected]],
        "config": config.name,
        "config_hash": hashlib.sha256(config.read_bytes()).hexdigest()[:16],
        "init_from": init_from,
        "seed": trained.nlp.config.interpolate()["training"]["seed"],
        "step": trained.step,
        "dev_score": trained.score,
        "versions": {name: version(name) for name in _LIBRARIES},
    }
    return _keep(trained, recipe, output, run)


def _keep(trained: Trained, recipe: Recipe, output: Path, run: Path) -> Kept:
    """Move a trained pipeline to its place, unless the one there does better on the same dev.

    A worse pipeline goes to `<output>.worse`, in the place of the last one there.
    """
    new = run / "model"
    shutil.rmtree(new, ignore_errors=True)
    trained.nlp.to_disk(new)
    score, former, target = trained.score, None, output
    if output.exists():
        # Scored anew, since the config's `before_to_disk` may have changed more than weights.
        score, former = (dev_score(nlp, trained.nlp, recipe) for nlp in (trained.nlp, load(output)))
        if former > score:
            target = output.with_name(f"{output.name}.worse")
    replace_folder(new, target)
    shutil.rmtree(run)
    return Kept(target, score, trained.step, former)


def dev_score(nlp: Language, trained: Language, recipe: Recipe) -> float:
    """A pipeline's score on the dev data of a recipe, weighted as another one was trained."""
    config = trained.config.copy()
    config["paths"].update({"train": str(recipe.train), "dev": str(recipe.dev)})
    filled = config.interpolate()
    (dev_corpus,) = resolve_dot_names(filled, [filled["training"]["dev_corpus"]])
    weights = filled["training"]["score_weights"]
    score, _ = create_evaluation_callback(nlp, dev_corpus, weights)()
    return float(score)


def replace_folder(new: Path, target: Path) -> None:
    """Rename a folder to `target`; what was there goes once the new one is in its place."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)
