"""The tokenizer: `|` stands between the tokens that are expected; white space is no token."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language

from sitrep.components.grammar.tokenizer import make_tokenizer


@pytest.fixture(scope="module")
def blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_tokenizer()(nlp)
    return nlp


def tokens(nlp: Language, text: str) -> str:
    return "|".join(token.text for token in nlp.make_doc(text) if not token.is_space)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # letters of romanised Arabic, whatever mark stands for them
        ("from Ma'arrat Misrin", "from|Ma'arrat|Misrin"),
        ("from Ma’arrat Misrin", "from|Ma’arrat|Misrin"),
        ("in Sana‘a or Sana`a", "in|Sana‘a|or|Sana`a"),
        ("Dar’a and Ta’izz", "Dar’a|and|Ta’izz"),
        # quotation marks around words, possessives and contractions are cut off
        ("“No,” he said.", "“|No|,|”|he|said|."),
        ("‘No’ was all.", "‘|No|’|was|all|."),
        ("Taiz's and Taiz’s", "Taiz|'s|and|Taiz|’s"),
        ("They don’t and can't.", "They|do|n’t|and|ca|n't|."),
        # dashes
        ("an hour --- or two", "an|hour|---|or|two"),
        ("an hour—or two", "an|hour|—|or|two"),
        # a semicolon between two items, whatever the blanks
        ("3 in Hama;2 in Homs; 1 here;", "3|in|Hama|;|2|in|Homs|;|1|here|;"),
        # handles, brackets and times
        ("(@marsh_watch) wrote", "(|@marsh_watch|)|wrote"),
        ("at 12.45pm:", "at|12.45pm|:"),
        ("[12 dead]", "[|12|dead|]"),
        # ranks keep their full stop
        ("Lt. Col. Amal Sy met Sgt. Cruz.", "Lt.|Col.|Amal|Sy|met|Sgt.|Cruz|."),
        ("They met the Colt.", "They|met|the|Colt|."),
    ],
)
def test_tokens(blank: Language, text: str, expected: str) -> None:
    assert tokens(blank, text) == expected


@pytest.mark.parametrize(
    "text",
    ["Ma’arrat  Misrin\n\n“No”", "soft­hyphen and ﬁ", "", " 12.45pm: 3–4 — 'x' ‘y’"],
)
def test_no_character_is_lost(blank: Language, text: str) -> None:
    assert blank.make_doc(text).text == text


def test_a_config_names_it() -> None:
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "sitrep.tokenizer.v1"}}})
    assert tokens(nlp, "in Ma’arrat") == "in|Ma’arrat"


def test_it_is_saved(blank: Language) -> None:
    nlp = spacy.blank("en")
    nlp.tokenizer.from_bytes(blank.tokenizer.to_bytes())
    assert tokens(nlp, "in Ma’arrat") == "in|Ma’arrat"
