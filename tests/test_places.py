import re

import pytest
import spacy

from sitrep.components.patterns import read_patterns
from sitrep.components.places.place_tagger import PlaceTagger, make_place_tagger
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import LOCATION_LABELS

MARK = re.compile(r"\[([^\[\]]+)\]\((\w+)\)")


@pytest.fixture(scope="module")
def tagger() -> PlaceTagger:
    return make_place_tagger(spacy.blank("en"), "place_tagger")


def read(marked: str) -> tuple[str, list[tuple[str, int, str]]]:
    """The text without marks, and (words, start, label) of each "[words](label)"."""
    text, spans, last = "", [], 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        assert mark[2] in LOCATION_LABELS, f"unknown label {mark[2]!r} in {marked!r}"
        spans.append((mark[1], len(text), mark[2]))
        text += mark[1]
        last = mark.end()
    text += marked[last:]
    assert "[" not in text and "]" not in text, f"broken mark in {marked!r}"
    return text, spans


def assert_found(tagger: PlaceTagger, marked: str, country: str, actors: str = "") -> None:
    text, expected = read(marked)
    spans = [(m.start(), m.end()) for m in re.finditer(re.escape(actors), text)] if actors else []
    found = tagger.find(text, country, spans)
    assert [(text[m.start : m.end], m.start, m.label) for m in found] == expected


