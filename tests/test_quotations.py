"""Quotations: `[` and `]` mark every stretch that is expected to be quoted."""

from __future__ import annotations

import pytest
import spacy

from sitrep.components.attributions.quotations import quotations
from sitrep.components.grammar.words import WordReader
from sitrep.pipeline.labels import BLOCKS


@pytest.mark.parametrize(
    "marked",
    [
        '"[We ran]", he said. "[The roof fell]".',
        "“[We ran]”, he said.",
        "«[We ran]», he said.",
        "‘[We ran]’, he said.",
        "''[We ran,]'' he said.",
        # marks of two kinds
        '“[We ran]", he said.',
        # marks inside marks
        "“[He said ‘go’ to us]”, she said.",
        # no closing mark: to the end of the paragraph, where each paragraph opens with one
        "“[We ran.]\n\n“[The roof fell]”.",
        '"[We ran]\n\nThe road is shut.',
        # an apostrophe opens nothing
        "The rebels’ camp and the town’s well.",
        "Rock ’n’ roll in Ma’arrat.",
        "We ran.",
    ],
)
def test_quotations(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    nlp = spacy.blank("en")
    nlp.add_pipe("blocks")
    doc = nlp(text)
    blocks = [(block.start, block.end) for block in doc.spans[BLOCKS]]
    found = quotations(WordReader(nlp).read(doc), blocks)
    for start, end in reversed(found):
        first, stop = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        text = f"{text[:first]}[{text[first:stop]}]{text[stop:]}"
    assert text == marked
