r"""`line_joiner` and `line_restorer`: a text that is wrapped is read as if it were not.

Between the two components a Doc has a blank for every `\n` that only wraps it, so that
"killed\nin Hama" has the same tokens as "killed in Hama". All offsets in characters stay as they
are, and the Doc that leaves the pipeline has the text that came in.

Limit: a line end next to a blank ("killed \nin") is left, since no Doc without a token of white
space has as many characters.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import compress
from typing import Any, Final

import numpy as np
from spacy.attrs import LEMMA, SENT_START, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.batches import BatchPipe
from sitrep.components.grammar.columns import TokenReader
from sitrep.components.grammar.line_breaks import soft_breaks
from sitrep.pipeline.records import Block

BREAKS: Final = "line_breaks"
"""Where `Doc.user_data` has the offsets of the line ends in between."""

_COPIED: Final = [TAG, LEMMA, SENT_START]


@Language.factory("line_joiner", default_score_weights={})
def make_line_joiner(nlp: Language, name: str) -> LineJoiner:
    """Make a `LineJoiner`."""
    return LineJoiner(nlp, name)


@Language.factory("line_restorer", default_score_weights={})
def make_line_restorer(nlp: Language, name: str) -> LineRestorer:
    """Make a `LineRestorer`."""
    return LineRestorer(name)


class LineJoiner(BatchPipe):
    """Gives a Doc without the tokens of line ends inside sentences; others as they are."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        self._tokens = TokenReader(nlp.vocab)

    def __call__(self, doc: Doc) -> Doc:
        """Join the lines of one Doc, which nothing has annotated yet."""
        tokens = self._tokens.read(doc)
        if "\n" not in tokens.texts:
            return doc
        breaks = soft_breaks(tokens.text)
        if given := json.loads(doc.user_data.get("entry", {}).get("blocks") or "[]"):
            blocks = [Block(*block) for block in given]
            breaks = [at for at in breaks if any(b.start < at < b.end for b in blocks)]
        if not breaks:
            return doc
        soft = set(breaks)
        kept = [offset not in soft for offset in tokens.offsets]
        spaces = [bool(token.whitespace_) or token.idx + len(token) in soft for token in doc]
        return _made(
            doc,
            list(compress(tokens.texts, kept)),
            list(compress(spaces, kept)),
            {**doc.user_data, BREAKS: tuple(breaks)},
        )


class LineRestorer(BatchPipe):
    """Gives the Doc its line ends back, with tags, lemmas, sentences, entities and spans."""

    def __init__(self, name: str) -> None:
        self.name = name

    def __call__(self, doc: Doc) -> Doc:
        """Undo what `LineJoiner` did to one Doc."""
        breaks = doc.user_data.pop(BREAKS, None)
        if not breaks:
            return doc
        soft = set(breaks)
        words: list[str] = []
        spaces: list[bool] = []
        places: list[int] = []  # where each token of the joined Doc stands in the restored one
        for token in doc:
            places.append(len(words))
            ends_line = token.idx + len(token) in soft
            words.append(token.text)
            spaces.append(bool(token.whitespace_) and not ends_line)
            if ends_line:
                words.append("\n")
                spaces.append(False)
        restored = _made(doc, words, spaces, doc.user_data)
        given: Any = doc.to_array(_COPIED)
        values: Any = np.tile(
            np.array(
                [doc.vocab.strings.add("_SP"), 0, np.iinfo("uint64").max],  # no lemma, and -1
                dtype="uint64",
            ),
            (len(words), 1),
        )
        values[places] = given
        restored.from_array(_COPIED, values)
        restored.ents = [_moved(span, restored, places) for span in doc.ents]
        for name, group in doc.spans.items():
            spans = [_moved(span, restored, places) for span in group]
            restored.spans[name] = SpanGroup(restored, name=name, attrs=group.attrs, spans=spans)
        return restored


def _made(doc: Doc, words: list[str], spaces: list[bool], user_data: dict[Any, Any]) -> Doc:
    """A Doc of other tokens in a Doc's stead; `nlp.pipe` keeps what comes with a text in it."""
    made = Doc(doc.vocab, words=words, spaces=spaces, user_data=user_data)
    made._context = doc._context
    made.cats = doc.cats
    return made


def _moved(span: Span, doc: Doc, places: Sequence[int]) -> Span:
    """A span over the same words of another Doc."""
    start, last = places[span.start], places[span.end - 1]
    return Span(doc, start, last + 1, span.label, kb_id=span.kb_id, span_id=span.id)
