"""Quantities: `[words](code)` marks every count that a text holds; the rest is none."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
import spacy
from spacy.tokens import Doc

from sitrep.components.grammar.quantities import Quantity, QuantityGrammar
from sitrep.components.grammar.words import WordReader
from sitrep.components.patterns import read_patterns

Read = Callable[[str], tuple[Doc, list[Quantity]]]

MARK = re.compile(r"\[([^\[\]]+)\]\(([^()]+)\)")


@pytest.fixture(scope="module")
def read() -> Read:
    nlp = spacy.blank("en")
    reader, grammar = WordReader(nlp), QuantityGrammar(read_patterns("quantities.csv"))

    def quantities(text: str) -> tuple[Doc, list[Quantity]]:
        doc = nlp.make_doc(text)
        words = reader.read(doc)
        found: list[Quantity] = []
        i = 0
        while i < len(words):
            quantity = grammar.starting_at(words, i, len(words))
            found += [quantity] if quantity else []
            i = quantity.end if quantity else i + 1
        return doc, found

    return quantities


@pytest.mark.parametrize(
    "marked",
    [
        # figures and words
        "[12](12) people",
        "[1,250](1250) people",
        "[1200](1200) people",
        "[seven](7) people",
        "[Twenty-one](21) people",
        "[two hundred](200) people",
        "[two hundred and six](206) people",
        "[a hundred](100) people",
        "[three thousand four hundred](3400) people",
        "[two dozen](24) people",
        "[a dozen](12) people",
        "[1.1 million](1100000) people",
        "[about 2.5 thousand](~2500) people",
        "[half a million](500000) people",
        "[half a dozen](6) people",
        "[a couple](2) of people",
        "[no](0) people",
        "[nobody](0) fell",
        # at least
        "[at least 12](12+) people",
        "[no fewer than six](6+) people",
        "[a minimum of 30](30+) people",
        "[40 or more](40+) people",
        "[100+](100+) people",
        # more than
        "[more than 90](>90) people",
        "[over 1,000](>1000) people",
        "[upwards of fifty](>50) people",
        "[well over 200](>200) people",
        # about
        "[about 130](~130) people",
        "[some 60](~60) people",
        "[nearly a hundred](~100) people",
        "[an estimated 15](~15) people",
        "[ten or so](~10) people",
        # up to, and fewer than
        "[up to 40](<=40) people",
        "[as many as 250](<=250) people",
        "[no more than three](<=3) people",
        "[fewer than 50](<50) people",
        "[under twenty](<20) people",
        # ranges
        "[20-30](20-30) people",
        "[20–30](20-30) people",
        "[20 to 30](20-30) people",
        "[four or five](4-5) people",
        "[between 10 and 15](10-15) people",
        "[ten or twenty thousand](10000-20000) people",
        # vague words
        "[dozens](dozens) of people",
        "[scores](scores) of people",
        "[hundreds](hundreds) of people",
        "[several hundred](hundreds) people",
        "[tens of thousands](thousands) of people",
        "[several](several) people",
        "[a number](some) of people",
        "[many](many) people",
        "[a few](few) people",
        "[a handful](few) of people",
        "[at least dozens](24+) of people",
        # more of the same
        "[another three](3) people",
        "[a further 12](12) people",
        "[a total of 70](70) people",
        # several in a row
        "[12](12) soldiers, [three](3) policemen and [dozens](dozens) of refugees",
        "from [12](12) in May",
    ],
)
def test_counts(read: Read, marked: str) -> None:
    doc, found = read(MARK.sub(r"\1", marked))
    assert [(doc[q.start : q.end].text, q.code) for q in found] == MARK.findall(marked)


@pytest.mark.parametrize(
    "text",
    [
        # times of day and spans of time
        "at 1615 GMT",
        "at 16:15",
        "at 4 pm",
        "for three hours",
        "after 40 days",
        "in two weeks",
        # ages
        "a 16 year old",
        "a 16-year-old",
        "aged 70 years",
        # distances and measures
        "12 km to the north",
        "20 miles off",
        "300 metres",
        "15 percent",
        # dates and years
        "on 8 November",
        "on November 8",
        "in 2011",
        "since May 2011",
        "since 1982.",
        # ranks and names of units
        "the 17th Division",
        "the 4th brigade",
        "a six-member council",
        # money and numbers of papers
        "$ 500",
        "€ 30",
        "resolution 2042",
    ],
)
def test_no_counts(read: Read, text: str) -> None:
    assert read(text)[1] == []


@pytest.mark.parametrize(
    ("text", "core", "vague"),
    [
        ("at least 12 people", "12", False),
        ("as many as two hundred people", "two hundred", False),
        ("dozens of people", "dozens", True),
    ],
)
def test_core_is_the_number_itself(read: Read, text: str, core: str, vague: bool) -> None:
    doc, (quantity,) = read(text)
    assert (doc[quantity.core : quantity.end].text, quantity.vague) == (core, vague)
