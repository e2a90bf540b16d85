"""Training, by spaCy's own steps: resumable, seeded, and never over a better model."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from itertools import chain, islice
from pathlib import Path
from typing import Any, Final

from spacy.language import Language
from spacy.pipeline.spancat import SpanCategorizer
from spacy.schemas import ConfigSchemaTraining
from spacy.tokens import DocBin
from spacy.training import Example
from spacy.training.initialize import init_nlp
from spacy.training.loop import (
    create_before_to_disk_callback,
    create_evaluation_callback,
    train_while_improving,
    update_meta,
)
from spacy.util import load_config, registry, resolve_dot_names
from thinc.api import Config, fix_random_seed

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.loading import load
from sitrep.pipeline.training.checkpoint import Checkpoint, set_weights, trainable, weights

CHECKPOINT: Final = "checkpoint.msgpack"
_LIBRARIES: Final = ("sitrep", "spacy", "thinc", "numpy")


@dataclass(frozen=True, slots=True)
class Recipe:
    """What is trained on what.

    `train` and `dev` are DocBins, which take the place of the config's `paths`. With
    `init_from`, a folder or package, components start from that model's weights. `seed` takes
    the place of the config's.
    """

    config: Path
    train: Path
    dev: Path
    init_from: str | None = None
    seed: int | None = None

    def fingerprint(self) -> str:
        """A hash that changes when the run would."""
        words = [self.init_from, self.seed, *map(version, _LIBRARIES)]
        digest = hashlib.sha256(repr(words).encode())
        for file in (self.config, self.train, self.dev):
            digest.update(hashlib.sha256(file.read_bytes()).digest())
        return digest.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Evaluated:
    """A step at which the pipeline was scored on dev: by the config's weighted score."""

    step: int
    epoch: int
    loss: float
    score: float
    best: bool


@dataclass(frozen=True, slots=True)
class Trained:
    """A pipeline with its best weights, their score on dev, and the step that gave them."""

    nlp: Language
    score: float
    step: int
    scores: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a run tells how it goes: of each step, and of each evaluation."""

    step: Callable[[int, int], None] = lambda step, last: None
    evaluated: Callable[[Evaluated], None] = lambda evaluated: None


def train(
    recipe: Recipe, folder: Path, *, resume: bool = False, progress: Progress | None = None
) -> Trained:
    """Train until dev scores stop improving, for the config's `patience` and `max_steps`.

    The run is saved into `folder` at each evaluation, whole: weights, optimizer, place in the
    data and random numbers. With `resume` it goes on after the last one and ends with the very
    weights that it would have had. Raises InputError for a config or data that cannot be
    trained, for a run that is there already, and for one that does not fit when resumed.
    """
    progress = progress or Progress()
    state = _begin(recipe, folder / CHECKPOINT, resume=resume)
    with _bad_config(recipe.config):
        nlp, written_paths = prepare(recipe)
        config = nlp.config.interpolate()
        settings = registry.resolve(config["training"], schema=ConfigSchemaTraining)
        names = [settings["train_corpus"], settings["dev_corpus"]]
        train_corpus, dev_corpus = resolve_dot_names(config, names)
    seed = settings["seed"] or 0
    fix_random_seed(seed)
    optimizer = settings["optimizer"]
    resumed = state.step >= 0
    if resumed:
        state.restore(nlp, optimizer)
    start = max(state.step, 0)
    batches = _batches(nlp, train_corpus, settings["batcher"], settings["max_epochs"], seed)
    if resumed:
        # Without examples, a step only evaluates: what was saved is scored again.
        batches = chain([(0, [])], islice(batches, state.step + 1, None))
    before_update = settings["before_update"]
    evaluate = create_evaluation_callback(nlp, dev_corpus, settings["score_weights"])

    def evaluated(step: int, epoch: int, loss: float, score: float, scores: dict[str, Any]) -> None:
        state.results.append((score, step))
        best = score == max(state.results)[0]  # of equal ones the last, as spaCy has it
        if best:
            # The same run has the same scores, but for its speed.
            state.scores = {k: v for k, v in scores.items() if k != "speed"}
            with nlp.use_params(optimizer.averages):
                state.best = weights(nlp)
        state.step = step
        state.take(nlp, optimizer)
        state.write(folder / CHECKPOINT)
        progress.evaluated(Evaluated(step, epoch, loss, score, best))

    steps = train_while_improving(
        nlp,
        optimizer,
        batches,
        evaluate,
        dropout=settings["dropout"],
        accumulate_gradient=settings["accumulate_gradient"],
        patience=0,
        max_steps=0,
        eval_frequency=settings["eval_frequency"],
        exclude=settings["frozen_components"],
        annotating_components=settings["annotating_components"],
        before_update=before_update
        and (lambda nlp, at: before_update(nlp, {**at, "step": at["step"] + start})),
    )
    for _, info, _ in steps:
        step, loss = start + info["step"], sum(info["losses"].values())
        if resumed and info["step"] == 0:
            state.restore_random()
        elif info["score"] is not None:
            evaluated(step, info["epoch"], loss, info["score"], info["other_scores"])
        progress.step(step, settings["max_steps"])
        if settings["patience"] and step - state.improved >= settings["patience"]:
            break
        if settings["max_steps"] and step >= settings["max_steps"]:
            break
    steps.close()
    if step > state.step:  # the data ended between two evaluations
        with nlp.use_params(optimizer.averages):
            score, scores = evaluate()
        evaluated(step, info["epoch"], loss, score, scores)
    set_weights(nlp, state.best)
    update_meta(settings, nlp, {"other_scores": state.scores, "losses": {}})
    nlp.config["paths"].update(written_paths)
    score, step = state.best_result
    nlp = create_before_to_disk_callback(settings["before_to_disk"])(nlp)
    return Trained(nlp, score, step, state.scores)


def prepare(recipe: Recipe) -> tuple[Language, dict[str, Any]]:
    """The initialised pipeline, and the `paths` as the config file has them."""
    config = load_config(recipe.config)
    if not {"train", "dev"} <= set(config.get("paths", {})):
        raise InputError(f"{recipe.config}: no train and dev in [paths]; name the DocBins there")
    written = {name: config["paths"][name] for name in ("train", "dev")}
    overrides: dict[str, Any] = {"paths.train": str(recipe.train), "paths.dev": str(recipe.dev)}
    if recipe.seed is not None:
        overrides["training.seed"] = recipe.seed
    config = load_config(recipe.config, overrides=overrides)
    if recipe.init_from is not None:
        config = _sourced(config, recipe.init_from)
    nlp = init_nlp(config)
    if recipe.init_from is not None:
        _check_labels(nlp, recipe.init_from, recipe.train)
    return nlp, written


def _check_labels(nlp: Language, model: str, path: Path) -> None:
    """Raise InputError for labels of spans that a model's `spancat` was not made for."""
    docs = list(DocBin().from_disk(path).get_docs(nlp.vocab))
    for name, component in nlp.pipeline:
        if not isinstance(component, SpanCategorizer):
            continue
        told = {span.label_ for doc in docs for span in doc.spans.get(component.key, ())}
        if unknown := sorted(told.difference(component.labels)):
            raise InputError(
                f"{model}: its {name} knows no label {', '.join(unknown)}, which {path} has; "
                "train without --init-from"
            )


