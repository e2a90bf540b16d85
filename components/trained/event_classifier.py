"""`event_classifier`: which of ACLED's six types of event an entry tells of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.pipeline.textcat_multilabel import MultiLabel_TextCategorizer
from spacy.tokens import Doc
from spacy.training import Example
from spacy.vocab import Vocab
from thinc.api import Model
from thinc.types import Floats2d

from sitrep.components.trained.logistic import best_cut


@Language.factory(
    "event_classifier",
    assigns=["doc.cats"],
    default_config={
        "model": {
            "@architectures": "spacy.TextCatBOW.v3",
            "exclusive_classes": False,
            "ngram_size": 1,
            "no_output_layer": False,
        }
    },
    default_score_weights={"cats_macro_f": 1.0, "cats_macro_p": None, "cats_macro_r": None},
)
def make_event_classifier(
    nlp: Language, name: str, model: Model[list[Doc], Floats2d]
) -> EventClassifier:
    """Make an `EventClassifier`."""
    return EventClassifier(nlp.vocab, model, name)


class EventClassifier(MultiLabel_TextCategorizer):
    """spaCy's multi-label classifier, with a cut of its own for each label.

    The scores in `doc.cats` are shifted so that 0.5 is the cut of every label.
    """

    def __init__(self, vocab: Vocab, model: Model[list[Doc], Floats2d], name: str) -> None:
        super().__init__(vocab, model, name, threshold=0.5)
        self.cfg["cuts"] = {}

    def predict(self, docs: Iterable[Doc]) -> Any:
        """The shifted scores, a row a Doc and a column a label."""
        scores = super().predict(list(docs))
        cuts: Any = np.array([self.cfg["cuts"].get(label, 0.5) for label in self.labels])
        return np.where(
            scores < cuts, 0.5 * scores / cuts, 1.0 - 0.5 * (1.0 - scores) / (1.0 - cuts)
        )

    def calibrate(self, examples: Sequence[Example]) -> None:
        """Choose each label's cut, that of the best F1 on Examples that it was not trained on."""
        self.cfg["cuts"] = {}
        scores = self.predict([example.predicted for example in examples])
        for column, label in enumerate(self.labels):
            given = [
                (float(row[column]), example.reference.cats[label] > 0.5)
                for row, example in zip(scores, examples, strict=True)
                if label in example.reference.cats
            ]
            self.cfg["cuts"][label] = min(max(best_cut(given), 0.01), 0.99)
