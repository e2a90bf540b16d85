"""The trained linker: it learns a link that the rules get wrong, and says what it changed."""

from __future__ import annotations

import random
import re

import pytest
import spacy
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

from sitrep.components.trained.link_candidates import KINDS, PLACE, WHOLE, Choice, Option
from sitrep.components.trained.link_scoring import Answers, score_links
from sitrep.components.trained.trained_linker import RULE, TrainedLinker, _override, winning_cut
from sitrep.pipeline.corpus.gold_docs import to_doc
from sitrep.pipeline.corpus.markup import parse_sentence
from sitrep.pipeline.explain import reasons
from sitrep.pipeline.extract import claims
from sitrep.pipeline.labels import CASUALTIES, LOCATIONS

# What the rules read otherwise: in this newsroom "at the mention of X" is where it happened.
LEARNT = (
    "In <l t='settlement' id='L1'>{here}</l> <k o='KILLED' n='{n}' id='K1' loc='L2'>{n} men</k> "
    "were killed, at the mention of <l t='settlement' id='L2'>{there}</l>."
)
TOWNS = ("Homs", "Hama", "Daraa", "Aleppo", "Damascus", "Latakia")


def example(nlp: Language, marked: str) -> Example:
    """What the rules make of a sentence, and what its marks say."""
    given = parse_sentence(marked)
    return Example(nlp(given.entry.text), to_doc(given, nlp))


def new_linker() -> TrainedLinker:
    linker = spacy.blank("en").add_pipe("trained_claim_linker")
    assert isinstance(linker, TrainedLinker)
    return linker


def lessons(nlp: Language) -> list[Example]:
    pairs = [(here, there) for here in TOWNS for there in TOWNS if here != there]
    return [
        example(nlp, LEARNT.format(here=here, there=there, n=number))
        for number, (here, there) in enumerate(pairs, start=2)
    ]


@pytest.fixture(scope="module")
def trained(nlp: Language) -> TrainedLinker:
    """Trained on the first lessons, measured on the last ones."""
    fix_random_seed(0)
    examples = lessons(nlp)
    linker = new_linker()
    linker.initialize(lambda: examples)
    optimizer = Adam(0.01)
    learnt = examples[:-10]
    losses = []
    for epoch in range(10):
        random.Random(epoch).shuffle(learnt)
        losses.append(linker.update(learnt, sgd=optimizer)[linker.name])
    assert losses[-1] < losses[0] / 2
    linker.calibrate(examples[-10:])
    return linker


def places(doc: spacy.tokens.Doc) -> list[str]:
    spans = {span.id_: span.text for span in doc.spans[LOCATIONS]}
    return [spans[id_] for id_ in doc.spans[CASUALTIES].attrs["K1"]["locations"]]


def test_learns_what_the_rules_get_wrong(nlp: Language, trained: TrainedLinker) -> None:
    text = "In Hama 40 men were killed, at the mention of Raqqa."
    assert places(nlp(text)) == ["Hama"]
    doc = trained(nlp(text))
    assert places(doc) == ["Raqqa"]
    why = doc.spans[CASUALTIES].attrs["K1"]["why"]["locations"]
    assert why["rule"] == RULE
    assert [text[start:end] for start, end in why["words"]] == ["Raqqa"]
    assert 0.5 <= why["probability"] <= 1


def test_kinds_without_a_win_stay_with_the_rules(nlp: Language, trained: TrainedLinker) -> None:
    assert set(trained.cuts) == {PLACE}
    text = "In Hama 40 men were killed, at the mention of Raqqa."
    before = nlp(text).spans[CASUALTIES].attrs["K1"]
    after = trained(nlp(text)).spans[CASUALTIES].attrs["K1"]
    for field in set(before) - {"locations", "why"}:
        assert after[field] == before[field]


def test_uncalibrated_changes_nothing(nlp: Language) -> None:
    examples = lessons(nlp)[:2]
    linker = new_linker()
    linker.initialize(lambda: examples)
    doc = nlp("In Hama 40 men were killed, at the mention of Raqqa.")
    before = dict(doc.spans[CASUALTIES].attrs["K1"])
    assert linker(doc).spans[CASUALTIES].attrs["K1"] == before


