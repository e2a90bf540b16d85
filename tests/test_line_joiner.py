"""Line ends that only wrap a text: `~` stands before each of them."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import DocBin

from sitrep.components.grammar.line_breaks import soft_breaks
from sitrep.pipeline import load
from sitrep.pipeline.extract import to_dict
from sitrep.pipeline.records import Block, Entry

WRAPPED = """Two porters were killed and at least 12~
people wounded when a shell fell in~
Taiz on Friday, the Red Crescent~
said. The road to Ibb is shut."""


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("line_joiner")
    nlp.add_pipe("line_restorer")
    return nlp


@pytest.mark.parametrize(
    "marked",
    [
        WRAPPED,
        # a word that no line ends with, and one in lower case behind a long line
        "The shell fell in the~\nSouk and nobody was hurt.",
        "The shell fell on a warehouse near the port,~\ndoctors said.",
        # in a wrapped text a name may open a line as well
        """The men of the Third Brigade have left their~
posts on the coast road, and nobody has~
come in their stead, says Umm Layla, who~
lives there. The Red Crescent of~
Hodeida has sent two cars.""",
        # headings, rows and items have their own lines
        "Friday in Taiz\nTwo porters were killed.",
        "Taiz: 12 killed\nIbb: 3 killed\nand Aden: none",
        "The dead are:\n- a porter\n- a baker",
        "They ask for water, for bread and for the\n2. release of the porters",
        # behind the end of a sentence stands a new paragraph
        "Two porters were killed on the coast road.\nthe baker lives",
        "We asked the doctors of the hospital:\nhow many are there?",
        # rows of a list of like length, none of which ends in mid-sentence
        "Omar Saleh Qasim, a porter of the old market\n"
        "Ali Hadi Nasser, a baker of the upper market\n"
        "Umm Layla Hassan, a nurse of the clinic there",
        # a text without capitals has no sentences to be told from rows
        "shelling goes on in the whole of the upper town\nclashes at the bridge",
        # another blank beside it
        "The shell fell in the \nSouk and in the\n Citadel.",
        "The shell fell in the\n\nSouk.",
        "The\n",
        "\n",
        "",
    ],
)
def test_soft_breaks(marked: str) -> None:
    text = marked.replace("~\n", "\n")
    found = soft_breaks(text)
    shown = "".join("~\n" if at in found else letter for at, letter in enumerate(text))
    assert shown == marked


def test_a_wrapped_text_is_read_as_if_it_were_not() -> None:
    nlp = load()
    text = WRAPPED.replace("~", "")
    wrapped, joined = nlp(text), nlp(text.replace("\n", " "))
    one, other = to_dict(wrapped), to_dict(joined)
    assert one.pop("text") == text
    assert other.pop("text") == text.replace("\n", " ")
    assert one == other
    assert [claim["count"]["code"] for claim in one["casualties"]] == ["2", "12+"]
    assert [sentence.text.split()[0] for sentence in wrapped.sents] == ["Two", "The"]
    assert [token.tag_ for token in wrapped if token.text != "\n"] == [t.tag_ for t in joined]
    assert {token.tag_ for token in wrapped if token.text == "\n"} == {"_SP"}
    assert wrapped[4].lemma_ == "and"


def test_what_comes_with_a_text_stays_with_it(blank: Language) -> None:
    text = WRAPPED.replace("~", "")
    ((doc, context),) = blank.pipe([(text, "number 7")], as_tuples=True)
    assert (doc.text, context, doc.user_data) == (text, "number 7", {})


def test_a_line_end_between_blocks_is_none_of_the_text(blank: Language) -> None:
    text = "The shell fell in the\nSouk and on the\nCitadel."
    doc = blank.make_doc(text)
    blocks = (Block("heading", 0, 21), Block("paragraph", 22, len(text)))
    doc.user_data["entry"] = Entry(id="x", text=text, blocks=blocks).to_user_data()
    joined = blank.get_pipe("line_joiner")(doc)
    assert joined.text == "The shell fell in the\nSouk and on the Citadel."


def test_what_others_have_added_is_kept(blank: Language) -> None:
    joined = blank.get_pipe("line_joiner")(blank.make_doc("Bread of the\nRed Crescent came."))
    joined.cats["aid"] = 1.0
    joined.spans["givers"] = [joined.char_span(9, 25, "GIVER", kb_id="red-crescent", span_id="G1")]
    joined.spans["givers"].attrs["G1"] = "named"
    joined.ents = [joined.char_span(13, 25, "ORG")]
    doc = blank.get_pipe("line_restorer")(joined)
    (stored,) = DocBin(store_user_data=True, docs=[doc]).get_docs(doc.vocab)
    for kept in (doc, stored):
        (span,) = kept.spans["givers"]
        assert (span.text, span.label_, span.kb_id_, span.id_) == (
            "the\nRed Crescent",
            "GIVER",
            "red-crescent",
            "G1",
        )
        assert kept.spans["givers"].attrs == {"G1": "named"}
        assert [entity.text for entity in kept.ents] == ["Red Crescent"]
    assert doc.cats == {"aid": 1.0}


@given(st.text(alphabet="ab the,.- \n\r", max_size=300))
def test_no_text_is_changed(blank: Language, text: str) -> None:
    doc = blank(text)
    assert doc.text == text
    assert [token.text for token in doc] == [token.text for token in blank.make_doc(text)]
