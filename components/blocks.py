"""`blocks`: the paragraphs, block quotes and lists of an entry, and its sentences.

An entry that was read from a page brings its blocks along (`Doc.user_data["entry"]`); a bare
text is split at line ends. Sentences never cross a block.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, Final

import numpy as np
from spacy.attrs import IDX, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.pipeline.pipe import Pipe
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.columns import Strings, columns, join
from sitrep.pipeline.labels import BLOCKS, ID_PREFIXES
from sitrep.pipeline.records import Block

_LINE: Final = re.compile(r"[^\n]*\S")
_ITEM: Final = re.compile(r"\s*(?:[•*·▪‣]|[-–—](?=\s))")
_ENDS: Final = frozenset({".", "?", "!", "…", "..", "...", "?!", "!!"})
_CLOSERS: Final = frozenset({'"', "”", "’", "'", ")", "]", "''", "»"})


@Language.factory(
    "blocks", assigns=["doc.spans", "token.is_sent_start", "doc.sents"], default_score_weights={}
)
def make_blocks(nlp: Language, name: str) -> BlockTagger:
    """Make a `BlockTagger`."""
    return BlockTagger(name)


class BlockTagger(Pipe):
    """Sets `doc.spans["blocks"]` and the sentence starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._strings: Strings | None = None

    def find(self, text: str, given: Sequence[Block] = ()) -> list[Block]:
        """The blocks of a text in order: those that are given, or else its lines."""
        return list(given) or [
            Block("item" if _ITEM.match(line[0]) else "paragraph", line.start(), line.end())
            for line in _LINE.finditer(text)
        ]

    def set_annotations(
        self, doc: Doc, blocks: Iterable[Block], texts: Sequence[str], offsets: Sequence[int]
    ) -> None:
        """Write blocks as a span group and mark the first token of each sentence.

        `texts` and `offsets` are the tokens' texts and code point offsets.
        """
        group = SpanGroup(doc, name=BLOCKS)
        starts = np.full(len(doc), -1, dtype="int64")
        for number, block in enumerate(blocks, start=1):
            first, end = bisect_right(offsets, block.start) - 1, bisect_left(offsets, block.end)
            while first < end - 1 and texts[first].isspace():
                first += 1
            span_id = f"{ID_PREFIXES[BLOCKS]}{number}"
            group.append(Span(doc, first, end, label=block.label, span_id=span_id))
            starts[first] = 1
        doc.spans[BLOCKS] = group
        ended = False
        for i, text in enumerate(texts):
            if text in _ENDS or (text[-1] in ".?!…" and len(text) > 2 and text[-2] in ".?!"):
                ended = True
            elif ended and text not in _CLOSERS and not text.isspace():
                if not text[0].islower():
                    starts[i] = 1
                ended = False
        if len(doc):
            starts[0] = 1
            values: Any = starts.view("uint64")
            doc.from_array([SENT_START], values)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        if self._strings is None:
            self._strings = Strings(doc.vocab.strings)
        orth, spaces, offsets = columns(doc, (ORTH, SPACY, IDX))
        texts = [self._strings[value] for value in orth]
        given = json.loads(doc.user_data.get("entry", {}).get("blocks") or "[]")
        blocks = self.find(join(texts, spaces), [Block(*block) for block in given])
        self.set_annotations(doc, blocks, texts, offsets)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the component has no state."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> BlockTagger:
        """Nothing to read."""
        return self
