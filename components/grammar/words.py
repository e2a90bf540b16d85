"""The view of a Doc that the grammars read: lower-case words, tags, sentences."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from spacy.attrs import SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc

from sitrep.components.grammar.blocks import BlockTagger
from sitrep.components.grammar.columns import Memo, TokenReader, Tokens, columns, keep, view
from sitrep.components.grammar.word_tagger import WordTagger


@dataclass(frozen=True, slots=True)
class Words(Tokens):
    """Tokens with their tags, and the sentences as token ranges, end exclusive."""

    tags: list[str]
    sentences: list[tuple[int, int]]

    def end_offset(self, token: int) -> int:
        """The code point offset behind a token."""
        return self.offsets[token] + len(self.texts[token])

    def sentence_number(self, token: int) -> int:
        """The number of the sentence that a token stands in, 0 for the first."""
        return bisect_right(self.sentences, (token, len(self.texts))) - 1


class WordReader:
    """Makes `Words` of a Doc, with its own `blocks` and `word_tagger` where none have run."""

    def __init__(self, nlp: Language) -> None:
        self._tokens = TokenReader(nlp.vocab)
        self._blocks = BlockTagger("blocks")
        self._tagger = WordTagger(nlp, "word_tagger")
        self._strings: Memo[int, str] = Memo(nlp.vocab.strings.__getitem__)

    def read(self, doc: Doc) -> Words:
        """The view of `doc`; sentence starts are set on the Doc where it has none."""
        known = view(doc)
        if isinstance(known, Words):
            return known
        starts, tags = columns(doc, (SENT_START, TAG))
        if len(doc) > 1 and not any(starts[1:]):
            self._blocks(doc)
            starts, tags = columns(doc, (SENT_START, TAG))
        tokens = self._tokens.read(doc)
        first = [i for i, start in enumerate(starts) if start == 1 or i == 0]
        strings = self._strings
        words = Words(
            texts=tokens.texts,
            lower=tokens.lower,
            offsets=tokens.offsets,
            text=tokens.text,
            tags=[strings[tag] for tag in tags] if any(tags[:1]) else self._tagger.find(doc),
            sentences=list(zip(first, [*first[1:], len(doc)], strict=True)) if first else [],
        )
        if any(tags[:1]):  # other pipelines may tag an untagged Doc otherwise
            keep(doc, words)
        return words
