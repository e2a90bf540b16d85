"""Attributions: `<s>` source, `<q>` cue, `<c>` content; each entry is compared whole."""

from __future__ import annotations

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from spacy.language import Language

from marked import found_and_given, sayings
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.labels import CONTENTS, CUES
from sitrep.pipeline.records import Block, Entry


@pytest.mark.parametrize(
    "entry",
    [
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> that <c q="Q1">two shops burned in '
        "Omdurman</c>.",
        'The <s id="S1">Red Crescent</s> <q id="Q1" s="S1">said</q> <c q="Q1">its lorries '
        "were turned back at Taiz</c>.",
        '<s id="S1">State TV</s> <q id="Q1" s="S1">is reporting</q> <c q="Q1">a fire at the port '
        "of Latakia</c>.",
        'A <s id="S1">nurse at the clinic</s> <q id="Q1" s="S1">has confirmed</q> that <c q="Q1">'
        "12 people were brought in</c>.",
        '<s id="S1">Interior Minister Habib el-Adly</s> <q id="Q1" s="S1">denied</q> that <c '
        'q="Q1">police had opened fire</c>.',
        'The <s id="S1">Arab League</s> <q id="Q1" s="S1">condemned</q> <c q="Q1">the shelling of '
        "the old town</c>.",
        'The <s id="S1">opposition</s> <q id="Q1" s="S1">accused</q> <c q="Q1">the army of '
        "burning the harvest</c>.",
        # no saying
        "The Arab League met in Cairo.",
        "The opposition agreed to a truce.",
        "The nurse decided to leave.",
        "Nobody could tell where the shell came from.",
        "The state television tower burned.",
        '<s id="S1">Protesters in Kut</s> <q id="Q1" s="S1">say</q> <c q="Q1">police have fired '
        "rubber bullets</c>.",
        "Two monks offering prayers left before a militia accused of arson came.",
        "The market lies in a rebel-declared safe zone.",
    ],
)
def test_verbs_of_saying(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        '<c q="Q1">Two shops burned in Omdurman</c>, <s id="S1">activists</s> <q id="Q1" s="S1">'
        "said</q>.",
        '"<c q="Q1">We heard three blasts</c>", <q id="Q1" s="S1">said</q> a <s id="S1">doctor in '
        "Gao</s>.",
        '“<c q="Q1">The bridge is gone</c>”, <q id="Q1" s="S1">said</q> <s id="S1">Mayor Ihor '
        "Terekhov</s>.",
        # a cue cuts the content in two
        '“<c q="Q1">We heard three blasts</c>”, <s id="S1">Colonel Diallo</s> <q id="Q1" s="S1">'
        'said</q>. “<c q="Q1">Then the lights went out</c>”.',
        '“<c q="Q1">We heard three blasts</c>”, <q id="Q1" s="S1">said</q> <s id="S1">Colonel '
        'Diallo</s>, “<c q="Q1">and then the lights went out</c>”.',
        '<c q="Q1">The bridge</c>, the <s id="S1">ministry</s> <q id="Q1" s="S1">said</q>, <c '
        'q="Q1">is closed to lorries</c>.',
        '<c q="Q1">The bridge is gone</c>, <q id="Q1" s="S1">said</q> a <s id="S1">spokesman of '
        "the Free Army</s> (FA).",
        # in a statement published somewhere
        '<c q="Q1">The bridge is gone</c>, the <s id="S1">army</s> <q id="Q1" s="S1">said</q> in a '
        "statement posted on its website.",
        '<c q="Q1">The bridge is gone</c>, a <s id="S1">doctor</s> <q id="Q1" s="S1">said</q> to '
        "Newsriver.",
        # forms that are nouns elsewhere, at the end of a sentence and behind a handle
        '<c q="Q1">Nobody was on the bridge</c>, the <s id="S1">town hall</s> <q id="Q1" '
        's="S1">stresses</q>.',
        '<s id="S1">@ann_reads</s> <q id="Q1" s="S1">tweets</q>: "<c q="Q1">I heard it.</c>"',
        "The list has raids, arrests and the old demands.",
    ],
)
def test_source_behind_the_content(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        '<q id="Q1" s="S1">According to</q> <s id="S1">Human Rights Watch</s>, <c q="Q1">the camp '
        "has no water</c>.",
        '<c q="Q1">The camp has no water</c>, <q id="Q1" s="S1">according to</q> <s id="S1">Human '
        "Rights Watch</s>.",
        '<c q="Q1">Two tanks crossed the river</c>, <q id="Q1" s="S1">according to</q> <s id="S1">'
        "residents of Goma</s>.",
        # reports are a source, not a cue of their own
        '<c q="Q1">The dam has burst</c>, <q id="Q1" s="S1">according to</q> <s id="S1">news '
        "reports</s>.",
        # at the head of a sentence it holds the sayings behind it
        '<q id="Q1" s="S1">According to</q> <s id="S1">Newsriver</s>, <c q="Q1">the <s '
        'id="S2">mayor</s> <q id="Q2" s="S2">said</q> that <c q="Q2">the dam had burst</c></c>.',
        '<c q="Q1">100 people lost their homes</c>, <q id="Q1" s="S1">reported</q> <s '
        'id="S1">Newsriver</s>.',
    ],
)
def test_according_to(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        'A <s id="S1">witness</s> <q id="Q1" s="S1">told</q> Reuters that <c q="Q1">the bakery was '
        "hit twice</c>.",
        'The <s id="S1">governor</s> <q id="Q1" s="S1">told</q> reporters <c q="Q1">the curfew '
        "would last a week</c>.",
        '“<c q="Q1">It was hit twice</c>”, a <s id="S1">baker</s> <q id="Q1" s="S1">told</q> AFP.',
        "Reuters was told nothing.",
        'An <s id="S1">official</s> <q id="Q1" s="S1">said</q> in a statement to state radio that '
        '<c q="Q1">the bridge was gone</c>.',
    ],
)
def test_told_somebody(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        # several sentences in one quotation
        'A <s id="S1">teacher</s> <q id="Q1" s="S1">said</q>: “<c q="Q1">We ran to the cellar. The '
        "roof fell in. Two of us got out</c>”.",
        # a closing mark is missing: the quotation ends with its paragraph
        'A <s id="S1">teacher</s> <q id="Q1" s="S1">said</q>: “<c q="Q1">We ran to the cellar</c>'
        "\n\nRain fell all day.",
    ],
)
def test_long_quotations(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        '<s id="S1">Reuters</s> <q id="Q1" s="S1">has this update</q>:\n\n<c q="Q1">Shops are shut '
        "in Sfax. Lorries queue at the port.\n\nA ferry has left</c>.",
        '<s id="S1">Al Jazeera\'s Anita Rao</s> <q id="Q1" s="S1">writes</q>:\n\n“<c q="Q1">The '
        "square is full</c>.”\n\nRain is forecast.",
        # who is spoken of speaks no more; a body may name itself
        '<s id="S1">Anita Rao</s> <q id="Q1" s="S1">writes</q>:\n\n<c q="Q1">The port is shut. '
        "Lorries queue</c>.\n\nRao's words are those of a tired city.",
        # nor does he where the editor quotes a name, or could verify nothing
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q>:\n\n<c q="Q1">They hit the port'
        "</c>.\n\nThe report could not be verified.",
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q>:\n\n<c q="Q1">They hit the port'
        '</c>.\n\n“<c q="Q2">It is a crime</c>,” <s id="S2">Amadou Kone</s> <q id="Q2" s="S2">said'
        "</q>.",
        '<s id="S1">Captain Amadou Kone</s> <q id="Q1" s="S1">tweets</q>:\n\n<c q="Q1">They hit '
        'the port</c>.\n\n<s id="S2">@nile_watch</s>: <c q="Q2">They hit the mill</c>.',
        '<s id="S1">Captain Amadou Kone</s> <q id="Q1" s="S1">said</q>:\n\n<c q="Q1">They hit the '
        "port</c>.\n\nKone is in Gao.",
        '<s id="S1">Human Rights Watch</s> <q id="Q1" s="S1">writes</q>:\n\n<c q="Q1">The port is '
        "shut. Lorries queue.\n\nTwo drivers showed Human Rights Watch their papers</c>.",
        "Open today:\n\nThe bakery and the bank.",
    ],
)
def test_introduced_blocks(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


def test_quotes_and_items_of_a_web_page(nlp: Language) -> None:
    """Blocks that a page sets apart are said by who announces them, without any mark in them."""
    for label in ("quote", "item"):
        lines = ["The mayor writes:", "The port is shut.", "Lorries queue.", "Rain fell."]
        labels = ["paragraph", label, label, "paragraph"]
        starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
        blocks = tuple(
            Block(name, start, start + len(line))
            for name, start, line in zip(labels, starts, lines, strict=True)
        )
        doc = nlp(to_doc(nlp, Entry(id="x", text="\n".join(lines), blocks=blocks)))
        said = "".join(span.text for span in doc.spans[CONTENTS])
        assert said == "The port is shut.\nLorries queue", label


@pytest.mark.parametrize(
    "entry",
    [
        '<q id="Q1" s="S1">RT</q> <s id="S1">@nile_watch</s>: <c q="Q1">Trucks on the Corniche</c>',
        '<s id="S1">@nile_watch</s>: <c q="Q1">Trucks on the Corniche</c>',
        '<s id="S1">State TV</s>: <c q="Q1">the port is open</c>.',
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">highlighted</q> that <c q="Q1">six children '
        "were hurt</c>.",
        "The mayor highlighted the plight of the port.",
        # one behind the other
        '<s id="S1">State TV</s>: <c q="Q1">the port is open</c>; <s id="S2">Al Arabiya</s>: <c '
        'q="Q2">two farmers were killed there</c>.',
        '<s id="S1">State TV</s>: <c q="Q1">two farmers killed in Hama; Homs: 12 killed; the '
        "rest: unknown</c>.",
        "One thing is sure: the port is open.",
        "At 12:30 the port opened.",
        # a bulletin that names its place first
        'Hama province – The <s id="S1">Observatory</s>: <c q="Q1">two farmers were killed</c>.',
        "Khartoum – Chad: two dead",
        # a bracket that tells who the victims were, or the initials of their unit, says nothing
        "Three recruits (two cooks and a medic) were killed in Gao.",
        "Two nurses (both volunteers of the Red Crescent) were killed in Gao.",
        "Two men of the Desert Patrol Police (DPP) were killed in Gao.",
        '<c q="Q1">Two farmers were killed in Gao</c> (<s id="S1">SANA</s>).',
        # a count before the colon is said as well
        'The <s id="S1">centre</s> <q id="Q1" s="S1">reported</q> <c q="Q1">four deaths in Kut: a '
        "man and three boys</c>.",
    ],
)
def test_colons(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        'There are <q id="Q1">reports of</q> <c q="Q1">shooting in Juba</c>.',
        '<c q="Q1">Four men</c> <q id="Q1">reportedly</q> <c q="Q1">fled to Bata</c>.',
        'It <q id="Q1">is claimed</q> that <c q="Q1">the dam was mined</c>.',
        '<c q="Q1">Two pilots</c> <q id="Q1">are said</q> <c q="Q1">to have landed in Malta</c>.',
        # a noun of saying with its owner
        'The <s id="S1">army</s>\'s <q id="Q1" s="S1">claim</q> that <c q="Q1">the town has '
        "fallen</c>.",
        "The report was late, and the claim form was lost.",
        # no sayings: states of a country, what is observed or ends, what stands in quotation marks
        "Fighting spread to the states of Guerrero and Durango.",
        "The towns observed a strike that concluded by noon.",
        'The road leads to the "Green Line", which houses the guards.',
    ],
)
def test_sayings_without_a_source(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        # a pronoun goes back to the speaker before it
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">the market was open</c>. He '
        '<q id="Q2" s="S1">added</q> that <c q="Q2">fuel was short</c>.',
        # one subject, two verbs
        '<s id="S1">Amnesty International</s> <q id="Q1" s="S1">said</q> <c q="Q1">the trial was '
        'unfair</c> and <q id="Q2" s="S1">called for</q> <c q="Q2">a new one</c>.',
        # an apposition or a relative clause between source and verb
        '<s id="S1">Leila Mansour</s>, a lawyer in Tunis, <q id="Q1" s="S1">said</q> <c q="Q1">the '
        "court was closed</c>.",
        'A <s id="S1">porter</s> who saw the blast <q id="Q1" s="S1">said</q> <c q="Q1">the gate '
        "was open</c>.",
        'A <s id="S1">porter</s> wounded in the blast <q id="Q1" s="S1">said</q> <c q="Q1">the '
        "gate was open</c>.",
        'The <s id="S1">wounded in Kut</s> <q id="Q1" s="S1">said</q> <c q="Q1">beds were '
        "short</c>.",
        '<s id="S1">Médecins Sans Frontières</s>, which runs the ward, <q id="Q1" s="S1">said</q> '
        '<c q="Q1">beds were short</c>.',
        # places, and what goes on there, do not speak
        'A <s id="S1">porter in a house</s> overlooking Station Street <q id="Q1" s="S1">told</q> '
        'AFP that <c q="Q1">the gate was open</c>.',
        "Two sit-ins in Cairo demanding bread were cleared.",
        # who cites findings is not the findings
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">the market was shut</c>. "'
        '<c q="Q3"><q id="Q2" s="S2">According to</q> our <s id="S2">findings</s>, <c q="Q2">the '
        'keeper had left</c></c>," he <q id="Q3" s="S1">said</q>.',
        # "he" is one person
        'A <s id="S1">porter</s> <q id="Q1" s="S1">said</q> <c q="Q1">the gate was open</c>.\n\n'
        '<s id="S2">Some residents</s> <q id="Q2" s="S2">claim</q> <c q="Q2">it was shut</c>.'
        '\n\n"<c q="Q3">It was open</c>," he <q id="Q3" s="S1">said</q>.',
        'A <s id="S1">porter</s> representing Kut County <q id="Q1" s="S1">said</q> <c q="Q1">the '
        "gate was open</c>.",
        # a pronoun in a relative clause goes back to the head of its own sentence
        'The <s id="S1">Erawan Centre</s> named a raid which it <q id="Q1" s="S1">said</q> <c '
        'q="Q1">had killed two</c>.',
        # names with a hyphen or in capitals
        'The <s id="S1">non-profit Amnesty International</s> <q id="Q1" s="S1">said</q> <c q="Q1">'
        "the trial was unfair</c>.",
        '<s id="S1">IS</s> <q id="Q1" s="S1">claimed</q> <c q="Q1">the attack</c>.',
        "Shops closed during the Iran protests that began on Friday.",
    ],
)
def test_sources_apart_from_their_verbs(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    "entry",
    [
        # a report of casualties goes on behind its saying
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market. '
        "Three people died</c>.",
        # another attack, sentence or paragraph does not, nor what others saw
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
        "A video showed three dead men.",
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
        "A second shell killed three men.",
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
        "In another attack, three people died.",
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
        "Rain fell all day.",
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>.'
        "\n\nThree people died.",
        # behind casualties, only what their count leaves out does
        '<c q="Q1">Twelve people died</c>, <s id="S1">police</s> <q id="Q1" s="S1">said</q>. '
        '<c q="Q1">Nine of them were porters</c>.',
        '<c q="Q1">Twelve people died</c>, <s id="S1">police</s> <q id="Q1" s="S1">said</q>. '
        '<c q="Q1">Around 30 were wounded</c>.',
        '<c q="Q1">Twelve people died</c>, <s id="S1">police</s> <q id="Q1" s="S1">said</q>. '
        "More than 900 people have been killed since May.",
        '<c q="Q1">Twelve people died</c>, <s id="S1">police</s> <q id="Q1" s="S1">said</q>. '
        "A shell killed two men.",
    ],
)
def test_reports_that_go_on(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize(
    ("entry", "kinds"),
    [
        ("Activists say two shops burned.", ["indirect"]),
        ("“Two shops burned,” activists say.", ["direct"]),
        ("Activists say two shops “burned to the ground”.", ["mixed"]),
        ("Reuters has this update:\n\nTwo shops burned.", ["block"]),
    ],
)
def test_kinds(nlp: Language, entry: str, kinds: list[str]) -> None:
    attrs = nlp(entry).spans[CUES].attrs
    assert [said["kind"] for said in attrs.values()] == kinds


@pytest.mark.parametrize(
    ("entry", "parents"),
    [
        ("Activists say two shops burned.", {"T1": None}),
        ("AFP reports that a doctor said two shops burned.", {"T1": None, "T2": "T1"}),
        (
            "The Guardian quotes AFP as saying that a doctor said two shops burned.",
            {"T1": None, "T2": "T1", "T3": "T2"},
        ),
        ("Activists say shops burned. Residents say they did not.", {"T1": None, "T2": None}),
    ],
)
def test_parents(nlp: Language, entry: str, parents: dict[str, str | None]) -> None:
    attrs = nlp(entry).spans[CUES].attrs
    assert {key: said["parent"] for key, said in attrs.items()} == parents


FRAGMENTS = (
    "Activists say",
    "that a doctor told AFP",
    "“We heard it,”",
    "said the mayor",
    "according to Reuters",
    "two shops burned",
    "reportedly",
    ", and he added",
    "RT @nile_watch:",
    "\n\nIt was reported that",
    "has this update:\n\n",
    "“",
    "”",
    ".",
    ",",
)


@settings(deadline=None, max_examples=150)
@each(st.lists(st.sampled_from(FRAGMENTS), min_size=2, max_size=14))
def test_chains_of_parents_end(nlp: Language, fragments: list[str]) -> None:
    attrs = nlp(" ".join(fragments)).spans[CUES].attrs
    for key in attrs:
        chain = [key]
        while (parent := attrs[chain[-1]]["parent"]) is not None:
            assert parent not in chain
            chain.append(parent)