@pytest.mark.parametrize(
    ("country", "marked"),
    [
        # known names and the border of the span
        ("SY", "Snow fell on [Aleppo](settlement) and on [Jabal al-Zawiya](region)."),
        ("SY", "Two lorries left the city of [Idlib](settlement) at noon."),
        ("SY", "They met in [Idlib Province](admin), the governor said."),
        ("SY", "The coastal province of [Tartus](admin) was calm."),
        ("SY", "Smoke hangs over [Barzeh](neighbourhood), [Damascus](settlement)."),
        ("UA", "A train for [Kramatorsk](settlement) stood at [Freedom Square](facility)."),
        ("BH", "Cars were turned back at the [Pearl Roundabout](facility)."),
        # possessives, with and without their apostrophe
        ("SY", "[Syria](country)'s [Hama](settlement) and [Homs](settlement)' markets shut."),
        ("SY", "Roads in [Syria](country)s north are shut."),
        # other spellings
        ("SY", "A curfew in [Ma'arrat Nuamaan](settlement) begins at six."),
        ("LY", "Queues in [Ajdabiyya](settlement) for bread."),
        # a type noun and a comma before a name
        ("ML", "It was a raid on another village, [Tadaryat](settlement)."),
        ("ML", "Two villages, [Kofal](settlement) and [Dalori](settlement), were shut."),
        ("ML", "In another village, Reuters reported, the market was shut."),
        ("ML", "The road is shut in the village, Musa Ali said."),
        ("NG", "A fair in [Konduga](settlement) town of [Borno State](admin)."),
        ("PK", "Snow in [Pakistan Administered Kashmir](admin) and [Madina Colony](settlement)."),
        # unknown names
        ("SY", "He comes from the village of [Kfar Zanbaq](settlement) in the hills."),
        ("SY", "Power is out in the [Xashkool](neighbourhood) neighbourhood."),
        ("IQ", "A bus stopped north of [Dujaylat](settlement) at dawn."),
        ("SY", "Rain in [Bustan Laymoun](neighbourhood), [Homs](settlement)."),
        ("MM", "A bus burned on [Thiri Lwin Road](facility)."),
        ("SY", "The [Homs–Hama highway](facility) was open."),
        ("YE", "Shops near the [Ghurab mosque](facility) were shut."),
        (
            "SY",
            "Roads to the villages of [Ghurrat](settlement) and [Kfar "
            "Sunbul](settlement) are shut.",
        ),
        ("CD", "In [Lubengo](settlement) and [Kasombwe](settlement), 14 houses fell in."),
        # a name, and behind it the one that encloses it
        ("NG", "Rain in [Orvu](settlement) and [Bakso](settlement) of [Kano State](admin)."),
        ("NG", "Rain in [Orvu Village](settlement) of [Bakso Local Government Area](admin)."),
        ("NG", "Rain at [Orvu Village](settlement) [Bakso District](neighbourhood)."),
        ("NG", "Rain in [Orvu Local Council](admin). The council met."),
        ("NG", "Rain in [Orvu Local Council](admin) of [Kano State](admin)."),
        ("NG", "Rain in Dong Village of [Jos South Local Council](admin)."),
        ("CA", "Fog on the [Isle of Orvu](region)."),
        # points of the compass in names
        ("SS", "Rain in [Tonj East](admin) and east of [Tonj](settlement)."),
        ("BH", "Rain in the village of East [Ekar](settlement)."),
        ("PH", "Rain in North Central [Mindanao](region)."),
        ("CM", "Rain in the [North West](admin) region."),
        ("CM", "Rain in Anglophone towns."),
        # a day behind a name is none of it
        ("CM", "Rain in [Ngorvu-Bamba](settlement) 29 July shut roads."),
        ("CM", "Rain on [14 July Square](facility)."),
        # the whole name, of which a part is known
        ("IL", "Rain in the [Orva Dan](admin) region and in [Dan](settlement)."),
        ("UA", "Shelling on the [Avdiivka](settlement) direction; they went in one direction."),
        ("AZ", "Trucks went in the direction of [Orvudagh](settlement)."),
        ("UG", "Maize in [Olevo](neighbourhood), also in [Lira](settlement), is scarce."),
        # arms, peoples and persons
        ("LK", "A Claymore mine lay near [Jaffna](settlement)."),
        ("RS", "Two Roma street cleaners left."),
        ("CM", "Men saw a Car Fire. [CAR](country) said so."),
        ("MM", "Naw Paw Lar Way (aged 14) left for [Orvu Lar Way](facility)."),
        ("NG", "The army shelled Red Orvu camps, not the [Red Orvu camp](facility)."),
        ("ID", "Budi Kamal left. Kamal said it rained in [Kamal](settlement)."),
        ("ID", "AM Kamal said it rained. Kamal confirmed it."),
        ("ID", "It rained. [Kamal](settlement) said nothing."),
        # heads of lines
        (
            "SY",
            "[Homs](settlement): Shells fell.\n[Orvudani](settlement): Two shells fell.\n"
            "[Idlib](settlement): Calm.\nUpdate: More shells.",
        ),
        ("SY", "[Homs](settlement) | Shells fell.\n[Orvudani](settlement) | Two shells fell."),
        ("SY", "Orvudani: Two shells fell in [Homs](settlement)."),
        (
            "LK",
            "January 2 [Colombo](settlement): Shells fell.\nMarch 16 [Orvutta](settlement): Calm.",
        ),
        # lists
        (
            "IQ",
            "Rain in [Kut](settlement), [Amara](settlement), [Orvu](settlement) and "
            "[Bakso](settlement).",
        ),
        ("IN", "Rain in [Orvu](settlement) and [Bakso](settlement) villages."),
        (
            "IN",
            "Rain in [Orvu](neighbourhood), [Ard](neighbourhood) and [Bakso](neighbourhood) areas, "
            "source said.",
        ),
        ("IN", "Orvu and [Bakso](settlement) villages are dry."),
        ("MM", "It rained over 30 Orvu and [Bakso](settlement) villages."),
        # what a town owns
        ("PS", "A fire near [Hebron](settlement)'s [Cave of the Patriarchs](facility) was small."),
        (
            "IQ",
            "A fire in [Mosul](settlement)'s [Orvu](neighbourhood). It is [Mosul](settlement)'s "
            "Orvu, who left.",
        ),
        ("YE", "It burned on [60 Street](facility). In the city 60 streets burned."),
        ("IQ", "It burned at [Orvu air force base](facility)."),
        # borders
        ("KG", "Shots on the [Kyrgyz-Tajik border](region) and at the border."),
        ("SY", "Shots on the [Syria](country)–[Turkey](country) border."),
        ("SY", "A well-known border; a Syrian-Turkish deal."),
        # medical and other centres
        ("NP", "A ward of the [National Trauma Centre](facility) burned."),
        ("NP", "The media centre burned."),
        # ... where something is attacked, or stands
        ("NG", "Thirty of the wounded are to be flown to [Gambourou](settlement) today."),
        ("NG", "Nine bodies were brought from [Gambourou](settlement)."),
        ("NG", "He sent a letter from Gambourou."),
        ("NG", "Rain fell in [Kano](settlement) and neighbouring [Gambourou](settlement)."),
        ("PS", "Roads in the [Strip](region) are shut."),
        ("PS", "They had to strip. Strip, he said."),
        ("NG", "He died at the [Gambourou dairy](facility), not in a dairy."),
        ("NG", "A cook at the [Ozu Grill restaurant](facility) was hurt."),
        ("NG", "A restaurant burned."),
        ("SY", "MARKET UPDATE - Trade in [Homs](settlement) is slow."),
        ("NG", "Six people died in the attack on [Gambourou](settlement), they said."),
        ("NG", "The road at [Gambourou](settlement) is shut."),
        ("NG", "Gunmen stormed [Gambourou](settlement) and fled."),
        ("NG", "A shell fell on a house in [Gambourou](settlement) overnight."),
        ("NG", "The [Gambourou](neighbourhood) district of [Kano](settlement) was calm."),
        ("NG", "The [Kano](settlement) quarter of [Gambourou](neighbourhood) was calm."),
        ("NG", "He wrote a book on Gambourou, they said."),
        ("NG", "An analyst at Gambourou said so."),
        ("NG", "They were shot at [Gambourou](settlement) for nothing."),
        ("MM", "Rain at [Let Pan Hlu](settlement), they said."),
        ("MM", "Shelling of [Hnankhar](settlement), 12 km north of [Gangaw](settlement)."),
        ("MM", "Friends of Hnankhar, 12 of them, sang."),
        ("NG", "They moved to neighbouring [Tankwari](settlement) where they slept."),
        ("LK", "Fog lay over the [Karadikulam](neighbourhood) area."),
        ("CD", "The convoy drove into [Lubengo](settlement), he said."),
        ("SY", "Shelling of [Baba Amr](neighbourhood) went on."),
        # who holds a place is no part of its name
        ("UA", "Shops in Ruvian-occupied [Donetsk](settlement) are shut."),
        # any words before "village", and a village of a town
        ("MM", "A bus burned at [Min Pan Lay Ma](settlement) village."),
        ("MM", "A bus burned in [Thiri Lwin](settlement) village of [Katha](settlement) township."),
        # ... or districts
        ("YE", "Fog lay over [al-Karadi](neighbourhood) districts."),
        # ambiguous words
        ("FR", "The court in [Nice](settlement) sat in March."),
        ("US", "It rained in [Mobile](settlement), the mayor said."),
        ("GE", "The parliament of [Georgia](country) met."),
        (
            "BA",
            "Rain in [Bosnia and Herzegovina](country), and in [Serbia](country) and "
            "[Croatia](country).",
        ),
        # a list whose last member has a type noun
        (
            "IN",
            "Nine were brought from [Nankari](settlement) and [Dolungari](settlement) villages.",
        ),
        (
            "IN",
            "Shells hit [Balkote](settlement), [Mandhari](settlement), [Karish "
            "Dhati](settlement) and [Pulwari](settlement) town.",
        ),
        ("IN", "He thanked Nankari and Dolungari villagers."),
        ("IN", "He wrote to Nankari and [Dolungari](settlement) town."),
        ("ET", "Raids in areas between [Gambero](settlement) and [Adi Kolub](settlement) went on."),
        # type nouns of two words
        ("NP", "They lay in the [National Trauma Centre](facility)."),
        ("LY", "Shells hit the [Gambour Medical Centre](facility)."),
        ("PS", "They met at the [Cave of the Elders](facility)."),
        # a state that has the name of a plain word, or of a town
        ("NG", "Rain fell in [Plateau](admin) state."),
        ("NG", "Rain fell on the plateau. A state of calm."),
        # several directions are part of the name; a date behind a name is not
        ("PH", "Rain fell in north central [Mindanao](region) today."),
        ("CM", "Talks in [Donga-Kolub](settlement) 29 July led nowhere."),
        # a village "of" its district
        (
            "NG",
            "A bus burned in [Chol Village](settlement) of [Jos](settlement).",
        ),
        # the source that speaks behind a name is no apposition to it
        (
            "YE",
            "Shells hit the streets of [Tahrir](settlement) and [Dabouqa](settlement), the source "
            "said.",
        ),
        ("YE", "In [Taiz](settlement) and Ali Hasan, the mayor, they trust."),
        # halls are named after what is done in them
        ("SY", "Lawyers sat in the [Palace of Justice](facility) and [Faculty of Law](facility)."),
        ("SD", "It hit the MSF-supported [Saudi Hospital](facility), not the Saudi army."),
        # a name that no list holds, in a list
        ("IQ", "Dead:\n- [Zalmatiya](neighbourhood): nine\n- [Saidiya](neighbourhood): eight"),
        # names whose first word is known, or says what they are
        (
            "LB",
            "Snow in [Bab al-Ghurab](neighbourhood), and rain in [Khan Zubayd](settlement).",
        ),
        ("SY", "Rain fell in the village of [Idlib al-Gharbi](settlement), they said."),
        ("SY", "In [Ariha](settlement) Bassel Zakko, a baker, was heard."),
        (
            "SY",
            "In [Ariha](settlement) Bassel Zakko was heard; rain in [Ariha Zakko](settlement) "
            "was heard.",
        ),
        ("SY", "In [Idlib](settlement) Oxfam said so."),
        ("SS", "Rain fell in [Bor West County](admin) and in [Langkok Payam](admin)."),
        (
            "RU",
            "It rained near [St. Petersburg](settlement), and he sang of Main St. The bus left.",
        ),
        ("SY", "It rained on [al- Ghurriyah](settlement), a village."),
        ("PH", "It rained in Brgy. [Langkok](settlement) at noon."),
        (
            "ET",
            "Rain fell in [Debre ganat](settlement) city, [Gambo](neighbourhood) zone, "
            "[Ethiopia](country).",
        ),
        ("NG", "A walk through Gambourou hilltop village."),
        # type nouns that stand behind other names as well
        ("BF", "It rained in the [Kougari](admin) department."),
        ("BF", "The head of the Kougari department spoke."),
        ("CD", "Rain in [Djugu](settlement) and [Kasombwe](admin) territories."),
        ("CM", "Rain in the [Mbengo](admin) division; men of the Mbengo division sang."),
        ("SD", "Fog lay over the [Fobola hill](facility), Damon Hill said."),
        ("LK", "A boat sank off [Karadikulam](settlement) at noon."),
        (
            "MZ",
            "They burned the [Langkok](admin) administrative post and the "
            "[Langkok public hospital](facility).",
        ),
        ("NG", "The head of the [Langkok](admin) department in [Kano](settlement) spoke."),
        ("PH", "Snow in [Manila](settlement), [Langkok Daru](settlement) and [Cebu](settlement)."),
        (
            "PH",
            "The governor of [Manila](settlement), Langkok Daru. A resident of "
            "[Langkok](settlement).",
        ),
        ("PH", "They asked the MoH in [Manila](settlement), and the Langkok Sea Tigers."),
        (
            "CD",
            "Rain in [Goma](settlement) town, [Mbora](neighbourhood) zone; in "
            "[Goma](settlement)'s [Kasombwe](admin) territory.",
        ),
        ("CD", "He likes Kasombwe territory."),
        (
            "KE",
            "Rain in [Langkok East](admin) sub-county and on the road between "
            "[Langkok](settlement) and [Mbora](settlement).",
        ),
        # one name with an "and"
        (
            "IN",
            "Snow in [Jammu and Kashmir](admin), not in [Jammu](settlement) and "
            "[Srinagar](settlement).",
        ),
        # several of a town have no name of their own
        (
            "SY",
            "They were taken to [Homs](settlement) hospitals, not to [Homs hospital](facility).",
        ),
        # governments
        ("SY", "[Russia](country) vetoed the text; the [US](country) says it will try again."),
        ("SY", "Protests over prices, writes a reader, in [Turkey](country)."),
    ],
)
def test_places_are_found(tagger: PlaceTagger, country: str, marked: str) -> None:
    assert_found(tagger, marked, country)


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("PH", "A bus burned near a Marine base."),
        ("SY", "According to Munir Hadi, the spokesman for the hospital, it rained."),
        ("SY", "Georgia Salpa spoke after Mr Jordan, and Paris Hilton listened."),
        ("SY", "He was reading, hit a nail and had a nice march in May."),
        ("SY", "The Syrian army and the US military agreed."),
        ("SY", "The Aleppo Workers Union and the Bank of Lebanon shut."),
        ("AF", "The governor of the north, Zelmar Ayabi, said so."),
        ("IQ", "They asked for Sabah Darwin, 41, a baker."),
        ("SY", "A Homs-based doctor and a US-led team arrived."),
        ("SY", "In March, on Friday, Ramadan begins."),
        ("UA", "She writes in English on Twitter."),
        ("UA", "Vladimir Petrenko, who heads the office, said so."),
        ("IQ", "It is a small, predominantly Shi’ite town."),
        ("SY", "The army of the north calls it Operation Dawn."),
        ("ID", "A pro-Jakarta crowd met an anti-Jakarta one."),
        ("SO", "Mogadishu Ali, a survivor, ran."),
        ("PS", "Hamas schools and the Hamas leader were quiet."),
        ("IL", "It is an Orthodox Jewish city."),
        ("IN", "They honoured Kolba Singh Randhi, of the coast."),
        ("LB", "Snow fell on the Christian-majority area and the rebel-held hills."),
    ],
)
def test_other_names_are_no_places(tagger: PlaceTagger, country: str, text: str) -> None:
    assert_found(tagger, text, country)


