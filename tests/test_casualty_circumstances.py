"""Casualties told by circumstances, and by grammar that keeps victims away from their verb."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import both, claims, counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        # who did not come through
        '<k o="KILLED" n="2">Two sentries</k> did not make it.',
        'His <k o="KILLED" n="1">brother</k> never came back.',
        '<k o="KILLED" n="3">Three of the pilgrims</k> could not be saved.',
        "Two delegates did not make it to the vote.",
        "The marchers did not come out.",
        "The bridge could not be saved.",
        # what they lie under
        '<k o="KILLED" n="3">Three neighbours</k> lay under blankets in the yard.',
        'She saw <k o="KILLED" n="2">two porters</k> covered with a curtain.',
        "Survivors sat wrapped in blankets.",
        "The lorries stood under tarpaulins.",
        # gone
        '<k o="KILLED" n="2">Two teachers</k> are gone.',
        'My <k o="KILLED" n="1">brother</k> is gone.',
        "Two teachers are gone to Basra, and the bread is gone.",
        # in care
        '<k o="INJURED" n="12">Twelve people</k> were taken to the hospital in Aden.',
        'Doctors have admitted <k o="INJURED" n="40">40 patients</k> since noon.',
        "The minister was taken to the hospital gate by car.",
        "Seventeen patients were transferred to a hospital in Juba.",
        "The union has admitted 40 members since noon.",
        # the loss of them
        'It cost us the loss of <k o="KILLED" n="12">12 men</k>.',
        'Soldiers slit the throats of <k o="KILLED" n="2">two boys</k>.',
        'She signed death certificates for <k o="KILLED" n="4">four girls</k>.',
        "The party regretted the loss of 12 seats.",
        "Soldiers cut the water supply of two villages.",
        # what is lodged in them
        '<k o="INJURED" n="1">A girl</k> with shrapnel in her arm was waiting.',
        "A girl with pellets in her bag was waiting.",
        # a word that tells of harm with its particle only
        '<k o="KILLED" n="2">Two sappers</k> were blown up by a mine.',
        '<k o="KILLED" n="1">A boy</k> was run over by a tank in Suez.',
        '<k o="KILLED" n="6">Six captives</k> were put to death.',
        "Two lorries were blown up by a mine.",
        "The committee ran over three points, and put two motions to the vote.",
        # bodies, coffins, people there are
        '<k o="KILLED" n="1">A body</k> was found in the canal.',
        'The funerals of <k o="KILLED" n="5">five miners</k> were held at dawn.',
        'There were <k o="KILLED" n="some">dead</k> on the road to Sirte.',
        "A body of law was found wanting, and the body voted for a truce.",
        "The funerals of tyrants draw crowds.",
        "The batteries that were there are dead weight.",
        '<k o="KILLED" n="6">Six (6) bodies</k> were found in the pit.',
        'In all, <k o="KILLED" n="64">64 lives</k> have been lost there.',
        # other harm
        'A rescuer carried <k o="INJURED" n="1">a wounded child</k> to the car.',
        "A wounded pride is no excuse.",
        '<k o="INJURED" n="30+">At least 30 people</k> were blinded in Srinagar.',
        '<k o="INJURED" n="3">Three women</k> were bleeding by the gate.',
        'Nine people were in the lorry; <k o="INJURED" n="1">one</k>, a nurse, was wounded.',
        "The sanctions crippled the port, and dust blinded the cameras.",
    ],
)
def test_circumstances(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # the participle shares a "was" far before it
        '<k o="KILLED" n="6">Six men</k> were dragged off a bus by gunmen and shot.',
        'The men were stopped at a gate and killed <k o="KILLED" n="3">three guards</k>.',
        # the verb shares the subject of one before it
        'The <k o="KILLED" n="1">doctor</k> was carried in with burns and died.',
        "The army shelled the hill and withdrew.",
        # "have" makes it active
        'The general is believed to have killed <k o="KILLED" n="6">six prisoners</k>.',
        # relative clauses
        '<k o="KILLED" n="2">Two men</k> who ran to help him were shot dead.',
        '<k o="KILLED" n="1">A man</k> who ran after him was shot dead.',
        '<k o="INJURED" n="1">Lina Saleh</k>, who was wounded in the leg, told us of it.',
        'Ahmad, whose <k o="KILLED" n="1">cousin</k> was killed in the blast, wept.',
        "Ahmad, whose house was hit in the blast, wept.",
        # with whom they died
        '<k o="KILLED" n="1">Sara</k> lost her life along with her <k o="KILLED" n="1">brother'
        "</k>.",
        'She died along with <k o="KILLED" n="2">two of her sons</k>.',
        # a number whose people are named behind it
        '<k o="KILLED" n="2">Two of them</k>, a baker and a monk, were killed.',
        # counts inside a longer phrase
        'The relatives of <k o="KILLED" n="3">three men</k> killed in the raid gathered.',
        'Funerals were held for <k o="KILLED" n="9">nine farmers</k> killed on Friday.',
        '<k o="INJURED" n="2">Two severely wounded monks</k> were waiting.',
        '<k o="KILLED" n="5">Five Free Workers\' Party militants</k> were killed in Hakkari.',
        'A car bomb left <k o="KILLED" n="4">four passers-by</k> dead.',
        # two plurals of one number
        'Raiders killed <k o="KILLED" n="20">20 men and boys</k> in Gao.',
        # behind "that", in quotation marks, under another word
        'Nurses said that <k o="KILLED" n="30">30 men</k> who were shot dead had been brought to '
        "the hospital.",
        'Nurses said that <k o="INJURED" n="30">30 men</k> who were hurt had been brought in.',
        '<k o="KILLED" n="2">Two men</k>, aged 30 and 40, "died in police firing", he said.',
        '<k o="KILLED" n="5">Five "commanders</k>," were killed.',
        # what else they did, and what nobody knows yet
        'Raiders came, killing <k o="KILLED" n="2">two guards</k> at a gate and kidnapping others.',
        "Shells fell on Gao, no information yet about casualties.",
        # of both, and an age
        "It was the worst day of both deaths and arrests.",
        'Both <k o="KILLED" n="some">men and women</k> were killed.',
        'The <k o="KILLED" n="1">mayor</k>, who was killed by a mine, was 40.',
        'The number of dead was <k o="KILLED" n="40">40</k>.',
        # two verbs of one object
        'They killed and wounded <k o="KILLED" n="12">12 rebels</k>.',
        # a third, and a third of them
        '<k o="KILLED" n="2">Two men</k> died and <k o="INJURED" n="1">a third</k> was injured.',
        # shot at a place, and shot at
        '<k o="KILLED" n="1">A porter</k> was shot at a bus stop.',
        "Anybody who opened a door was shot at.",
        # the dead of a time
        'The dead of the week include <k o="KILLED" n="2">two teachers</k>.',
        # verbs that estimate, ages that count nobody
        'The committee estimated <k o="KILLED" n=">50">more than 50 dead</k>.',
        "The dead were 13 to 32 years old.",
        # nobody
        '<k o="INJURED" n="0" status="denied">None of the four</k> was wounded.',
        'The army says it has not killed <k o="KILLED" n="0" status="denied">a single '
        "villager</k>.",
        'There were <k o="KILLED" n="0" status="denied">no victims</k> in Taiz.',
        # his family is named with him
        'In Srifa, <k o="KILLED" n="1">a man</k>, his <k o="KILLED" n="1">wife</k>, and '
        '<k o="KILLED" n="2">two children</k> were killed.',
        'A strike killed him, his <k o="KILLED" n="1">wife</k>, and <k o="KILLED" n="10">10 of '
        "their children</k>.",
        "A man, his wife, and two children fled.",
        'The <k o="KILLED" n="1">10-month-old</k> was killed.',
        'The <k o="KILLED" n="1">baker</k> and his <k o="KILLED" n="1">wife</k> were both dead.',
        # figures before what they count, and approximate ones
        'The killings brought to <k o="KILLED" n="50">50</k> the number of deaths.',
        'They attacked soldiers and killed <k o="KILLED" n="~300">nearly 300</k>.',
        'Among the dead there were <k o="KILLED" n="3">three girls</k>.',
        "Among the guests there were three girls.",
        '<k o="INJURED" n="1">A boy</k> was left in critical condition.',
        "The reactor was left in critical condition.",
        # lost family, lost leaders
        'He lost his <k o="KILLED" n="1">brother</k> at Mosul.',
        "He lost his guide in the crowd.",
        'The blast cost <k o="KILLED" n="2">two guards</k> their lives.',
    ],
)
def test_who_the_victims_are(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="8" id="K1">Eight people</k> were killed. '
        '<k o="KILLED" n="1" part_of="K1">One</k> was a child, '
        '<k o="KILLED" n="1" part_of="K1">another</k> an old man.',
        "Eight people were freed. One was a child, another an old man.",
        'Activists spoke of <k o="KILLED" n="90" id="K1">90 dead</k>, many of them women.',
        '<k o="KILLED" n="12" id="K1">Twelve</k> died. '
        '<k o="KILLED" n="3" part_of="K1">Three of those killed</k> were minors.',
        '<k o="KILLED" n="9" id="K1">Nine</k> died. '
        '<k o="KILLED" n="2" part_of="K1">Two of the nine victims</k> were reporters.',
        '<k o="KILLED" n="50" id="K1">Fifty</k> died. <k o="KILLED" n="30" part_of="K1">Thirty of '
        'the victims</k> were men and <k o="KILLED" n="20" part_of="K1">20</k> were women.',
        "Twelve were freed. Three of those freed were minors and nine were women.",
        # further figures of one kind
        '<k o="KILLED" n="9">Nine</k> were killed. The mayor knows only of <k o="KILLED" '
        'n="4">four</k>.',
        "Nine were freed. The mayor knows only of four.",
        '<k o="KILLED" n="10">Ten</k> were killed. The union lowers its figure from '
        '<k o="KILLED" n="10">ten</k> to <k o="KILLED" n="9">nine</k>.',
        'The list of the dead has <k o="KILLED" n="23">23 names</k>.',
        "The list of the arrested has 23 names.",
        '<k o="KILLED" n="18">Eighteen people</k> were killed on Monday and '
        '<k o="KILLED" n="38">38</k> on Wednesday.',
        '<k o="KILLED" n="18">Eighteen people</k> were killed on Monday and 38 marched on Tuesday.',
        '<k o="KILLED" n="12" id="K1">Twelve</k> were killed, '
        '<k o="KILLED" n="3" part_of="K1">three of them</k> in the market.',
    ],
)
def test_parts_of_an_earlier_count(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="INJURED" n="12">Twelve people</k> sought treatment, mostly for cuts.',
        'The surgeon has <k o="INJURED" n="21">21</k> under treatment.',
        '<k o="INJURED" n="9">Nine miners</k> were pulled out alive, with burns, from the shaft.',
        '<k o="INJURED" n="13">Thirteen officers</k> are in the clinic.',
        'They shot my <k o="INJURED" n="1">brother</k> in the leg.',
        'Their <k o="KILLED" n="some">sons</k> fell in action last month.',
        'Doctors said that <k o="INJURED" n="2" status="possible">two of the boys</k> will each '
        "lose an eye.",
        'We mourn the death in custody of <k o="KILLED" n="1">a tailor</k>.',
        'The shells caused <k o="KILLED" n="some">deaths</k> and fires.',
        '<k o="INJURED" n="1">Inspector Omar Said</k> took a bullet in the thigh.',
        'The ward treated <k o="INJURED" n="1">a 22-year-old man</k> for shrapnel wounds.',
        '<k o="INJURED" n="5">Five of the boys</k> are in a field hospital.',
        'The clinic evacuated <k o="INJURED" n="30">30 casualties</k>.',
        'There were <k o="INJURED" n="0" status="denied">no immediate reports of injuries</k>.',
        'The army announced <k o="KILLED" n="0" status="denied">no losses</k>.',
        'The army ruled out <k o="KILLED" n="0" status="denied">any casualties</k>.',
        'They shot my <k o="KILLED" n="1">neighbour Omar Said</k>.',
        # where people only are, what is treated, sons who fall, what follows a death
        "The first one fell where the goats are sold.",
        "Under military rule any deaths went unreported.",
        "The regime has been dead for years, and nobody expects to rescue its dying plan.",
        "Thirteen nurses were in the clinic when the lights went out.",
        "The water of the town is under treatment.",
        "Their sons fell in line behind their father.",
        "They mourned a death in the house of a tailor's neighbour.",
        "The ministry gave no casualty figures, and no coffin was seen.",
        '<k o="INJURED" n="3">Three people</k> are in a serious but stable condition.',
        '<k o="INJURED" n="9" id="K1">Nine</k> were hurt, with <k o="INJURED" n="5" '
        'part_of="K1">five</k> reported to be in critical condition.',
        'Medics found <k o="INJURED" n="1">a man</k> lying in the road with stab wounds.',
        'A man proceeded to stab <k o="INJURED" n="1">one of the guards</k>.',
        # no wounds
        "They are in a serious but stable alliance.",
        'The second death was that of <k o="KILLED" n="1">a farmer</k>.',
        'With <k o="KILLED" n="3" id="K1">three policemen</k>, <k o="KILLED" n="1" '
        'part_of="K1">one</k> from the Emirates, killed in a raid, the tribe fled.',
        '<k o="INJURED" n="1">A woman</k> around 50 in moderate condition was flown out of Lira.',
        '<k o="INJURED" n="2">Two boys</k> are in stable condition.',
        'A raid left <k o="KILLED" n="1">a man</k> around 40 dead.',
        # no people
        "The bridge is in stable condition.",
        'A raid left <k o="KILLED" n="~40">around 40 dead</k>.',
    ],
)
def test_care_and_conditions(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # a modal or a denial that does not govern the harm
        'Rockets that hit presumed hideouts killed <k o="KILLED" n="22">22 people</k>.',
        '<k o="KILLED" n="4" status="possible">Four boys</k> were presumed killed.',
        'Medics could not reach <k o="INJURED" n="40">40 wounded</k> in Misrata.',
        'It is untrue that <k o="KILLED" n="12" status="denied">12</k> died.',
        'Elders say it is untrue and that <k o="KILLED" n="12">12</k> died.',
        '<k o="KILLED" n="3">Three of the pilgrims</k> could not be saved.',
    ],
)
def test_status(nlp: Language, sentence: str) -> None:
    found, given = both(nlp, sentence)
    assert [line.split("; ")[:3] for line in claims(found)] == [
        line.split("; ")[:3] for line in claims(given)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        # whom nobody survived of
        'None of the <k o="KILLED" n="14">14 passengers</k> got out alive.',
        'None of the <k o="KILLED" n="4">four</k> came home.',
        'There were no survivors among the <k o="KILLED" n="5">crew of five</k>.',
        "Some of the 14 passengers got out alive. The survivors of the crew came home.",
        # who fights for life, not for something else
        '<k o="INJURED" n="3">Three</k> are fighting for their lives.',
        '<k o="INJURED" n="1">A girl</k> hovers between life and death, '
        '<k o="INJURED" n="2">two porters</k> are on life support.',
        "Three porters are fighting for a better life.",
        # what something costs
        'The advance cost the brigade <k o="KILLED" n="14">14 men</k>.',
        "The fare cost the brigade 14 pounds. The cost of the brigade was known.",
        'The brigade admits to <k o="KILLED" n="14">14 losses</k>.',
        "The team had 14 losses.",
        '<k o="KILLED" n="5">All five</k> on board were lost.',
        "All five were lost in the crowd.",
        # to whom a pronoun goes back
        'They lined up <k o="KILLED" n="14">14 men</k> and shot them.',
        'Soldiers caught <k o="KILLED" n="1">a student</k> and beat him to death.',
        'Soldiers seized the <k o="INJURED" n="1">mayor</k> and shot him in the leg.',
        "Soldiers met a student and shot him a glance.",
        'Guards fired at <k o="KILLED" n="1">Omar Haddad</k> at the gate, and he died there.',
        "Guards met Omar Haddad at the gate, and he laughed.",
        # numbers alone with where they were, couples, both, the last of several
        '<k o="KILLED" n="6">Six</k> from the village were killed.',
        '<k o="KILLED" n="3">Three</k> from Kut and <k o="KILLED" n="2">two</k> from Hilla died.',
        "Two in five were killed by thirst, he wrote.",
        '<k o="KILLED" n="2">A couple</k> and their <k o="KILLED" n="1">baby</k> were killed.',
        '<k o="KILLED" n="2">Both her sons</k> were killed.',
        'The <k o="KILLED" n="1">last of the three porters</k> was killed.',
        'The last of the three porters saw <k o="KILLED" n="2">two men</k> die.',
        'The youngest victim was <k o="KILLED" n="1">a boy</k> of four.',
        "The youngest victim was silent.",
        'The bodies of the <k o="KILLED" n="1">mayor</k> and his <k o="KILLED" n="1">guard</k> '
        "were dumped at the gate.",
    ],
)
def test_those_who_did_not_live(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given
