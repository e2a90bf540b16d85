"""`sitrep.Corpus.v1`: annotated Docs as spaCy's training and evaluation take them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from spacy.language import Language
from spacy.training import Example
from spacy.training.corpus import Corpus


def corpus_reader(
    path: Path, annotate: Sequence[str] = ()
) -> Callable[[Language], Iterable[Example]]:
    """A reader of a .spacy file, or of a folder of them.

    Other than `spacy.Corpus.v1` it hands an entry's metadata (its page's country, title and
    time) on to the Docs to be annotated, and annotates them with the components in `annotate`.
    Those run once, where `annotating_components` in the config run in each epoch: meant for
    components that do not learn.
    """

    def read(nlp: Language) -> Iterator[Example]:
        for example in Corpus(path)(nlp):
            entry = example.reference.user_data.get("entry")
            if entry:
                example.predicted.user_data["entry"] = dict(entry)
            for name in annotate:
                example.predicted = nlp.get_pipe(name)(example.predicted)
            yield example

    return read