def _sourced(config: Config, model: str) -> Config:
    """The config with the trainable components of a model in place of its own.

    spaCy's `source` takes a component as it is, and training resumes from its weights; rules
    are initialised anew, from the patterns of today.
    """
    shared = [name for name, _ in trainable(load(model)) if name in config["components"]]
    if not shared:
        raise InputError(f"{model}: has no trainable component of the config; train without it")
    for name in shared:
        config["components"][name] = {"source": model}
    return config


def _begin(recipe: Recipe, path: Path, *, resume: bool) -> Checkpoint:
    fingerprint = recipe.fingerprint()
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        return Checkpoint(fingerprint)
    if not resume:
        raise InputError(f"{path}: a run was interrupted; go on with --resume, or delete it")
    state = Checkpoint.read(path)
    if state.fingerprint != fingerprint:
        raise InputError(
            f"{path}: cannot resume, since config, data, seed, model or versions have changed; "
            "put them back, or delete it and train anew"
        )
    return state


@contextmanager
def _bad_config(path: Path) -> Iterator[None]:
    """What spaCy says of a bad config, on one line."""
    try:
        yield
    except InputError:
        raise
    except (ValueError, KeyError, OSError) as error:
        raise InputError(f"{path}: {' '.join(str(error).split())}") from error


def _batches(
    nlp: Language,
    corpus: Callable[[Language], Iterable[Example]],
    batcher: Callable[[Iterable[Example]], Iterable[list[Example]]],
    max_epochs: int,
    seed: int,
) -> Iterator[tuple[int, list[Example]]]:
    """Epochs and batches as spaCy makes them, but for the shuffling.

    Each epoch is shuffled by random numbers of its own, so that a run can find its place again.
    """
    streamed = max_epochs < 0
    examples = [] if streamed else list(corpus(nlp))
    if not streamed and not examples:
        raise InputError("the training data are empty; give pages or corrected entries")
    epoch = 0
    while max_epochs < 1 or epoch < max_epochs:
        random.Random(f"{seed} {epoch}").shuffle(examples)
        for batch in batcher(corpus(nlp) if streamed else examples):
            yield epoch, batch
        epoch += 1
