"""Actors: `[words](LABEL)` marks each expected span; every sentence is compared whole."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from sitrep.components.actors.actor_tagger import ActorTagger
from sitrep.components.patterns import read_patterns
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import ACTOR_LABELS, ACTORS

Marks = list[tuple[str, str]]
Tag = Callable[..., Doc]

SENTENCES = Path(__file__).parent / "data" / "actors.txt"
MARK = re.compile(r"\[([^\[\]]+)\]\(([A-Z_]+)\)")


def unmark(marked: str) -> tuple[str, Marks]:
    """The bare sentence and its (words, label) marks; AssertionError for a broken mark."""
    text, marks = MARK.sub(r"\1", marked), MARK.findall(marked)
    assert not set("[]") & set(text), f"broken mark in {marked!r}"
    assert {label for _, label in marks} <= set(ACTOR_LABELS), f"unknown label in {marked!r}"
    return text, marks


@pytest.fixture(scope="module")
def nlp() -> Language:
    return spacy.blank("en")


@pytest.fixture(scope="module")
def tag(nlp: Language) -> Tag:
    tagger = ActorTagger(nlp, "actor_tagger")

    def annotate(text: str, country: str | None = "SY") -> Doc:
        doc = nlp.make_doc(text)
        doc.user_data["entry"] = {"country": country}
        return tagger(doc)

    return annotate


def found(doc: Doc) -> Marks:
    return [(span.text, span.label_) for span in doc.spans[ACTORS]]


@pytest.mark.parametrize(
    "marked",
    [
        # herders who attack, and who suffer
        "[Suspected herdsmen](ARMED_GROUP) came. [Herders](ARMED_GROUP) attacked Orvu.",
        "Six [herders](CIVILIANS) were killed. The [herders](CIVILIANS) attacked were old.",
        "Ten died in raids by [herders](ARMED_GROUP). The [herders](ARMED_GROUP) fled.",
        "Those men, believed to be [herders](ARMED_GROUP), fled.",
        "[Armed youths](ARMED_GROUP) came. [Youths](PROTESTERS) protested.",
        # what is no party
        "[Police](SECURITY_FORCES) shot at a Gen Z protest. [Gen. Zaman](SECURITY_FORCES) left.",
        "A jet fighter fell. A [fighter](ARMED_GROUP) fell.",
        "The ceasefire regime was short. The [regime](GOVERNMENT) fell.",
        "They took three magazines. [Orvu Magazine](MEDIA) wrote it.",
        "He lies in the Orvu Rehabilitation Centre.",
        "It rained in Orvu Local Council and in Dong Village of Orvu Local Council.",
        "[Orvu Local Council](OPPOSITION) said so.",
        "It stood at the Unknown Soldier Memorial.",
        # whose units are named without a country
        "Two [British soldiers](INTERNATIONAL) of the [Orvu Regiment](INTERNATIONAL) fell.",
        "Two [soldiers](SECURITY_FORCES) of the [Orvu Regiment](SECURITY_FORCES) fell.",
        "Two [British soldiers](INTERNATIONAL) fell. The [Orvu Regiment](SECURITY_FORCES) left.",
        # edges
        "● [Orvu rebels](ARMED_GROUP) left. During that period [rebels](ARMED_GROUP) left.",
        "The [Orvu Command of the New People's Army](ARMED_GROUP) left.",
        # named, with aliases and abbreviations
        "The [Free Syrian Army](ARMED_GROUP) withdrew; the [FSA](ARMED_GROUP) gave no reason.",
        "[Jabhat al Nusra](ARMED_GROUP) and [al-Qaeda](ARMED_GROUP) quarrelled.",
        "[Reuters](MEDIA) and the [BBC](MEDIA) had crews in the square.",
        "[Human Rights Watch](MONITOR) wrote to the [Arab League](INTERNATIONAL).",
        # caseless for names, exact for abbreviations, never a common word
        "Those who told us went home, and the rest of us waited for it.",
        "The [WHO](INTERNATIONAL) asked those who were there.",
        "A foreign policy of silence failed.",
        # no determiner, possessive or count inside
        "His [soldiers](SECURITY_FORCES) met 14 [medics](CIVILIANS) and several "
        "[nurses](CIVILIANS).",
        # coordinated parties are separate
        "[Army](SECURITY_FORCES) and [riot police](SECURITY_FORCES) closed the road.",
        # modifiers change the label of a head
        "[Defected soldiers](ARMED_GROUP) held the ridge.",
        "[Masked pro-regime gunmen](MILITIA) searched the bakery.",
        "[Opposition fighters](ARMED_GROUP) left; [opposition activists](OPPOSITION) stayed.",
        "[Government forces](SECURITY_FORCES) fought [anti-government forces](ARMED_GROUP).",
        "[Rebel commanders](ARMED_GROUP) met.",
        "A [pro-government militia](MILITIA) guards the depot.",
        "[Kurdish civilians](CIVILIANS) crossed the river.",
        # a relative clause or "loyal to" changes it as well
        "[Soldiers](ARMED_GROUP) who have defected crossed the river.",
        "[Soldiers](SECURITY_FORCES) who had slept in the school crossed the river.",
        "[Fighters](MILITIA) loyal to the [president](GOVERNMENT) came by night.",
        # a body that goes by its head alone, as its capital shows
        "The [Centre](MONITOR) notes it; the [Committee](OPPOSITION) agrees.",
        "He went to the Centre, and the centre of the town was quiet.",
        "The [Women's Rights Lens Group](MONITOR) wrote.",
        # a noun that only modifies is no actor
        "Two army tanks stood near the police station.",
        "The protest movement outlived the rebel stronghold.",
        "UN resolutions and an EU embargo followed.",
        "The [army](SECURITY_FORCES) shelled the ridge.",
        # bare people, men and reporters are none
        "Many people and a man waited while reporters slept.",
        # titles go with the name
        "[President Bashar al-Assad](GOVERNMENT) spoke to [General Fahd "
        "al-Freij](SECURITY_FORCES).",
        "[Assad's forces](SECURITY_FORCES) and the [Assad regime](GOVERNMENT) are one.",
        # an organisation inside a person's title
        "An [AP](MEDIA) reporter waited.",
        # organisations by their shape, with abbreviation and later use
        "The [Free Orchard Students Union](OPPOSITION) ([FOSU](OPPOSITION)) marched; "
        "[FOSU](OPPOSITION) sang.",
        "The [Lions of the Ridge Battalion](ARMED_GROUP) fled the [41st "
        "Division](SECURITY_FORCES).",
        "The [Olive Valley Monitoring Group](MONITOR) counted nine; the "
        "[group](MONITOR) named six.",
        "The [Coordination Committee of Barzeh](OPPOSITION) met.",
        # the level of a state tells less than the force
        "[State police chief Omar Bello](SECURITY_FORCES) met [state officials](GOVERNMENT).",
        # who heads a body without a name is none of its label; an exile is a person
        "The president of the [local civil society](OPPOSITION) fled into exile.",
        "An [exile](OPPOSITION) rang.",
        # an embassy or ministry as a building, a facility, a saint's or sheikh's place
        "A bomb went off near the interior ministry.",
        "The wounded lie in Sheikh Daher Hospital.",
    ],
)
def test_on_a_syrian_page(tag: Tag, marked: str) -> None:
    text, marks = unmark(marked)
    assert found(tag(text)) == marks


@pytest.mark.parametrize(
    "line",
    [line for line in SENTENCES.read_text(encoding="utf-8").splitlines() if line[0] != "#"],
)
def test_wars_of_the_world(tag: Tag, line: str) -> None:
    country, _, marked = line.partition("|")
    text, marks = unmark(marked)
    assert found(tag(text, country)) == marks


def test_later_use_of_an_abbreviation(tag: Tag) -> None:
    """Only after the brackets have introduced it."""
    text = "OSU is new. The Orchard Students Union (OSU) marched; OSU sang."
    assert found(tag(text)) == [
        ("Orchard Students Union", "OPPOSITION"),
        ("OSU", "OPPOSITION"),
        ("OSU", "OPPOSITION"),
    ]


@pytest.mark.parametrize(
    ("country", "marked"),
    [
        ("SY", "The [Turkish foreign minister](INTERNATIONAL) flew home."),
        ("TR", "The [Turkish foreign minister](GOVERNMENT) flew home."),
        ("SY", "[Foreign Minister Ahmet Davutoglu](INTERNATIONAL) flew home."),
        ("TR", "[Foreign Minister Ahmet Davutoglu](GOVERNMENT) flew home."),
        ("SY", "[Russian forces](INTERNATIONAL) unloaded lorries."),
        ("RU", "[Russian forces](SECURITY_FORCES) unloaded lorries."),
        ("SY", "The [foreign ministry](GOVERNMENT) is closed."),
        ("EG", "The [president](INTERNATIONAL) of Russia rang twice."),
        ("EG", "[Mubarak](GOVERNMENT) left for [Obama](INTERNATIONAL)'s speech."),
        ("US", "[Obama](GOVERNMENT) left for [Mubarak](INTERNATIONAL)'s speech."),
        ("YE", "[Saleh](GOVERNMENT) fled. Omar Saleh and Badr al-Saleh sat down."),
        ("SY", "[Al-Assad](GOVERNMENT) and [President al-Assad](GOVERNMENT). Badr al-Assad sat."),
        ("LY", "[President Obama](INTERNATIONAL) sat down. The [president](INTERNATIONAL) smiled."),
        ("LY", "[Gaddafi](GOVERNMENT) sat down. The [president](GOVERNMENT) smiled."),
        (
            "UA",
            "[Russian paratroopers](INTERNATIONAL) landed; [Ukrainian "
            "soldiers](SECURITY_FORCES) ran.",
        ),
        ("SY", "[Hezbollah fighters](MILITIA) dug in; [Hezbollah](MILITIA) was silent."),
        ("LB", "[Hezbollah fighters](ARMED_GROUP) dug in; [Hezbollah](ARMED_GROUP) was silent."),
        ("SY", "[Turkish refugees](CIVILIANS) and [Iraqi rebels](ARMED_GROUP) met."),
        # without a country on the page the text's own names decide
        (
            None,
            "In Libya, near Tripoli, [Libyan soldiers](SECURITY_FORCES) met a [French "
            "envoy](INTERNATIONAL).",
        ),
    ],
)
def test_the_country_of_the_page_decides(tag: Tag, country: str | None, marked: str) -> None:
    text, marks = unmark(marked)
    assert found(tag(text, country)) == marks


def test_lost_apostrophes(tag: Tag) -> None:
    assert found(tag("Assads forces shelled Israels army.")) == [
        ("Assads forces", "SECURITY_FORCES"),
        ("Israels army", "INTERNATIONAL"),
    ]
    assert found(tag("It's the Assads of old.")) == []


def test_last_name_after_a_title(tag: Tag) -> None:
    text = "Interior Minister Nabil Darwish resigned. Darwish, who is 61, gave no reason."
    assert found(tag(text)) == [
        ("Interior Minister Nabil Darwish", "GOVERNMENT"),
        ("Darwish", "GOVERNMENT"),
    ]
    assert found(tag("A man called Darwish gave no reason.")) == []


def test_ids_and_reasons(tag: Tag) -> None:
    doc = tag("Defected soldiers joined the FSA.")
    first, second = doc.spans[ACTORS]
    assert (first.id_, first.kb_id_, second.id_, second.kb_id_) == ("A1", "", "A2", "fsa")
    attrs = doc.spans[ACTORS].attrs
    assert attrs["A1"] == {
        "score": None,
        "why": {
            "span": {"rule": "head", "words": [[0, 17]]},
            "label": {"rule": "head", "words": [[0, 8]]},
        },
    }
    assert attrs["A2"]["why"]["span"] == {"rule": "named", "words": [[29, 32]]}


def test_doc_bin_keeps_everything(tag: Tag, nlp: Language) -> None:
    doc = tag("Defected soldiers joined the FSA.")
    stored = DocBin(docs=[doc], store_user_data=True).to_bytes()
    (read,) = DocBin().from_bytes(stored).get_docs(nlp.vocab)
    assert found(read) == found(doc)
    assert read.spans[ACTORS].attrs == doc.spans[ACTORS].attrs


def test_patterns_can_be_replaced_and_survive_bytes(nlp: Language) -> None:
    line = {"id": "hill-guild", "label": "OPPOSITION", "names": ["Hill Guild"], "source": "a test"}
    tagger = ActorTagger(nlp, "actor_tagger")
    tagger.initialize(patterns={"actors": [line]})
    again = ActorTagger(nlp, "actor_tagger").from_bytes(tagger.to_bytes())
    doc = again(nlp.make_doc("The Hill Guild met the FSA."))
    assert [(span.text, span.kb_id_) for span in doc.spans[ACTORS]] == [
        ("Hill Guild", "hill-guild")
    ]


def test_an_unknown_key_is_refused_by_name(nlp: Language) -> None:
    line = {"id": "x", "label": "MEDIA", "names": ["X"], "aliases": ["Y"]}
    with pytest.raises(InputError, match="aliases"):
        ActorTagger(nlp, "actor_tagger").initialize(patterns={"actors": [line]})


def test_pattern_files() -> None:
    actors = read_patterns("actors.jsonl")
    ids = [line["id"] for line in actors]
    names = [name for line in actors for name in line["names"]]
    assert len(ids) == len(set(ids))
    assert len(names) == len(set(names))
    assert {line["label"] for line in actors} <= set(ACTOR_LABELS)
    assert all(line["source"] for line in actors)
    elsewhere = [line["elsewhere"] for line in actors if "elsewhere" in line]
    assert {label for labels in elsewhere for label in labels.values()} <= set(ACTOR_LABELS)
    countries = {line["iso"] for line in read_patterns("countries.csv")} | {"YU"}
    assert {line["country"] for line in actors if "country" in line} <= countries
    assert {country for labels in elsewhere for country in labels} <= countries
    heads = read_patterns("actor_heads.csv")
    assert {line["label"] for line in heads} <= {"", *ACTOR_LABELS}
    assert {line["class"] for line in heads} <= {
        "armed",
        "people",
        "group",
        "office",
        "side",
        "fixed",
    }
    forms = {
        *("both", "plural", "title", "proper", "context"),
        *("modified", "article", "national", "harmed"),
    }
    assert {line["forms"] for line in heads} <= forms
