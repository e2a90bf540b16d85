"""The view of a Doc that the grammars read: lower-case words, tags, sentences."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.attrs import IDX, LOWER, ORTH, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from sitrep.components.blocks import BlockTagger
from sitrep.components.columns import Strings, columns
from sitrep.components.tagger import WordTagger


@dataclass(frozen=True, slots=True)
class Words:
    """Parallel lists, one item a token; `sentences` are token ranges, end exclusive."""

    texts: list[str]
    lower: list[str]
    tags: list[str]
    sentences: list[tuple[int, int]]
    offsets: list[int]

    def __len__(self) -> int:
        return len(self.lower)

    def end_offset(self, token: int) -> int:
        """The code point offset behind a token."""
        return self.offsets[token] + len(self.texts[token])


class WordReader:
    """Makes `Words` of a Doc, with its own `blocks` and `word_tagger` where none have run."""

    def __init__(self, nlp: Language) -> None:
        self._blocks = BlockTagger("blocks")
        self._tagger = WordTagger(nlp, "word_tagger")
        self._strings = Strings(nlp.vocab.strings)

    def read(self, doc: Doc) -> Words:
        """The view of `doc`; sentence starts are set on the Doc where it has none."""
        orth, lower, tag, start, offsets = columns(doc, (ORTH, LOWER, TAG, SENT_START, IDX))
        if len(doc) > 1 and not any(start[1:]):
            self._blocks(doc)
            (start,) = columns(doc, (SENT_START,))
        strings = self._strings
        starts = [i for i, value in enumerate(start) if value == 1 or i == 0]
        return Words(
            texts=[strings[value] for value in orth],
            lower=[strings[value] for value in lower],
            tags=[strings[value] for value in tag] if tag and tag[0] else self._tagger.find(doc),
            sentences=list(zip(starts, [*starts[1:], len(doc)], strict=True)) if starts else [],
            offsets=offsets,
        )
