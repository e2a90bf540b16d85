"""What spaCy's own evaluation lacks: the entry that a gold Doc was made from."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from spacy.lang.en import English
from spacy.language import Language
from spacy.training import Example


class EntryEnglish(English):  # type: ignore[no-untyped-call]
    """English whose `evaluate` gives predicted Docs the entries of their references.

    `spacy evaluate` and `spacy train` make predicted Docs of bare texts, and the country of a
    page decides who its government is; `sitrep annotate` always has the entry.
    """

    def evaluate(self, examples: Iterable[Example], **settings: Any) -> dict[str, Any]:
        """The scores of the pipeline, as `Language.evaluate`."""
        return super().evaluate([_with_entry(example) for example in examples], **settings)


def make_after_creation() -> Callable[[Language], Language]:
    """The registered callback `sitrep.entries.v1`, for `[nlp] after_creation`."""
    return after_creation


def after_creation(nlp: Language) -> Language:
    """Make the pipeline evaluate as `EntryEnglish` does."""
    # spaCy lets a callback change the new object and nothing else: `before_creation`, which is
    # given the class, must return that very class.
    nlp.__class__ = EntryEnglish
    return nlp


def _with_entry(example: Example) -> Example:
    predicted = example.predicted.copy()
    if "entry" in example.reference.user_data:
        # Copied, since components fill in what is missing.
        predicted.user_data["entry"] = dict(example.reference.user_data["entry"])
    return Example(predicted, example.reference)
