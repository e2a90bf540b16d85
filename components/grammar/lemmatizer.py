"""`lookup_lemmatizer`: spaCy's lookup lemmatizer, with one look-up a word form, not a token."""

from __future__ import annotations

from itertools import compress
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, ORTH
from spacy.language import Language
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrep.components.batches import BatchPipe
from sitrep.components.grammar.columns import Memo, TokenReader


@Language.factory(
    "lookup_lemmatizer", assigns=["token.lemma"], default_score_weights={"lemma_acc": 1.0}
)
def make_lookup_lemmatizer(nlp: Language, name: str) -> LookupLemmatizer:
    """Make a `LookupLemmatizer`."""
    return LookupLemmatizer(nlp.vocab, name)


class LookupLemmatizer(BatchPipe, Lemmatizer):
    """Sets lemmas from the table `lemma_lookup` of spacy-lookups-data where there are none."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        super().__init__(vocab, None, name, mode="lookup")
        self._tokens = TokenReader(vocab)
        self._lemmas: Memo[str, str] = Memo(self._lemma)

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of one Doc."""
        lemmas = list(map(self._lemmas.__getitem__, self._tokens.read(doc).texts))
        add = self.vocab.strings.add
        marks: Any = doc.to_array([ORTH, LEMMA])
        values, given = marks[:, 0].copy(), marks[:, 1]
        for i in compress(range(len(lemmas)), lemmas):
            # Not once and for all: strings of a memory zone are gone when it ends.
            values[i] = add(lemmas[i])
        chosen: Any = np.where(given, given, values)
        return doc.from_array([LEMMA], chosen)

    def _lemma(self, text: str) -> str:
        """The lemma of a word form; empty if the table has none."""
        if "lemma_lookup" not in self.lookups:  # was just added to a blank pipeline
            self.initialize()
        lemma: str = self.lookups.get_table("lemma_lookup").get(text, "")
        return lemma
