"""Measuring a trained pipeline on pages that it has not seen, before it is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.language import Language
from spacy.training import Example


def calibrate_on(
    corpus: Callable[[Language], Iterable[Example]],
) -> Callable[[Language], Language]:
    """`sitrep.calibrate.v1`, for `[training.before_to_disk]`.

    Every component with a method `calibrate` gets the Examples of the corpus, annotated by the
    components before it; then the pipeline's scores on them go into its meta data.
    """

    def calibrate(nlp: Language) -> Language:
        examples = list(corpus(nlp))
        for _, component in nlp.pipeline:
            if hasattr(component, "calibrate"):
                component.calibrate(examples)
            for example in examples:
                example.predicted = component(example.predicted)
        measured = nlp.evaluate(corpus(nlp))
        performance = nlp.meta.setdefault("performance", {})
        performance.update({name: measured[name] for name in performance if name in measured})
        return nlp

    return calibrate
