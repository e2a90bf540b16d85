"""Blocks and sentences: `||` stands where a block begins, `|` where a sentence begins."""

from __future__ import annotations

import json

import pytest
import spacy
from spacy.tokens import Doc

from sitrep.components.grammar.blocks import BlockTagger
from sitrep.pipeline.labels import BLOCKS
from sitrep.pipeline.records import Block, Entry


def tag(text: str, blocks: tuple[Block, ...] = ()) -> Doc:
    doc = spacy.blank("en").make_doc(text)
    doc.user_data["entry"] = Entry(id="x", text=text, blocks=blocks).to_user_data()
    return BlockTagger("blocks")(doc)


@pytest.mark.parametrize(
    "marked",
    [
        "Rain fell in Tunis.| The market stayed shut.",
        "Is the road open?| No!| It is not…| They wait.",
        # the closing mark belongs to the sentence it closes
        "“The road is open.”| They drove on.",
        '"Go home!"| A man ran.',
        "The road (it was wet.)| They drove on.",
        # no new sentence in lower case, at an abbreviation or inside a number
        "“Is it open?” a guard asked.",
        "It cost 3.5 dinars at 4 p.m. on Friday.",
        "Dr. Amal waited for Gen. Haftar at St. Paul.",
        # a short month ends a sentence, where it ends a date and more than a name follows
        "Guards left Kut 9 Nov.| Farmers came.",
        "Guards left on 9 Nov.| In Kut, farmers came.",
        "Guards left Kut 9-12 Nov.| Farmers came.",
        "On 9 Nov. Amal Haddad left with guards on 12 Dec. Square.",
        "Guards left in Nov. The rest came on Nov. 9 from Kut, and on 9 Nov. 2019.",
        # the number of an item opens its sentence, a number at its end closes it
        "1. Omar Saleh, porter|\n2. A guard|\n3, 4. Two brothers of Kut",
        "They left in 2011.| Nobody came.",
        "We counted 12.| Nobody came.",
        "2011. |A year of rain.",
        # a figure may open a sentence
        "It is quiet.| 12 shops are open.",
        "",
    ],
)
def test_sentences(marked: str) -> None:
    doc = tag(marked.replace("|", ""))
    starts = [token.idx for token in doc if token.is_sent_start]
    given, offset = [], 0
    for part in marked.split("|"):
        if part.strip():
            given.append(offset + len(part) - len(part.lstrip()))
        offset += len(part)
    assert starts == given


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line", [("paragraph", "One line")]),
        ("One\nTwo\n\nThree", [("paragraph", "One"), ("paragraph", "Two"), ("paragraph", "Three")]),
        ("• Hama: 3\n- Homs: 2", [("item", "• Hama: 3"), ("item", "- Homs: 2")]),
        ("-5 degrees", [("paragraph", "-5 degrees")]),
        ("\n \n", []),
    ],
)
def test_a_bare_text_is_cut_at_line_ends(text: str, expected: list[tuple[str, str]]) -> None:
    doc = spacy.blank("en").make_doc(text)
    group = BlockTagger("blocks")(doc).spans[BLOCKS]
    assert [(span.label_, span.text.strip()) for span in group] == expected


def test_the_blocks_of_an_entry_are_taken() -> None:
    text = "A letter from Kyiv: We are well. Rain again."
    doc = tag(text, (Block("paragraph", 0, 19), Block("quote", 20, 44)))
    group = doc.spans[BLOCKS]
    assert [(span.id_, span.label_, span.text) for span in group] == [
        ("B1", "paragraph", "A letter from Kyiv:"),
        ("B2", "quote", "We are well. Rain again."),
    ]


def test_sentences_never_cross_a_block() -> None:
    doc = tag("A headline\na line that goes on. An end\n- and an item")
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "A headline",
        "a line that goes on.",
        "An end",
        "- and an item",
    ]


def test_blocks_that_end_inside_a_word_are_widened() -> None:
    doc = spacy.blank("en").make_doc("Rainfall")
    doc.user_data["entry"] = {"blocks": json.dumps([["heading", 0, 4]])}
    assert [span.text for span in BlockTagger("blocks")(doc).spans[BLOCKS]] == ["Rainfall"]