@pytest.mark.parametrize(
    ("actor", "marked"),
    [
        ("Aleppo Lawyers", "The Aleppo Lawyers met."),
        ("residents of Hama", "We hear residents of [Hama](settlement) sing."),
        ("Jordan's king", "It was [Jordan](country)'s king who called."),
        ("Islamic State in Iraq", "The Islamic State in Iraq left."),
        ("Rights Watchers in Iran", "Rights Watchers in Iran sang."),
        ("Syrian troops in Homs", "The Syrian troops in [Homs](settlement) sang."),
        ("Zakkars", "Rain fell in [Ariha](settlement) Zakkars, they said."),
        ("White House", "The White House said nothing."),
        ("Assad", "The [Assad Stadium](facility) is shut."),
    ],
)
def test_places_inside_actors(tagger: PlaceTagger, actor: str, marked: str) -> None:
    assert_found(tagger, marked, "SY", actor)


def test_a_name_of_town_and_province_has_one_sense_in_an_entry(tagger: PlaceTagger) -> None:
    assert_found(tagger, "[Daraa](admin): the province of [Daraa](admin) is dry.", "SY")
    assert_found(tagger, "[Daraa](settlement) is dry.", "SY")
    assert_found(tagger, "[Nawa](settlement), [Daraa](admin) is dry.", "SY")


