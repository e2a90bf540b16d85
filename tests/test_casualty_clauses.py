"""Casualties in the clauses of wire reports: `<k>` marks every expected span, compared whole."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        'BASRA - <k o="KILLED" n="1">One plumber</k> was killed at a depot.',
        'SUEZ, March 3 (Reuters) - <k o="KILLED" n="7">Seven sailors</k> died in a blaze.',
        '• <k o="KILLED" n="2">Two weavers</k> were killed near Herat.',
        # no dateline
        '<k o="KILLED" n="3">Three UNICEF drivers</k> - all local - were killed.',
    ],
)
def test_datelines(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The march went on despite <k o="KILLED" n="9">nine students</k> being killed on Friday.',
        'There were reports of <k o="KILLED" n="2">two pilots</k> being shot dead.',
        'The day ended with <k o="KILLED" n="6+" id="K1">at least six people</k>, '
        'including <k o="KILLED" n="1" part_of="K1">a judge</k>, killed in the siege.',
        '<k o="KILLED" n="1">A nurse</k>, a former head of the Red Crescent (RC), was killed.',
        '<k o="KILLED" n="3">Three porters</k> killed due to a blast near Herat.',
        '<k o="KILLED" n="6">Six bandits</k> were "neutralised" near Herat.',
        '<k o="KILLED" n="12">12 Free Syrian Army (FSA) fighters</k> were killed.',
        # a preposition that holds no subject
        "Despite nine students the march was killed off.",
        "Boats, including a ferry, killed the silence.",
    ],
)
def test_clauses_without_a_finite_verb(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The blast left <k o="KILLED" n="1">one</k> confirmed dead.',
        '<k o="KILLED" n="2">Two bakers</k> were announced dead on Sunday.',
        '<k o="KILLED" n="4">Four porters</k> lay dead at the gate.',
        '<k o="KILLED" n="24">24 more people</k> passed away overnight.',
        'Gangs hacked to death <k o="KILLED" n="1">one man</k> in Beni.',
        '<k o="KILLED" n="1">Omar Said</k>, 12, was hit in the neck by a splinter and later died.',
        '<k o="KILLED" n="1">A girl</k> who was badly hurt last week died of her wounds.',
        '<k o="INJURED" n="1">Huda Amin</k> is now in the intensive care unit.',
        '<k o="INJURED" n="12">A dozen</k> needed stitches.',
        'The army is losing <k o="KILLED" n="30-40">30 to 40 men</k> a day.',
        'Troops fatally shot <k o="KILLED" n="1">a student</k> and injured <k o="INJURED" '
        'n="5">five others</k>.',
        '<k o="KILLED" n="1">A cook</k> was tortured to death in jail.',
        '<k o="KILLED" n="11">11 people</k> have lost lives in clashes.',
        # nobody died
        "A cook was tortured in jail.",
        "Four porters lay down at the gate.",
        "A law was passed on Monday and 24 people cheered.",
        "Omar Said fell ill and later sang.",
    ],
)
def test_how_people_end(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'They led off <k o="KILLED" n="5">five prisoners</k> and killed them.',
        'He told the <k o="KILLED" n="3">three brothers</k> to kneel, and shot them dead.',
        'Police killed and arrested <k o="KILLED" n="several">several gunmen</k>.',
        'They came and killed him and <k o="KILLED" n="dozens">dozens of others</k>.',
        'The raid killed her <k o="KILLED" n="1">aunt</k> and <k o="KILLED" n="1">nephew</k>.',
        'The <k o="KILLED" n="1">mayor</k> was killed along with <k o="KILLED" n="2">two of his '
        "guards</k>.",
        'The bomb killed the <k o="KILLED" n="1">driver</k> and wounded <k o="INJURED" n="2">two '
        "clerks</k>.",
        'The shells killed <k o="KILLED" n="9">nine patients</k> Sunday.',
        'He regrets the killings yesterday of <k o="KILLED" n="10+">at least 10 weavers</k>.',
        'He told of the death of <k o="KILLED" n="2">two sailors</k> and the injury of <k '
        'o="INJURED" n="4">four others</k>.',
        'The list tells of the murders of <k o="KILLED" n="70">70 teachers</k>.',
        # "them" are not those who kill
        "Three gunmen came upon villagers and killed them.",
        "The mayor came along with two of his guards.",
        '<k o="KILLED" n="1">One student</k> was killed, as were <k o="KILLED" n="9">nine '
        'miners</k>, and <k o="INJURED" n="3">three nurses</k> were hurt and so was <k '
        'o="INJURED" n="1">a cook</k>.',
        '<k o="KILLED" n="1">One student</k> was killed, as was feared, as police chased him.',
        # some of those whom nothing counts
        "All on board were killed, including our hopes.",
        # a form in "-ing" inside the noun phrase, and one that goes on behind it
        '<k o="KILLED" n="2">Two grain drying workers</k> were killed.',
        '<k o="KILLED" n="1">One man</k> carrying bread was killed.',
        # a relative clause whose object stands before it; a range, and a day before a month
        'They named the <k o="KILLED" n="4">four prisoners</k> whom the army executed in July.',
        'He counts <k o="KILLED" n="400-500">between 400 and 500 rebels</k> killed.',
        'In the week to 22 October <k o="KILLED" n="14">14 villagers</k> were killed.',
        '<k o="KILLED" n="5">Five people</k> died at the scene and <k o="KILLED" n="2">two '
        "more</k> on the road.",
        "The prisoners whom the army freed in July sang.",
        "Five people sang at the scene and two more on the road.",
        # an aside of a participle
        'Whether <k o="KILLED" n="1">Omar Said</k>, once seen as the next leader, was killed is '
        "unclear.",
        # units by number, things that are hit, and what is killed off
        '<k o="KILLED" n="2">Two Marines</k> assigned to Combat Team 7 died.',
        "They burned 11 of the tankers and struck a group of bunkers before the lecture on death.",
        "The council killed off a statement by Britain.",
        '<k o="KILLED" n="2">Two cellmates</k> were beaten to death.',
        'The <k o="KILLED" n="1">officer</k> had since died.',
        'Gunmen killed <k o="KILLED" n="1">Omar Said</k>, a correspondent for the radio.',
        'Gunmen killed <k o="KILLED" n="1">Omar Said</k>, <k o="KILLED" n="1">a cook</k>, and '
        '<k o="KILLED" n="2">two boys</k>.',
        '<k o="KILLED" n="1">A man</k> was killed; his daughters are nine and six years old.',
        'Gunmen opened fire in a bakery, killing <k o="KILLED" n="6">six people</k> inside and <k '
        'o="KILLED" n="3">three more</k> at the gate.',
        'The blast wounded <k o="INJURED" n="2">two guards</k> nearby and <k o="INJURED" n="1">a '
        "baker</k>, police said.",
        'A raid killed <k o="KILLED" n="3">three Danish women</k>, their <k o="KILLED" '
        'n="1">driver</k> and <k o="KILLED" n="1">a boy</k> believed to be a guide.',
        'A shell killed <k o="KILLED" n="2">two rebels</k> and <k o="KILLED" n="1">a baker</k> '
        "named Omar Hadi.",
        'A shell killed <k o="KILLED" n="1">a man</k> called Adel Hadi and <k o="KILLED" n="1">a '
        "woman</k> identified as Rula Hadi.",
        'The raid killed <k o="KILLED" n="19">19 people</k>, in addition to <k o="KILLED" '
        'n="4">four guards</k>.',
        'The raid killed <k o="KILLED" n="19">19 people</k> besides <k o="KILLED" n="4">four '
        "guards</k>.",
        'The latest victims were identified as <k o="KILLED" n="1">Adel Hadi</k>, from Sur, and '
        '<k o="KILLED" n="1">Omar Saleh</k>, from Lira.',
        # others: an apposition, and a subject of its own
        'The blast killed <k o="KILLED" n="2">two people</k>, the mayor and a guard.',
        'A blast wounded <k o="INJURED" n="6">six men</k> inside and two officers fled.',
        'The raid killed <k o="KILLED" n="3">three men</k> and a guard named Omar fled.',
        'A raid killed <k o="KILLED" n="2">two Danish women</k>, their <k o="KILLED" '
        'n="1">driver</k> and <k o="KILLED" n="1">a boy</k>.',
    ],
)
def test_objects(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="1" part_of="K2">A former judge</k> was among <k o="KILLED" n="5" '
        'id="K2">five killed</k> on Monday.',
        'He saw <k o="KILLED" n="1">a woman soldier</k> among the dead.',
        'A shell killed <k o="KILLED" n="40" id="K1">40 people</k>. The dead include <k o="KILLED" '
        'n="3" part_of="K1">three clerks</k> and <k o="KILLED" n="1" part_of="K1">a tailor</k>.',
        '<k o="KILLED" n="11" id="K1">Eleven people</k> died. Of the civilians killed, <k '
        'o="KILLED" n="8" part_of="K1">eight</k> were weavers.',
        '<k o="KILLED" n="20" id="K1">20 dead</k>, including <k o="KILLED" n="1" '
        'part_of="K1">a reporter</k>, and <k o="INJURED" n="~800">close to 800 injured</k>.',
        '<k o="INJURED" n="71">71 people</k> were hurt in <l t="settlement">Suez</l>, <k '
        'o="INJURED" n="24">24</k> in Tanta and <k o="INJURED" n="3">three</k> in Zifta; '
        '<k o="KILLED" n="2">two</k> died.',
        'Those killed were <k o="KILLED" n="2">two boys</k> and <k o="KILLED" n="1">a cook</k>.',
        # no sets of the dead
        "Those killed were brave.",
        "The mayor was among five guests on Monday.",
        "The victims demand a trial and three clerks agree.",
    ],
)
def test_sets(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'They flew out <k o="INJURED" n="11">11 badly wounded miners</k>.',
        '<k o="KILLED" n="50+">At least 50 "bandits"</k> were killed.',
        'The <k o="KILLED" n="1">envoy</k> is dead and bodies of <k o="KILLED" n="30+">at least 30 '
        "people</k> were brought in.",
        'The paper has a list of <k o="KILLED" n="81">81 sailors</k> killed at sea.',
        '<k o="KILLED" n="2000">2 000 civilians</k> were killed.',
        'On May 14 <k o="KILLED" n="300">300 people</k> were killed.',
        '<k o="INJURED" n="3">Three men</k> aged 20, 31, and 45 were wounded.',
        'The clinic has <k o="KILLED" n="70+">seventy at the least</k>. All of the dead are men.',
        'The army denies it lost <k o="KILLED" n="0" status="denied">any men</k>.',
        'We did not suffer <k o="KILLED" n="0" status="denied">any casualties</k>.',
        'The bureau put the number wounded at <k o="INJURED" n="1500">1,500</k>.',
        # who owns what was hit
        "The home of the Amin family was hit by a bomb.",
        "Any casualties will be treated here.",
        'Gangs were gunning down <k o="KILLED" n="dozens">dozens</k> in Beni.',
        '<k o="KILLED" n="20">20 members of the An Rashid family</k> were killed.',
        'Reports suggest <k o="KILLED" n="dozens">dozens of porters and nurses</k> were killed.',
        'The blast led to <k o="INJURED" n="50">50 others</k> sustaining injuries.',
        "The raid began with a pilot dropping leaflets.",
        '<k o="KILLED" n="1">Omar Saleh</k> was shot in the chest and died.',
        '<k o="INJURED" n="1">A porter</k> sustained a bullet wound.',
        'In Kut, east of the City, <k o="KILLED" n="1">Omar Saleh</k> was killed.',
        'At the mission (XQMU), <k o="KILLED" n="9">nine nurses</k> were killed.',
        '<k o="INJURED" n="dozens">Tens of nurses</k> were injured.',
        '<k o="KILLED" n="2">Two porters</k> trapped under the rubble died.',
        'It was the raid in which <k o="KILLED" n="5">five porters</k> and <k o="KILLED" n="3">'
        "three nurses</k> were killed.",
        '<k o="KILLED" n="1">Omar Saleh</k> from Kut, <k o="KILLED" n="1">Ali Haddad</k> and '
        '<k o="KILLED" n="1">Amal Said</k> were killed.',
        'They reported the kill of <k o="KILLED" n="9">nine porters</k>.',
        'They spoke of the neutralisation of <k o="KILLED" n="~90">around 90 bandits</k>.',
        'The raid "neutralised" <k o="KILLED" n="9">nine bandits</k>.',
        '<k o="KILLED" n="51+">51 porters</k> at least were killed.',
        '<k o="KILLED" n="~9">Nine porters</k> were estimated to have been killed.',
        '<k o="KILLED" n="9">Nine porters</k> died while <k o="INJURED" n="14">14 others</k> '
        "wounded in Kut.",
        '<k o="INJURED" n="1">Omar Saleh</k>, 43, who was wounded, wept.',
        'On the side of the Beni League, <k o="KILLED" n="5">five</k> were killed.',
        '<k o="INJURED" n="3">Three nurses</k> endured light injuries.',
        'Gunmen killed <k o="KILLED" n="28">28 non-Muslims</k> in Kut.',
        'In the artillery shelling <k o="INJURED" n="2">2 porters</k> were wounded.',
        "BODIES",
    ],
)
def test_phrases(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # another subject, whatever stands before it
        'The army killed <k o="KILLED" n="1">one porter</k> and the rebels killed '
        '<k o="KILLED" n="1">another</k>.',
        'The army killed <k o="KILLED" n="1">a porter</k> and <k o="KILLED" n="2">two rebels</k>.',
        'A sniper shot <k o="INJURED" n="1">a girl</k> in the leg and <k o="INJURED" n="1">a man'
        "</k> was hurt by a mine.",
        '<k o="KILLED" n="9">Nine porters</k> died, <k o="KILLED" n="2">two nurses</k> who were '
        'shot in Kut died, and <k o="KILLED" n="2">two boys</k> were killed in Hit.',
        # who was led off, or fired on
        'Gunmen marched <k o="KILLED" n="28">28 villagers</k> to a wood where they were executed.',
        "Gunmen met 28 villagers at a forest where they were told to leave.",
        'Gunmen fired on <k o="KILLED" n="1">a girl</k>, killing her instantly.',
        'Police shot down <k o="KILLED" n="1">a protester</k> in Kano.',
        "Rebels shot down a helicopter in Kano.",
        # a name, and what only describes it
        'Gunmen killed <k o="KILLED" n="1">Ali Khan</k>, a teacher, and his <k o="KILLED" n="1">son'
        "</k>.",
        '<k o="KILLED" n="1">Ali Khan</k>, a police sergeant was killed by bandits.',
        '<k o="KILLED" n="1">Ali Khan</k> and <k o="KILLED" n="1">a police sergeant</k> were '
        "killed by bandits.",
        # parts and their wholes
        'Of 14 hostages <k o="KILLED" n="3">three</k> were killed.',
        '<k o="KILLED" n="6" id="K1">Six</k> were killed and <k o="INJURED" n="4">four porters</k> '
        'wounded. Of those killed, <k o="KILLED" n="1" part_of="K1">one</k> was a child.',
        '<k o="KILLED" n="1" part_of="K3">Ali Wali</k> and <k o="KILLED" n="2" part_of="K3">two '
        'guards</k> were among <k o="KILLED" n="4" id="K3">four people</k> martyred in Gao.',
        '<k o="KILLED" n="4" id="K1">A family of four</k> was killed, including the <k o="KILLED" '
        'n="1" part_of="K1">father</k>, Osama, his <k o="KILLED" n="1" part_of="K1">wife</k>, '
        'Hala, and their <k o="KILLED" n="2" part_of="K1">two children</k>.',
        '<k o="INJURED" n="20" id="K1">Twenty</k> were wounded, <k o="INJURED" n="3" part_of="K1">'
        'three of them</k> by live fire and <k o="INJURED" n="2" part_of="K1">two</k> by gas.',
        'A bomb killed <k o="KILLED" n="40" id="K1">40 people</k> including <k o="KILLED" n="5" '
        'part_of="K1">five clerks</k>, witnesses and a security source on the scene said.',
        # one body of several people
        '<k o="KILLED" n="some">An entire family</k> was killed.',
        'The <k o="KILLED" n="2">couple</k> were killed in Beni.',
        'The mines brought the deaths and injuries of <k o="KILLED" n="200">200 porters</k>.',
        '<k o="INJURED" n="52">52 people</k> were wounded, some seriously.',
        'We have not received <k o="KILLED" n="0" status="denied">any report of casualties</k>.',
        # days and peoples are no counts
        'On October 10 and 11, <k o="KILLED" n="many">many porters</k> were killed in Gao.',
        "He identified the victims as ethnic Amharas.",
        '<k o="KILLED" n="11">Eleven</k> were gunned down in Gao while <k o="KILLED" n="1">one</k> '
        "in Mopti.",
    ],
)
def test_who_did_it_to_whom(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given
