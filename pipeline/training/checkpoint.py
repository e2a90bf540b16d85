"""The state of a training run between two steps: enough to go on as if nothing had happened.

spaCy saves the weights of its best and last pipelines; a run that starts from them has lost the
optimizer's moments and averages, the place in the data, and the state of random numbers.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import srsly
from spacy.language import Language
from thinc.api import Model, Optimizer

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.store import whole_file

Weights = dict[str, bytes]
"""The weights of trainable components by their names."""


@dataclass(slots=True)
class Checkpoint:
    """A run after an evaluation.

    `fingerprint` stands for what is trained on what; `step` is the number of the last step,
    from 0; `results` are scores on dev and their steps; `scores` are all scores of the best;
    `weights` are those of the last step, and `best` averages of the best one's.
    """

    fingerprint: str
    step: int = -1
    results: list[tuple[float, int]] = field(default_factory=list)
    scores: dict[str, Any] = field(default_factory=dict)
    best: Weights = field(default_factory=dict)
    weights: Weights = field(default_factory=dict)
    optimizer: list[list[Any]] = field(default_factory=list)
    random: list[Any] = field(default_factory=list)

    @property
    def best_result(self) -> tuple[float, int]:
        """The best score and the last step that had it, whose weights are kept."""
        return max(self.results)

    @property
    def improved(self) -> int:
        """The first step that had the best score."""
        best, _ = self.best_result
        return next(step for score, step in self.results if score == best)

    def take(self, nlp: Language, optimizer: Optimizer) -> None:
        """Remember weights, optimizer and random numbers as they are now."""
        self.weights = weights(nlp)
        self.optimizer = _optimizer_rows(nlp, optimizer)
        self.random = _random_state()

    def restore(self, nlp: Language, optimizer: Optimizer) -> None:
        """Set the weights and the optimizer; the random numbers are left to `restore_random`."""
        set_weights(nlp, self.weights)
        _set_optimizer(nlp, optimizer, self.optimizer)
        for _ in range(self.step):
            optimizer.step_schedules()  # type: ignore[no-untyped-call]

    def restore_random(self) -> None:
        """Go on with the random numbers that were to come next."""
        version, numbers, gauss, *rest = self.random
        random.setstate((version, tuple(numbers), gauss))
        np.random.set_state(tuple(rest))

    def write(self, path: Path) -> None:
        """Replace the file, whole."""
        with whole_file(path) as file:
            file.write(srsly.msgpack_dumps(asdict(self)))

    @classmethod
    def read(cls, path: Path) -> Checkpoint:
        """The checkpoint in a file; raises InputError for a damaged one."""
        try:
            values = srsly.msgpack_loads(path.read_bytes())
            values["results"] = [tuple(result) for result in values["results"]]
            return cls(**values)
        except (ValueError, TypeError, KeyError):
            raise InputError(f"{path}: damaged; delete it and train anew") from None


def trainable(nlp: Language) -> Iterator[tuple[str, Model[Any, Any]]]:
    """The names and models of components that have weights."""
    for name, pipe in nlp.pipeline:
        if getattr(pipe, "is_trainable", False) and isinstance(pipe.model, Model):  # type: ignore[attr-defined]
            yield name, pipe.model  # type: ignore[attr-defined]


def weights(nlp: Language) -> Weights:
    """The weights of all trainable components."""
    return {name: model.to_bytes() for name, model in trainable(nlp)}


def set_weights(nlp: Language, saved: Weights) -> None:
    """Set the weights of components of the same shapes."""
    for name, model in trainable(nlp):
        model.from_bytes(saved[name])


def _parameters(nlp: Language) -> dict[tuple[int, str], tuple[str, int, str]]:
    """Where each parameter of the optimizer stands: thinc's ids differ from run to run."""
    places: dict[tuple[int, str], tuple[str, int, str]] = {}
    for name, model in trainable(nlp):
        for index, node in enumerate(model.walk()):
            for parameter in node.param_names:
                places.setdefault((node.id, parameter), (name, index, parameter))
    return places


def _optimizer_rows(nlp: Language, optimizer: Optimizer) -> list[list[Any]]:
    """Component, node and name of each updated parameter, its moments, average and updates."""
    averages = optimizer.averages or {}
    return [
        [
            *place,
            optimizer.mom1.get(at),
            optimizer.mom2.get(at),
            averages.get(at),
            optimizer.nr_update[at],
        ]
        for at, place in _parameters(nlp).items()
        if at in optimizer.nr_update
    ]


def _set_optimizer(nlp: Language, optimizer: Optimizer, rows: list[list[Any]]) -> None:
    ids = {place: at for at, place in _parameters(nlp).items()}
    kept: list[Any] = [optimizer.mom1, optimizer.mom2, optimizer.averages, optimizer.nr_update]
    for name, index, parameter, *values in rows:
        for values_of, value in zip(kept, values, strict=True):
            if value is not None:
                # Arrays as they are read cannot be written to, and the optimizer does.
                copy = np.array(value) if isinstance(value, np.ndarray) else value
                values_of[ids[name, index, parameter]] = copy


def _random_state() -> list[Any]:
    return [*random.getstate(), *np.random.get_state()]