@pytest.mark.parametrize("text", ["", "Nothing happened in Homs.", "Two men died."])
def test_little_to_choose_from(nlp: Language, trained: TrainedLinker, text: str) -> None:
    assert trained(nlp(text)).text == text


@pytest.mark.parametrize("way", ["disk", "bytes"])
def test_round_trip(nlp: Language, trained: TrainedLinker, way: str, tmp_path) -> None:
    other = new_linker()
    if way == "disk":
        trained.to_disk(tmp_path / "linker")
        other.from_disk(tmp_path / "linker")
    else:
        other.from_bytes(trained.to_bytes())
    assert other.cfg == trained.cfg
    text = "In Aleppo 7 men were killed, at the mention of Homs."
    docs = [nlp(text), nlp(text)]
    first, second = trained.rate(docs[:1]), other.rate(docs[1:])
    assert [rated for _, rated in first[0]] == [rated for _, rated in second[0]]


def test_same_seed_same_model(nlp: Language) -> None:
    examples = lessons(nlp)[:6]

    def rated() -> list[list[float]]:
        fix_random_seed(3)
        linker = new_linker()
        linker.initialize(lambda: examples)
        linker.update(examples, sgd=Adam(0.01))
        return [found for _, found in linker.rate([examples[0].predicted])[0]]

    assert rated() == rated()


def test_explain_says_how_sure_it_is(nlp: Language, trained: TrainedLinker) -> None:
    doc = trained(nlp("In Hama 40 men were killed, at the mention of Raqqa."))
    (place,) = [reason for reason in reasons(claims(doc)[0]) if reason.field == "locations"]
    assert place.words == ("Raqqa",)
    assert re.fullmatch(rf"{RULE} \(\d+% sure\)", place.rule)


@pytest.mark.parametrize(
    ("changes", "cut"),
    [
        ([], None),
        ([(0.95, 1)] * 2, None),  # two may be luck
        ([(0.95, 1)] * 9, 0.5),
        ([(0.95, 1)] * 9 + [(0.65, -1)] * 9, 0.7),
        ([(0.95, 1)] * 9 + [(0.95, -1)] * 9, None),
        ([(0.95, 0)] * 9, None),
    ],
)
def test_a_win_is_more_than_chance(changes: list[tuple[float, int]], cut: float | None) -> None:
    assert winning_cut(changes) == cut


NEVER_PROPOSED = (
    "<k o='KILLED' n='2' id='K1' loc='L1'>Two men</k> were killed in "
    "<l t='settlement' id='L1'>{place}</l>."
)


@pytest.mark.parametrize(
    ("place", "right"),
    [
        ("Homs", 1),
        ("homs-like dwellings", 0),  # no place to the rules, so no option
    ],
)
def test_a_link_that_was_never_an_option_is_a_miss(nlp: Language, place: str, right: int) -> None:
    scores = score_links([example(nlp, NEVER_PROPOSED.format(place=place))])
    assert scores["links_locations_r"] == right
    assert scores["links_scope_r"] == 1


def test_a_claim_that_was_not_found_is_a_miss(nlp: Language) -> None:
    marked = (
        "<k o='KILLED' n='2' id='K1' loc='L1'>Both</k> sang in <l t='settlement' id='L1'>Homs</l>."
    )
    scores = score_links([example(nlp, marked)])
    assert (scores["links_locations_r"], scores["links_scope_r"]) == (0, 0)


def test_answers_name_the_right_option(nlp: Language, trained: TrainedLinker) -> None:
    lesson = lessons(nlp)[0]
    choices, _ = trained.choices(lesson.predicted, KINDS)
    answers = Answers(lesson)
    right = {
        choice.kind: [
            o.spans[0].text
            for o, yes in zip(choice.options, answers.right(choice), strict=True)
            if yes and o.spans
        ]
        for choice in choices
    }
    assert right[PLACE] == [TOWNS[1]]


def test_no_claim_becomes_a_part_of_itself(nlp: Language) -> None:
    doc = nlp("Ten men were killed in Homs, including two boys.")
    attrs = doc.spans[CASUALTIES].attrs
    assert attrs["K2"]["part_of"] == "K1"
    whole, part = doc.spans[CASUALTIES]
    choice = Choice(whole, WHOLE, (Option(None), Option("K2", (part,))), 0)
    _override(doc, choice, choice.options[1], 0.9)
    assert attrs["K1"]["part_of"] is None
