"""`blocks`: the paragraphs, block quotes and lists of an entry, and its sentences.

An entry that was read from a page brings its blocks along (`Doc.user_data["entry"]`); a bare
text is split at line ends, but for those that `line_joiner` has taken out. Sentences never cross a
block.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.batches import BatchPipe
from sitrep.components.grammar.columns import Memo, TokenReader, Tokens, forget
from sitrep.components.grammar.line_breaks import ITEM
from sitrep.pipeline.labels import BLOCKS, ID_PREFIXES
from sitrep.pipeline.records import Block

_LINE: Final = re.compile(r"[^\n]*\S")
_ENDS: Final = frozenset({".", "?", "!", "…", "..", "...", "?!", "!!", "a.m.", "p.m."})
# How many digits an item's number has at most, and what joins two: "6, 7.".
_ITEM_DIGITS: Final = 3
_NUMBER_JOINTS: Final = frozenset({",", "and", "-", "–"})
_NUMBERED: Final = frozenset({"No", "no", "Nos", "nos", "Art", "art"})
# Words that open a sentence behind "2 a.m.", where names and "local time" do not.
_OPENERS: Final = frozenset(
    "The A An In At On Near It He She They We No There This That These But And Some Another".split()
)
# Abbreviated months, whose full stop may end a sentence as well: "attacked on 9 Nov. In Gao …".
_SHORT_MONTHS: Final = frozenset(
    "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec.".split()
)
_BEFORE_DAYS: Final = frozenset("on On since Since until Until by By from From".split())
_CLOSERS: Final = frozenset({'"', "”", "’", "'", ")", "]", "''", "»"})


@Language.factory(
    "blocks", assigns=["doc.spans", "token.is_sent_start", "doc.sents"], default_score_weights={}
)
def make_blocks(nlp: Language, name: str) -> BlockTagger:
    """Make a `BlockTagger`."""
    return BlockTagger(name)


class BlockTagger(BatchPipe):
    """Sets `doc.spans["blocks"]` and the sentence starts."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._tokens: TokenReader | None = None
        self._ends: Memo[str, bool] = Memo(_ends_sentence)
        self._may_end: Memo[str, bool] = Memo(lambda t: _ends_sentence(t) or t in _SHORT_MONTHS)

    def find(self, text: str, given: Sequence[Block] = ()) -> list[Block]:
        """The blocks of a text in order: those that are given, or else its lines."""
        return list(given) or [
            Block("item" if ITEM.match(line[0]) else "paragraph", line.start(), line.end())
            for line in _LINE.finditer(text)
        ]

    def set_annotations(self, doc: Doc, blocks: Iterable[Block], tokens: Tokens) -> None:
        """Write blocks as a span group and mark the first token of each sentence."""
        texts, offsets = tokens.texts, tokens.offsets
        starts = np.full(len(texts), -1, dtype="int64")
        starts[:1] = 1
        group = SpanGroup(doc, name=BLOCKS)
        lines = {0}
        for number, block in enumerate(blocks, start=1):
            first, end = bisect_right(offsets, block.start) - 1, bisect_left(offsets, block.end)
            while first < end - 1 and texts[first].isspace():
                first += 1
            span_id = f"{ID_PREFIXES[BLOCKS]}{number}"
            group.append(Span(doc, first, end, label=block.label, span_id=span_id))
            starts[first] = 1
            lines.add(first)
        doc.spans[BLOCKS] = group
        is_end = self._ends
        for end in compress(range(len(texts)), map(self._may_end.__getitem__, texts)):
            first = end + 1
            while first < len(texts) and (texts[first] in _CLOSERS or texts[first].isspace()):
                first += 1
            if first == len(texts) or is_end[texts[first]] or texts[first][0].islower():
                continue
            if texts[end].endswith("m.") and texts[first] not in _OPENERS:
                continue
            if texts[end] in _SHORT_MONTHS and not _closes_date(texts, starts, end, first):
                continue
            if texts[first][0].isdigit() and texts[end] == "." and texts[end - 1] in _NUMBERED:
                continue  # "No. 12"
            if texts[end] == "." and (line := _number_start(texts, end)) is not None and (
                line in lines or "\n" in texts[line - 1]):  # fmt: skip
                continue  # "1. Omar Saleh, porter"
            starts[first] = 1
        values: Any = starts.view("uint64")
        doc.from_array([SENT_START], values)

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        if self._tokens is None:
            self._tokens = TokenReader(doc.vocab)
        tokens = self._tokens.read(doc)
        given = doc.user_data.get("entry", {}).get("blocks")
        blocks = self.find(tokens.text, [Block(*b) for b in json.loads(given)] if given else ())
        self.set_annotations(doc, blocks, tokens)
        forget(doc)
        return doc

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:
        """Nothing: the component has no state."""
        return b""

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> BlockTagger:
        """Nothing to read."""
        return self


def _closes_date(texts: Sequence[str], starts: NDArray[Any], end: int, first: int) -> bool:
    """Whether a date that a short month ends at token `end` ends its sentence, not only itself.

    As in "Troops attacked 9 Nov. Rebels denied it", "attacked on 9 Nov. The rebels denied it": not
    "On 9 Nov. Amadou Kone said", nor a name behind "attacked on".
    """
    if end < 1 or not texts[end - 1][-1].isdigit() or not texts[first][0].isupper():
        return False
    if texts[first] in _OPENERS:
        return True
    dated = range(max(end - 2, 0), end)
    return not any(texts[k] in _BEFORE_DAYS or starts[k] == 1 for k in dated)


def _number_start(texts: Sequence[str], end: int) -> int | None:
    """Where the number of an item begins that ends before token `end`: "3", "6, 7"."""
    i = end
    while i and (
        texts[i - 1] in _NUMBER_JOINTS
        if texts[i].isdigit()
        else texts[i - 1].isdigit() and len(texts[i - 1]) <= _ITEM_DIGITS
    ):
        i -= 1
    return i if i < end and texts[i].isdigit() else None


def _ends_sentence(text: str) -> bool:
    """Whether a token is a mark that ends sentences, or has one behind its own ("U.S..")."""
    return text in _ENDS or (len(text) > 2 and text[-1] in ".?!…" and text[-2] in ".?!")