def test_provinces_in_a_list_of_tolls(tagger: PlaceTagger) -> None:
    text = "- [Homs](admin): 4\n- [Hama](admin): 2\n- [Idlib](admin): 1"
    assert_found(tagger, text, "SY")


def test_text_without_capitals(tagger: PlaceTagger) -> None:
    assert_found(tagger, "no water in [homs](settlement) and hit songs on the radio", "SY")


def test_plain_words_without_capitals_are_no_places(tagger: PlaceTagger) -> None:
    assert_found(tagger, "i can walk from [homs](settlement) to [deir ezzor](admin)", "SY")


def test_spans_explain_themselves() -> None:
    nlp = spacy.blank("en")
    doc = make_place_tagger(nlp, "place_tagger")(nlp.make_doc("Rain in the village of Xanbaq."))
    group = doc.spans["locations"]
    assert [(span.text, span.id_, span.label_) for span in group] == [
        ("Xanbaq", "L1", "settlement")
    ]
    why = group.attrs["L1"]["why"]["span"]
    assert why["rule"] == "type-noun"
    assert [doc.text[start:end] for start, end in why["words"]] == ["village"]


def test_a_saved_tagger_has_patterns_and_gazetteer(tagger: PlaceTagger, tmp_path: object) -> None:
    copy = make_place_tagger(spacy.blank("en"), "place_tagger")
    copy.from_bytes(tagger.to_bytes())
    assert_found(copy, "Dust over [Saraqeb](settlement).", "SY")


def test_unknown_keys_are_refused(tagger: PlaceTagger) -> None:
    lines = [*read_patterns("place_contexts.csv"), {"kind": "noun", "wrod": "hamlet"}]
    with pytest.raises(InputError, match="unknown key 'wrod'"):
        make_place_tagger(spacy.blank("en"), "x").initialize(patterns={"place_contexts": lines})
