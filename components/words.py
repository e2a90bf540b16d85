"""The view of a Doc that the grammars read: lower-case words, tags, sentences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IDX, LOWER, ORTH, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc

from sitrep.components.blocks import BlockTagger
from sitrep.components.columns import Strings, as_columns, join, table
from sitrep.components.tagger import WordTagger

_ATTRIBUTES: Final = (SENT_START, TAG, ORTH, LOWER, IDX, SPACY)


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists, one item a token; `sentences` are token ranges, end exclusive."""

    texts: list[str]
    lower: list[str]
    tags: list[str]
    sentences: list[tuple[int, int]]
    offsets: list[int]
    text: str

    def __len__(self) -> int:
        return len(self.lower)

    def end_offset(self, token: int) -> int:
        """The code point offset behind a token."""
        return self.offsets[token] + len(self.texts[token])


class WordReader:
    """Makes `Words` of a Doc, with its own `blocks` and `word_tagger` where none have run."""

    # The last view, by what it was made from: the components of a pipeline read one Doc in turn.
    _last: ClassVar[tuple[NDArray[np.uint64], Words] | None] = None

    def __init__(self, nlp: Language) -> None:
        self._blocks = BlockTagger("blocks")
        self._tagger = WordTagger(nlp, "word_tagger")
        self._strings = Strings(nlp.vocab.strings)

    def read(self, doc: Doc) -> Words:
        """The view of `doc`; sentence starts are set on the Doc where it has none."""
        made_from = table(doc, _ATTRIBUTES)
        last = WordReader._last
        if last is not None and np.array_equal(last[0], made_from):
            return last[1]
        if len(doc) > 1 and not made_from[1:, 0].any():
            self._blocks(doc)
            made_from = table(doc, _ATTRIBUTES)
        start, tag, orth, lower, offsets, spaces = as_columns(made_from)
        strings = self._strings
        starts = [i for i, value in enumerate(start) if value == 1 or i == 0]
        texts = [strings[value] for value in orth]
        words = Words(
            texts=texts,
            lower=[strings[value] for value in lower],
            tags=[strings[value] for value in tag] if tag and tag[0] else self._tagger.find(doc),
            sentences=list(zip(starts, [*starts[1:], len(doc)], strict=True)) if starts else [],
            offsets=offsets,
            text=join(texts, spaces),
        )
        if tag and tag[0]:  # other pipelines may tag an untagged Doc otherwise
            WordReader._last = (made_from, words)
        return words
