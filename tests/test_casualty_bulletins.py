"""Casualties as bulletins, round-ups and live blogs tell of them: `<k>` marks every one."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import claims, counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        'The army lost <k o="KILLED" n="12+">at least 12 men</k>.',
        'A bomb hit a bus, killing <k o="KILLED" n="50+">least 50 people</k>.',
        'The toll was <k o="KILLED" n="4">four porters</k> and <k o="KILLED" n="2">two nurses</k>.',
        "The toll was four days old.",
        # a dash that stands between blanks ends a phrase, a hyphen does not
        '<k o="KILLED" n="9" id="K1">Nine people</k> - <k o="KILLED" n="4" part_of="K1">four '
        'porters</k>, <k o="KILLED" n="1" part_of="K1">a clerk</k> and <k o="KILLED" n="4" '
        'part_of="K1">four nurses</k> - were killed.',
        '<k o="KILLED" n="9">Nine co-workers</k> were killed.',
        'It was the worst day since guards killed <k o="KILLED" n="6">six porters</k> last month.',
        # people, and what they are known for
        '<k o="KILLED" n="6">Six porters</k> were killed in the last raid.',
        # a number whose noun is "number"
        '<k o="KILLED" n="some">An unknown number of porters</k> were killed in Beni.',
        '<k o="KILLED" n="some">An indefinite number</k> were killed in Beni.',
        'The number of porters killed has reached <k o="KILLED" n="60">60</k>.',
        'The toll of the flood is <k o="KILLED" n="~400">nearing 400</k>.',
        'Raiders hurt <k o="INJURED" n="2">a married couple</k> in Beni.',
        # bodies are counted once, by their own noun
        '<k o="KILLED" n="13">Thirteen beheaded bodies</k> were found.',
        # part of a number
        '<k o="KILLED" n="7">Seven</k> out of <k o="INJURED" n="50">50 porters</k> wounded in the '
        "raid died.",
        "Seven out of 50 porters agreed.",
    ],
)
def test_numbers(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The brigade suffered <k o="KILLED" n="many">heavy losses</k> at the bridge.',
        'The guards also suffered <k o="KILLED" n="some">losses</k>.',
        'The raid caused <k o="KILLED" n="some">civilian casualties</k>.',
        'There is information about <k o="KILLED" n="some">casualties</k> among the guards.',
        '<k o="INJURED" n="some">Wounded porters</k> were flown to Accra.',
        # nobody is told of
        "The drought caused heavy losses to herders.",
        "The bank reported losses.",
        "Shells fell on Beni, no information about casualties.",
        "Here is the breakdown of casualties.",
        "The wounded porters were flown to Accra.",
    ],
)
def test_nobody_says_how_many(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The shell killed <k o="KILLED" n="1">a baker</k>, Omar Said, and <k o="KILLED" n="4">four '
        "nurses</k>.",
        'The shell killed <k o="KILLED" n="1">a baker</k>, Omar Said, who had come for flour.',
        'They killed <k o="KILLED" n="1">Omar Said</k>, <k o="KILLED" n="1">Ali Hadi</k> and <k '
        'o="KILLED" n="1">Rami Saad</k> at the gate.',
        'They killed <k o="KILLED" n="1">Omar Said</k>, Deputy Governor of Kut, at the gate.',
        'The victims were identified as <k o="KILLED" n="1">Omar Said</k>, <k o="KILLED" '
        'n="1">Ali Hadi</k> and <k o="KILLED" n="1">Rami Saad</k>.',
        "The victims were identified as miners.",
        # where and how the first were harmed stands between them and the next
        'Gangs killed <k o="KILLED" n="6">six porters</k> in a raid on Beni, <k o="KILLED" n="1">a '
        'clerk</k> in Goma, and <k o="KILLED" n="2">two nurses</k> on the road.',
        'A bomb killed the <k o="KILLED" n="1">commander</k> for the north and <k o="KILLED" '
        'n="2">two drivers</k>.',
        'Gangs killed <k o="KILLED" n="6">six porters</k> in a raid on a mill and a clinic.',
        'Gangs killed <k o="KILLED" n="6">six porters</k> in a raid and two nurses fled.',
        'Gangs killed <k o="KILLED" n="6">six porters</k> in a raid on Beni, a clerk and a nurse '
        "said.",
        'A bomb went off, hurting <k o="INJURED" n="2">two guards</k>, a clerk in Kut told us.',
        'A bomb went off, hurting <k o="INJURED" n="2">two guards</k>, <k o="INJURED" n="1">a clerk'
        '</k>, and <k o="INJURED" n="5">five nurses</k>.',
        # people, their place, and a participle
        '<k o="KILLED" n="2">Two brothers</k> from the town of Kut killed under torture.',
        '<k o="KILLED" n="3">Three nurses</k> in Kut killed by a shell.',
        'The raid resulted in <k o="KILLED" n="14">14 people</k> killed.',
        'Thousands came to the funeral of <k o="KILLED" n="some">porters</k> killed by the guards.',
    ],
)
def test_who_stands_beside_whom(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'During clashes between guards and porters in Beni, <k o="INJURED" n="40+">at least 40 '
        "clerks</k> were wounded.",
        '<k o="KILLED" n="3">Three porters</k> named as Omar Said, Ali Hadi and Rami Saad were '
        'killed as a result of shelling, <k o="INJURED" n="48">48 porters</k> were wounded.',
        'The <k o="KILLED" n="37">37</k> who died were miners.',
        '<k o="INJURED" n="some">Others</k> were hit in the head.',
        'It took place on Friday, when <k o="KILLED" n="116">116 porters</k> lost their lives.',
        '<k o="KILLED" n="dozens">Dozens of porters</k> are expected to have died.',
        '<k o="KILLED" n="1">Omar Said</k>, his <k o="KILLED" n="1">wife</k>, <k o="KILLED" '
        'n="1">son</k> and <k o="KILLED" n="1">a grandson</k> were killed.',
        'There are <k o="KILLED" n="some">dead</k> and <k o="INJURED" n="some">wounded</k>.',
        # headlines, and those of whom the text knows already
        '<k o="KILLED" n="1">Nurse</k> killed, <k o="INJURED" n="3">three porters</k> injured.',
        '<k o="KILLED" n="1">Student</k> killed in Beni.',
        'He wept for his <k o="KILLED" n="1">slain brother</k>.',
        "He wept for his wounded brother.",
        # who is quoted, and a toll that is no number
        'According to the Al Watan daily, <k o="KILLED" n="8">eight killed</k> in Beni.',
        "The toll is one of the highest in a year.",
        "A bomber struck in the market.",
        '<k o="INJURED" n="2">Two porters</k> struck by shrapnel wept.',
        "Planes hit two buses carrying civilians.",
        'They flew out 587 porters, <k o="INJURED" n="79">79</k> of whom were injured.',
        "They flew out 587 porters, 79 of whom were fed.",
        # a place that was hit, and who speaks of a hospital
        "Others were hit in the market.",
        '"<k o="KILLED" n="26">Twenty six people</k> were killed," said Omar Said, a doctor in a '
        "field hospital.",
        '<k o="KILLED" n="1">A soldier of one battalion</k> and <k o="KILLED" n="2">two</k> from '
        "another were killed in Sur.",
        'A resident said <k o="KILLED" n="1">a baker</k> had been killed and his <k o="INJURED" '
        'n="1">wife</k> injured.',
        '<k o="KILLED" n="62">A total of 62 people</k> have been confirmed as killed by the '
        "clinic.",
        '<k o="KILLED" n="4">Four porters</k> [were] killed on the spot.',
        '<k o="INJURED" n="8">Eight drivers</k> were either seriously or lightly injured.',
        '<k o="KILLED" n="7">Seven marchers</k> brought to the clinic died.',
        'A crowd met a mother and her boy in Lira, and <k o="INJURED" n="2">two thieves</k> were '
        "stabbed.",
        '<k o="KILLED" n="hundreds">Hundreds of people</k> suspected of having links to the '
        "rebels have been extra-judicially killed.",
        '<k o="KILLED" n="1">A pupil</k> who was limping was shot dead.',
        '<k o="KILLED" n="48">A further 48 guards</k> (many of them boys (and one clerk)) were '
        "killed.",
        '<k o="INJURED" n="1">Adel Hadi</k>, 27, a driver minding the gate, also suffered burns.',
        '<k o="INJURED" n="1">Adel Hadi of Radio Kut</k>, <k o="INJURED" n="1">Omar Saleh of TV '
        'Sahel</k>, and <k o="INJURED" n="1">Rula Hadi</k> of Dunya were struck by rubber bullets.',
        # whose verb it is
        "Three fighters listed as killed were alive.",
        'The blast hit the town and <k o="KILLED" n="10">ten men</k>, <k o="KILLED" n="2">two '
        'women</k>, and <k o="KILLED" n="1">a child</k> were killed.',
        '<k o="KILLED" n="1">A man</k> accused of killing <k o="KILLED" n="5">five soldiers</k> '
        "was shot dead.",
        '<k o="KILLED" n="2">Two men</k> suspected of helping three rebels were shot dead.',
        '<k o="KILLED" n="1">Adel Hadi</k> was the second reporter killed since May.',
        # no rank of one's own
        "The mayor met the second reporter hurt in Lira.",
    ],
)
def test_subjects(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="4" id="K1">Four porters</k> were killed overnight. These include <k '
        'o="KILLED" n="2" part_of="K1">two clerks</k> in Beni, <k o="KILLED" n="1" part_of="K1">a '
        'baker</k> in Goma and <k o="KILLED" n="1" part_of="K1">another man</k> shot by guards.',
        'The clinic has <k o="KILLED" n="900" id="K1">900 dead</k>. The total number includes <k '
        'o="KILLED" n="60" part_of="K1">60 clerks</k>.',
        'The toll rose to <k o="KILLED" n="60" id="K1">60 dead</k>. The toll also includes <k '
        'o="KILLED" n="8" part_of="K1">eight clerks</k>.',
        'The clinic has <k o="KILLED" n="900">900 dead</k>. The staff includes 60 clerks.',
        '<k o="KILLED" n="90" id="K1">90 porters</k> were killed. Of those killed, <k o="KILLED" '
        'n="70" part_of="K1">70</k> were shot.',
        '<k o="KILLED" n="90" id="K1">90 bodies</k> were found. Of them, <k o="KILLED" n="70" '
        'part_of="K1">70</k> were found in Kut, <k o="KILLED" n="9" part_of="K1">nine</k> in Homs.',
        '<k o="KILLED" n="90">90 porters</k> were killed. Of late, <k o="KILLED" n="70">70</k> '
        "were shot.",
        '<k o="INJURED" n="70" id="K1">Seventy</k> were wounded, and <k o="INJURED" n="1" '
        'part_of="K1">one</k> is in critical condition.',
        '<k o="INJURED" n="90" id="K1">90 porters</k> were wounded. <k o="KILLED" n="9">Nine</k> '
        'were killed. Among the wounded, <k o="INJURED" n="20" part_of="K1">20</k> were clerks.',
        # nor is who was harmed elsewhere
        'Bombs killed <k o="KILLED" n="2">two porters</k> in Homs. <k o="KILLED" n="1">A nurse</k> '
        'was killed in Hama. <k o="KILLED" n="1">A clerk</k> was shot dead in Idlib.',
        # items of a list are no parts of each other
        '- <k o="KILLED" n="18">18 people</k> were murdered.\n\n- <k o="KILLED" n="12">12 people'
        '</k> died under torture.\n\n- <k o="KILLED" n="6">Six people</k> were killed by mines.',
    ],
)
def test_parts(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # three towns and more add up a day, two do not, nor do events that are told one by one
        '<k o="KILLED" n="14" scope="period">14 porters</k> were killed in Homs, <k o="KILLED" '
        'n="9" scope="period">nine</k> in Hama, <k o="KILLED" n="2" scope="period">two</k> in Kut '
        'and <k o="KILLED" n="1" scope="period">a martyr</k> in Idlib.',
        '<k o="KILLED" n="14">14 porters</k> were killed in Homs and <k o="KILLED" n="9">nine</k> '
        "in Hama.",
        'Gangs killed <k o="KILLED" n="6">six porters</k> in a raid in Homs, <k o="KILLED" n="2">'
        'two nurses</k> in Hama, and <k o="KILLED" n="3">three clerks</k> in Idlib.',
    ],
)
def test_tolls_of_a_day(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert ["period" in line for line in found] == ["period" in line for line in given]


@pytest.mark.parametrize(
    "sentence",
    [
        # the word for the outcome heads its count
        'Dead: <k o="KILLED" n="3">3</k>. Injured: <k o="INJURED" n="14">14</k>. Missing: 2.',
        'Dead <k o="KILLED" n="3">3</k>, injured <k o="INJURED" n="14">14</k>, missing 2.',
        'Dead – <k o="KILLED" n="3">3</k>, wounded – <k o="INJURED" n="14">14</k>.',
        'KIA <k o="KILLED" n="3">3</k>, WIA <k o="INJURED" n="11">11</k>.',
        'Number of wounded: <k o="INJURED" n="60">60</k>.',
        'Fatalities: <k o="KILLED" n="0" status="denied">none</k>. Injuries: '
        '<k o="INJURED" n="5">5</k>.',
        'Soldiers killed: <k o="KILLED" n="4">4</k>; injured: <k o="INJURED" n="1">a driver</k> '
        'and <k o="INJURED" n="2">two nuns</k>.',
        # ... but no word in running text, and nothing that is not counted
        "He pulled out the wounded - he had time.",
        "The wounded: who looks after them?",
        "He named the dead - Route 14 was shut.",
        # a rival figure whose verb is left out
        'The clinic gives <k o="KILLED" n="12">12 dead</k>, the union <k o="KILLED" n="15">15</k>.',
        'Police put the dead at <k o="KILLED" n="12">12</k>, the union at <k o="KILLED" n="30">30'
        "</k>.",
        'The mayor spoke of <k o="KILLED" n="3">three dead</k> and the governor of '
        '<k o="KILLED" n="6">six</k>.',
        'By police count <k o="KILLED" n="12">12 people</k> died, by the union\'s '
        '<k o="KILLED" n="15">15</k>.',
        '<k o="KILLED" n="2">Two</k> had died. "<k o="KILLED" n="9">Nine</k>," said a nurse.',
        "Nobody spoke of the dead. Two, however, were silent.",
        # whom somebody describes, and whose verb a comma parts from "that"
        '<k o="KILLED" n="9">Nine men</k> described as rebels were killed.',
        '<k o="KILLED" n="9">Nine men</k> believed to be rebels were killed.',
        'The army disputed that, saying <k o="KILLED" n="9">nine</k> had died.',
        'Police said <k o="KILLED" n="some">rebels</k> were killed.',
        # ... but no age, and no number of a road or a unit
        'The blast killed <k o="KILLED" n="2">two men</k>, the youngest 19.',
        'It killed <k o="KILLED" n="2">two men</k>, and <k o="KILLED" n="1">a father</k> of six.',
        '<k o="KILLED" n="2">Two men</k> died on the bus, the number 15.',
    ],
)
def test_tallies_and_rivals(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given
