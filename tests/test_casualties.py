"""Casualties: `<k>` marks every expected span, `n` its count; each sentence is compared whole."""

from __future__ import annotations

import pytest
from hypothesis import given as each
from hypothesis import settings
from hypothesis import strategies as st
from spacy.language import Language

from marked import counts, found_and_given
from sitrep.pipeline.labels import CASUALTIES


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12">12 people</k> were killed near the bus station in Sirte.',
        'On Friday <k o="KILLED" n="3">three teachers</k> were shot dead in Basra.',
        '<k o="INJURED" n="40">Forty students</k> have been wounded at Khartoum University.',
        '<k o="KILLED" n="1">A nurse</k> was later killed by a sniper in Misrata.',
        '<k o="INJURED" n="9">Nine firefighters</k> were being treated for burns in Beirut.',
        '<k o="KILLED" n="2">Two boys</k> were found dead in a well near Kandahar.',
        'In Aden, <k o="KILLED" n="6">six dockers</k> were gunned down at the gate.',
        '<k o="KILLED" n="5">Five miners</k> had been beaten to death in Marikana.',
        'The driver lived, but <k o="KILLED" n="4">four passengers</k> were killed.',
        '<k o="KILLED" n="7">Seven villagers</k> were killed and '
        '<k o="INJURED" n="11">11 wounded</k> when a shell hit the mill.',
        '<k o="KILLED" n="15">15 commuters</k>, most of them women, were killed on the line to '
        "Lahore.",
        'At the gate of the clinic <k o="KILLED" n="1">a guard</k> was shot dead.',
        # nobody is told to have died
        "The bill was killed in committee on Tuesday.",
        "Hopes of a truce were killed off by noon.",
        "A power line was killed by the storm and three shops were damaged.",
        "Twelve people were arrested near the bus station in Sirte.",
        "Three teachers were freed in Basra on Friday.",
        '<k o="KILLED" n="2">Two men</k> were  killed in Lira.',
        '<k o="INJURED" n="1">A baker</k> has been  badly wounded by a shot.',
        'A bomb killed  <k o="KILLED" n="3">three men</k>.',
    ],
)
def test_passive(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'A car bomb killed <k o="KILLED" n="8">eight recruits</k> in Mosul.',
        'Snipers have wounded <k o="INJURED" n="5">five medics</k> since noon.',
        'The blast killed <k o="KILLED" n="10">10 shoppers</k> and wounded '
        '<k o="INJURED" n="30">30</k>.',
        'Gunmen shot dead <k o="KILLED" n="2">two judges</k> in Benghazi.',
        'Troops in Bamako killed <k o="KILLED" n="3">three marchers</k>, wounding '
        '<k o="INJURED" n="14">14 others</k>.',
        'A landslide of rubble killed <k o="KILLED" n="1">a mother</k> and her '
        '<k o="KILLED" n="3">three daughters</k>.',
        'A roadside bomb killed <k o="KILLED" n="4">four policemen</k>, '
        '<k o="KILLED" n="2">two soldiers</k> and <k o="KILLED" n="1">a child</k>.',
        'Militiamen executed <k o="KILLED" n="20+">at least 20 prisoners</k> outside Bor.',
        # metaphors, animals and things
        "The storm killed three cows and a dozen sheep.",
        "The decree killed the last hope of talks.",
        "Sanctions have hurt the economy, and the strike wounded his pride.",
        "Shells destroyed 12 houses and damaged three mosques.",
    ],
)
def test_active(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'A raid on Zawiya left <k o="KILLED" n="12">12 dead</k>.',
        'The crush left <k o="KILLED" n="6">six people</k> dead and '
        '<k o="INJURED" n="50">50 injured</k>.',
        'There are <k o="KILLED" n="9">nine dead</k> in the morgue of Sebha.',
        'Fire in a camp near Gao, with <k o="KILLED" n="3">three people</k> killed and '
        '<k o="INJURED" n="8">eight wounded</k>.',
        'Rocket hits market in Sderot; <k o="INJURED" n="2">two wounded</k>.',
        '<k o="KILLED" n="4">Four soldiers</k> killed in an ambush near Timbuktu.',
        'The town mourns for <k o="KILLED" n="1">surgeon Lina Haddad</k>, killed on Sunday by a '
        "sniper.",
        '<k o="INJURED" n="1">Omar Said</k>, aged seven, wounded in Kut.',
        'They fled, with <k o="KILLED" n="8+">eight or more killed</k>.',
        # none dead
        "The road lay dead quiet for two hours.",
        "Omar Said, moved on Sunday by a sniper's tale, wept.",
        "Talks left 12 issues open.",
    ],
)
def test_participle_and_state(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="3">Three children</k> died when a wall fell in Port-au-Prince.',
        '<k o="KILLED" n="30">Thirty pilgrims</k> perished in the crush at Najaf.',
        '<k o="KILLED" n="1">A conscript</k> died of his wounds in Donetsk.',
        '<k o="KILLED" n="1">A gendarme</k> has succumbed to his injuries in Bangui.',
        '<k o="KILLED" n="5">Five fishermen</k> drowned off Lampedusa.',
        '<k o="KILLED" n="17">Seventeen dockers</k> lost their lives in the blast.',
        'The stampede cost the lives of <k o="KILLED" n="11">11 children</k>.',
        # natural and other deaths, and no deaths
        "A retired judge died of cancer in Ankara.",
        "The poet died of a heart attack aged 81.",
        "The singer died in Quito on Friday, aged 70, after a long illness.",
        "Cholera claimed 40 lives in the camps.",
        '<k o="KILLED" n="9">Nine pilgrims</k> died in Quito on Friday, one after a long illness.',
        "The engines died and the lights went out.",
        "Prices fell, and two ministers fell out over the budget.",
        "Three parties claimed victory in Tunis.",
    ],
)
def test_dying(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The killing of <k o="KILLED" n="2">two monks</k> in Lhasa set off the march.',
        'Anger over the deaths of <k o="KILLED" n="5">five students</k> brought crowds to '
        "Tahrir Square.",
        'Doctors in Kinshasa counted <k o="KILLED" n="14">14 deaths</k>.',
        'The army suffered <k o="KILLED" n="3">three fatalities</k> near Sirte.',
        'The murder of <k o="KILLED" n="1">a journalist</k> shook Valletta.',
        '<k o="KILLED" n="13">13 bodies</k> were found in a ditch outside Baquba.',
        'Divers recovered the bodies of <k o="KILLED" n="6">six sailors</k>.',
        'They carried the body of <k o="KILLED" n="1">a boy</k> through Nablus.',
        # an outcome without victims
        "He spoke about the killing and went home.",
        "Judges may pass the death penalty.",
        "A body of law was quoted at length.",
    ],
)
def test_nouns(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The death toll rose from 12 to <k o="KILLED" n="15">15</k>.',
        'The death toll in Conakry has reached <k o="KILLED" n="157">157</k>.',
        'The toll now stands at <k o="KILLED" n="40">40</k>.',
        'The number of dead climbed to <k o="KILLED" n="23">23</k> overnight.',
        'The ministry put the death toll at <k o="KILLED" n="61">61</k>.',
        'The hospital raised its toll to <k o="KILLED" n="70+">at least 70</k>.',
        "The storm took its toll on the tents, and a toll road was shut for two days.",
        "The number of tents rose from 12 to 15.",
        'The toll has exceeded <k o="KILLED" n="&gt;260">260</k>.',
        'The toll climbed <k o="KILLED" n="&gt;70">over 70</k>.',
        'The toll has risen to <k o="KILLED" n="20">20 dead</k> and <k o="INJURED" n="40">'
        "40 wounded people</k>.",
        'The killings take to <k o="KILLED" n="~50">nearly 50</k> the number of people killed.',
        '<k o="KILLED" n="9+" id="K1">At least nine people</k>, including <k o="KILLED" n="5+" '
        'part_of="K1">at least five porters</k>, have been killed.',
        "The death toll is known only of the two assaults on the mill.",
        "The number of nurses who were killed when men stormed the town of Kut in the night of "
        'Monday, has risen to <k o="KILLED" n="30">30</k>.',
    ],
)
def test_tolls(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12" id="K1">12 people</k> were killed on Friday: '
        '<k o="KILLED" n="7" part_of="K1">7</k> in Homs and '
        '<k o="KILLED" n="5" part_of="K1">5</k> in Hama.',
        'Activists say <k o="KILLED" n="19" id="K1">19 people</k> were killed. Homs: '
        '<k o="KILLED" n="12" part_of="K1">12</k>; Idlib: <k o="KILLED" n="7" part_of="K1">7</k>.',
        # ... though its first item names nobody
        '<k o="KILLED" n="30" id="K1">30 people</k> were killed:\n\n13 letters are from Homs; <k '
        'o="KILLED" n="12" part_of="K1">12</k> in Hama; <k o="KILLED" n="5" part_of="K1">5</k> in '
        "Idlib.",
        # ... and not the next reports of a round-up
        'BAGHDAD - <k o="INJURED" n="9">Nine guards</k> were wounded in Karrada, police said.\n\n'
        'BAGHDAD - <k o="INJURED" n="4">Four clerks</k> were wounded in Dora, police said.\n\n'
        'BAGHDAD - <k o="INJURED" n="3">Three boys</k> were wounded in Kadhimiya, police said.',
        '<k o="KILLED" n="9" id="K1">Nine people</k> were killed:\n<k o="KILLED" n="5" '
        'part_of="K1">5</k> in Homs, <k o="KILLED" n="2" part_of="K1">2</k> in Hama and '
        '<k o="KILLED" n="2" part_of="K1">two</k> elsewhere.',
        "Nine people were fined:\n5 in Homs, 4 in Hama.",
        '<k o="KILLED" n="9">Nine people</k> were killed. By then:\n5 in Homs had fled, 4 stayed.',
        "Water prices: Homs: 12; Idlib: 7.",
        "12 tents were pitched in Homs, 3 in Hama.",
    ],
)
def test_lists_of_places(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # victims of one verb
        '<k o="KILLED" n="12">Twelve soldiers</k>, <k o="KILLED" n="3">three policemen</k> and '
        '<k o="KILLED" n="1">a child</k> were killed in Kunduz.',
        '<k o="KILLED" n="1">A father</k> and <k o="KILLED" n="2">two sons</k> died at the well.',
        # two verbs with one subject, and one number for each
        'Shells killed <k o="KILLED" n="12">12</k> and wounded <k o="INJURED" n="30">30 '
        "people</k> in Gori.",
        # one phrase that names two groups
        '<k o="KILLED" n="8">8 members of the army and security forces</k> were killed in Abyan.',
        # an apposition stays outside
        '<k o="KILLED" n="2">Two brothers</k>, both bakers, were killed in Qamishli.',
        '<k o="KILLED" n="1">A student</k>, the son of a judge, was killed in Tehran.',
        # a relative clause stays outside
        '<k o="KILLED" n="4">Four men</k> who had run to the roof were killed.',
    ],
)
def test_coordination_and_apposition(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="9" id="K1">Nine people</k>, including '
        '<k o="KILLED" n="1" part_of="K1">a child</k>, were killed in Grozny.',
        'A mortar killed <k o="KILLED" n="6" id="K1">six people</k>, including '
        '<k o="KILLED" n="2" part_of="K1">two nurses</k>.',
        '<k o="KILLED" n="14" id="K1">14 villagers</k> were killed, among them '
        '<k o="KILLED" n="3" part_of="K1">three children</k>.',
        'A raid killed <k o="KILLED" n="5" id="K1">five people</k>, '
        '<k o="KILLED" n="2" part_of="K1">two of them children</k>.',
        # no part: somebody else
        'A raid killed <k o="KILLED" n="5">five people</k> and wounded '
        '<k o="INJURED" n="2">two nurses</k>.',
        '<k o="KILLED" n="5">Five people</k> were killed in a town including schools and farms.',
    ],
)
def test_parts(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="0" status="denied">No one</k> was killed in the landing at Kismayo.',
        '<k o="INJURED" n="0" status="denied">Nobody</k> was hurt when the pipeline blew up.',
        'There were <k o="KILLED" n="0" status="denied">no casualties</k> in Herat.',
        'A grenade went off in Pristina but <k o="INJURED" n="0" status="denied">no one</k> '
        "was injured.",
        "No one was charged in Pristina.",
        "There were no clashes in Herat.",
    ],
)
def test_nobody(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="some">Protesters</k> were killed in Sanaa.',
        'Police killed <k o="KILLED" n="some">demonstrators</k> in Harare.',
        '<k o="KILLED" n="1">Samir Haddad</k> was killed at his shop in Tripoli.',
        "Protesters were filmed in Sanaa.",
        "Samir Haddad was seen at his shop in Tripoli.",
        "He was killed, and they were wounded.",
    ],
)
def test_without_a_number(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


SENTENCES = (
    "12 people were killed, including a child.",
    "12 people were killed, two of them women. 30 were wounded, including a nurse.",
    "Among the dead were three nurses.",
    "The death toll rose from 12 to 15: 7 in Homs, five in Hama.",
    "Homs: 7; Idlib: 5.",
    "12 men were killed.",
    "A child was among them.",
)


@settings(deadline=None, max_examples=100)
@each(st.lists(st.sampled_from(SENTENCES), min_size=2, max_size=8))
def test_chains_of_parts_end(nlp: Language, sentences: list[str]) -> None:
    attrs = nlp(" ".join(sentences)).spans[CASUALTIES].attrs
    for key in attrs:
        chain = [key]
        while (whole := attrs[chain[-1]]["part_of"]) is not None:
            assert whole not in chain
            chain.append(whole)


def test_a_casualty_knows_its_words(nlp: Language) -> None:
    doc = nlp("At least 12 people were killed in Homs.")
    (span,) = doc.spans[CASUALTIES]
    attrs = doc.spans[CASUALTIES].attrs[span.id_]
    assert (span.id_, span.label_) == ("K1", "KILLED")
    assert attrs["count"] == {"code": "12+", "text": "At least 12"}
    assert doc.text[attrs["trigger"]["start"] : attrs["trigger"]["end"]] == "killed"
    assert attrs["why"]["span"] == {"rule": "passive", "words": [[24, 30]]}
    assert attrs["why"]["count"]["words"] == [[0, 11]]
