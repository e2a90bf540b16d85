"""Casualties in the grammar of long reports: `<k>` marks every expected span, compared whole."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import claims, counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="dozens">“Dozens” of weavers</k> were killed near Herat.',
        '<k o="KILLED" n="10+">“At least ten” bakers</k> died when the bridge fell.',
        '<k o="KILLED" n="3">Three "river wardens"</k> lost their lives.',
        'The mine hurt <k o="INJURED" n="some">some “river patrol” officers</k>.',
        'Divers found <k o="KILLED" n="12">12 "foreign" sailors</k> dead.',
        '<k o="KILLED" n="dozens">Dozens of rural and urban teachers</k> have been killed.',
        # marks that open something else
        'The governor said: "<k o="KILLED" n="2">Two bakers</k> were killed."',
        'He calls them "heroes" and "<k o="INJURED" n="10">ten men</k>" were wounded.',
        # ages, asides and times between a subject and its verb
        '<k o="KILLED" n="58+">At least 58 pupils</k>, some as young as eight, have been killed.',
        '<k o="KILLED" n="2">Two porters</k> -- Hani Qasem, a son of Sur, and Adel Said, of Kut, '
        "a town nearby -- were killed.",
        '<k o="KILLED" n="7" id="K1">Seven people</k> – including <k o="KILLED" n="1" '
        'part_of="K1">a teenage boy</k> – killed in Sur were buried.',
        '<k o="KILLED" n="1">A diver</k> who had been missing since Monday was found dead.',
        'The mill was shut since Monday but <k o="KILLED" n="2">two porters</k> were shot dead.',
        # who is beside the dead, and who only stands near a word of death
        'The <k o="KILLED" n="1">porter</k> died alongside <k o="KILLED" n="2">two cooks</k>.',
        'She spoke of the loss of her <k o="KILLED" n="1">brother</k> in the mine.',
        "Four miners were buried alive near Sur, their foreman hopes.",
        "Names will be given once bodies from the river have been washed.",
        '<k o="KILLED" n="3">Three girls</k> between the ages of 6 and 11 were killed.',
        'There were <k o="KILLED" n="0" status="denied">no reports of deaths</k> at the mill.',
        '<k o="KILLED" n="2">Two bakers</k> were killed.... <k o="INJURED" n="3">Three</k> were '
        "hurt.",
    ],
)
def test_noun_phrases(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="70" id="K1">70 people</k> were killed. Of those, <k o="KILLED" n="34" '
        'part_of="K1">34</k> were pupils.',
        '<k o="KILLED" n="70">70 people</k> were killed. Of those arrested, 34 were pupils.',
        '<k o="KILLED" n="70" id="K1">70 people</k> were killed. <k o="KILLED" n="27" '
        'part_of="K1">27 of those</k> were pupils.',
        'The death toll in Sur included <k o="KILLED" n="7">seven women</k> and <k o="KILLED" '
        'n="22">22 pupils</k>.',
        'Civilian fatalities include <k o="KILLED" n="7">seven women</k>.',
        "The register included 12 towns.",
        '<k o="KILLED" n="90" id="K1">90 people</k> were killed, comprising <k o="KILLED" n="56" '
        'part_of="K1">56 women</k> and <k o="KILLED" n="34" part_of="K1">34 men</k>.',
        '<k o="KILLED" n="90" id="K1">90 people</k> were killed, <k o="KILLED" n="30" '
        'part_of="K1">30</k> of whom were under 18.',
        'Of <k o="KILLED" n="9" id="K1">nine bakers</k> killed, <k o="KILLED" n="5" part_of="K1">'
        'five</k> were shot and <k o="KILLED" n="4" part_of="K1">four</k> were struck on the head.',
        'He was among <k o="KILLED" n="12">12 people</k> killed in Sur.',
        '<k o="INJURED" n="2">Two nurses</k> were among the four taken to hospital.',
        '<k o="KILLED" n="3">Three women</k> are amongst the slain villagers.',
        'They killed <k o="KILLED" n="9">nine rebels</k> along with <k o="KILLED" n="60">60 '
        "porters</k>.",
        '<k o="INJURED" n="9" id="K1">Nine</k> were hurt, including <k o="INJURED" n="1" '
        'part_of="K1">one child</k>, a four-year-old girl, who sold tea.',
        '<k o="KILLED" n="9">Nine guards</k> were killed in raids, some of which were by boat.',
        'Those who died include <k o="KILLED" n="1">Omar Haddad</k>.',
        "Those who fled include Omar Haddad.",
        '<k o="KILLED" n="27">27 guards</k> who surrendered were beheaded, and <k o="KILLED" '
        'n="2">two</k> were burned alive.',
        # a count that goes on behind its verb
        '<k o="KILLED" n="10">Ten porters</k> were killed, and <k o="KILLED" n="3">three '
        "nurses</k>.",
        '<k o="KILLED" n="10">Ten porters</k> were killed, and three nurses were freed.',
        '<k o="KILLED" n="17" id="K1">17 people</k> were killed in houses, <k o="KILLED" n="3" '
        'part_of="K1">3</k> of whom were porters.',
        '<k o="INJURED" n="1">Sgt. Hani Qasem</k> (150 Brigade) was wounded.',
        '<k o="KILLED" n="1">A man</k> was killed in raids that targeted Binni, and <k o="KILLED" '
        'n="6">six people</k> were killed in Sur.',
        '<k o="INJURED" n="5" id="K1">Five people</k> were injured: <k o="INJURED" n="4" '
        'part_of="K1">two</k> each in Homs and Hama and <k o="INJURED" n="1" part_of="K1">one</k> '
        "in Aleppo.",
        'Villagers lynched <k o="KILLED" n="2">two thieves</k>.',
        # two adjectives of one number
        '<k o="KILLED" n="dozens">Dozens of young and unarmed porters</k> were killed.',
        'It was cold and <k o="KILLED" n="some">unarmed porters</k> were killed.',
        '<k o="KILLED" n="6">Six army and police officers</k> died.',
        'Robbers killed <k o="KILLED" n="1">one man</k> and armed guards.',
        # a participle with an object is no second passive
        'A robber, who was drunk, killed <k o="KILLED" n="2">two porters</k>.',
        '<k o="KILLED" n="1">A robber</k> was caught, killed and buried.',
        # who says it, not two of the dead
        '<k o="KILLED" n="2">Two people</k> died, according to Ann Lee, a nurse and teacher.',
        # a second number that is not sure
        'Robbers killed <k o="KILLED" n="10-11">ten and possibly 11 porters</k>.',
        '<k o="INJURED" n="45-60">At least 45, but up to 60 people</k> were wounded.',
        '<k o="KILLED" n="70-72">70 (or 72) sailors</k> were killed.',
        'Anywhere from <k o="KILLED" n="39-70">39 to more than 70 sailors</k> died.',
        '<k o="KILLED" n="~600">600 sailors</k> are estimated to have died.',
        'There were <k o="INJURED" n="40">40 reported injuries</k>.',
        'They killed <k o="KILLED" n="10">ten</k>, and possibly a nurse fled.',
        # sums of the dead and the hurt are no number of either
        "Forty weavers were killed or badly wounded near Herat.",
        "The fleet killed, wounded or captured 900 sailors.",
        '<k o="KILLED" n="0" status="denied">No weavers</k> were killed or hurt.',
        'They killed or executed <k o="KILLED" n="9">nine sailors</k>.',
        'The office counted 50 casualties (<k o="KILLED" n="20">20 killed</k>, <k o="INJURED" '
        'n="30">30 injured</k>).',
        'The office counted 50 casualties, including <k o="KILLED" n="20">20 dead</k>.',
        'The office counted <k o="KILLED" n="50" id="K1">50 casualties</k>, including <k '
        'o="KILLED" n="2" part_of="K1">two weavers</k>.',
        'There were 50 casualties, with <k o="KILLED" n="20">20 killed</k> and <k o="INJURED" '
        'n="30">30 wounded</k>. The casualties included two weavers.',
        # "were wounded" is said of the second alone
        'The fire led to the deaths of <k o="KILLED" n="4">four bakers</k> and <k o="INJURED" '
        'n="9">nine others</k> were hurt.',
        'The deaths of <k o="KILLED" n="4">four bakers</k> and <k o="KILLED" n="9">nine '
        "weavers</k> were mourned.",
        "The figure is above the average of 30 deaths.",
        # parts that are no people, or nobody in person
        'It hurt <k o="INJURED" n="2">two bakers</k> and razed five houses, including a mill.',
        '<k o="KILLED" n="9">Nine people</k>, including Hezbollah, were killed.',
        '<k o="KILLED" n="9" id="K1">Nine people</k>, including <k o="KILLED" n="1" '
        'part_of="K1">Hani Qasem</k>, were killed.',
        # who speaks, and of whom is spoken
        '<k o="INJURED" n="9">Nine people</k> were hurt. It was loud, said one of the injured.',
        '<k o="INJURED" n="9" id="K1">Nine people</k> were hurt. She said <k o="INJURED" n="2" '
        'part_of="K1">two of the injured</k> had left.',
        'He left the hospital, and the number of casualties rose to <k o="KILLED" n="9">9</k>.',
        "Several funerals were held.",
        'The victims\' bodies were found. <k o="KILLED" n="some">Bodies</k> were found.',
        "He showed statistics about casualties in Sur.",
    ],
)
def test_shares_and_sums(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'A patrol shot <k o="KILLED" n="1">a man</k> dead and injured <k o="INJURED" n="10">ten '
        "others</k>.",
        'A patrol killed <k o="KILLED" n="3">three bakers</k> and wounded <k o="INJURED" '
        'n="some">others</k>.',
        'Robbers hacked and shot <k o="KILLED" n="some">villagers</k> to death.',
        'Robbers came, killing and abducting <k o="KILLED" n="some">villagers</k>.',
        'Robbers coldly shot <k o="KILLED" n="some">villagers</k> in Sur.',
        "Robbers shot at villagers in Sur.",
        '<k o="KILLED" n="9">Nine weavers</k> had their throats cut.',
        '<k o="KILLED" n="2">Two weavers</k> were found with their throats slit.',
        'The throats of <k o="KILLED" n="4">four weavers</k> were cut.',
        "He had his throat checked and cut the bread.",
        'The lives of <k o="KILLED" n="13">13 sailors</k> were cut short.',
        "The lives of 13 sailors were changed.",
        '<k o="KILLED" n="13">Thirteen lives</k> have been cut short.',
        'It led to injury to <k o="INJURED" n="4">four guards</k>.',
        "It led to injury to the harbour.",
        'The killings by rebels of <k o="KILLED" n="3">three judges</k> went on.',
        'The injuring of <k o="INJURED" n="9">nine guards</k> angered Sur.',
        '<k o="INJURED" n="40">Another 40 people</k> are nursing gunshot wounds.',
        'A nurse called the condition of <k o="INJURED" n="6">six</k> critical.',
        "A nurse called the condition of the road critical.",
        "The condition of six bridges is critical.",
        '<k o="INJURED" n="5">Five victims</k> remain in intensive care.',
        '<k o="KILLED" n="5">Five victims</k> remain in the mine.',
        'The clinic received <k o="INJURED" n="25">25 victims</k> with gunshot wounds.',
        '<k o="INJURED" n="dozens">Dozens</k> suffocated from tear gas.',
        '<k o="KILLED" n="1">A girl</k> suffocated from tear gas.',
        '<k o="KILLED" n="1">A guard</k> was wounded in Sur. He later died in a clinic.',
        '<k o="KILLED" n="1">A guard</k> was wounded by a gunman. He later died in a clinic.',
        '<k o="INJURED" n="1">A guard</k> was wounded in Sur. He nearly died.',
        # who has been told of, and who is not told of yet
        '<k o="KILLED" n="1">Hani Qasem</k> was killed. Qasem\'s body was found in a well.',
        '<k o="KILLED" n="12">Twelve sailors</k> died. The sailors were killed at dawn.',
        '<k o="KILLED" n="12">Twelve sailors</k> died. Later <k o="KILLED" n="some">sailors</k> '
        "were killed in Sur.",
        '<k o="KILLED" n="6">Six bodies</k> were found. Some of the bodies were still burning.',
        '<k o="INJURED" n="10">Ten people</k> were hurt, with casualties expected to rise.',
        "The majority of casualties were in Sur.",
        "The count goes on once bodies are recovered.",
        "The count goes on until the raid ends and bodies are found.",
        'There was no indication <k o="KILLED" n="0" status="denied">any sailors</k> were killed.',
        'There are <k o="INJURED" n="0" status="denied">no reports of injury</k>.',
        'According to a list of injured people moved to Sur, <k o="KILLED" n="2">two</k> died.',
        "The number of dead and wounded sailors is not known.",
        'The blast left <k o="KILLED" n="1">a baker</k> missing and presumed dead.',
        'The raids have in total killed <k o="KILLED" n="40">40 farmers</k>.',
        'The <k o="KILLED" n="7">seven porters</k> killed were farmers.',
        'Over the month <k o="KILLED" n="125">125 people</k> killed compared to the <k o="KILLED" '
        'n="85">85 people</k> killed in April.',
        'A driver picked up <k o="INJURED" n="1">a man</k> badly wounded in the head.',
        'The family lost <k o="KILLED" n="3">three members</k> to the attack in Lira.',
        'We have lost <k o="KILLED" n="4">four of our family members</k> in the blast.',
        '<k o="INJURED" n="5">Five others</k> got injuries.',
        'Lira: <k o="KILLED" n="1">baker Omar Hadi</k> shot dead',
        # no loss of lives
        "The party lost three members to a rival.",
        # whom the toll counts
        'The injury toll rose to <k o="INJURED" n="40">40</k>.',
        'After the raid the toll rose to <k o="KILLED" n="40">40</k>.',
        # who did it is no victim
        'Robbers shot and hacked to death <k o="KILLED" n="4">four bakers</k>.',
        '<k o="KILLED" n="some">Bakers</k> were shot and hacked to death.',
        # how it ended
        '<k o="KILLED" n="1">A diver</k> in critical condition was later pronounced dead.',
        '<k o="INJURED" n="1">A diver</k> was wounded, and <k o="KILLED" n="1">a boy</k> was '
        "found dead.",
        '<k o="KILLED" n="1">A robber</k> stabbed and injured <k o="INJURED" n="1">a guard</k> '
        "before being shot dead.",
        '<k o="KILLED" n="1">A guard</k> suffered fatal chest injuries.',
        '<k o="INJURED" n="1">A guard</k> suffered non-fatal injuries.',
        "He died of a head shot.",
        # one person, described, and three
        '<k o="KILLED" n="1">Hani Qasem</k>, a tailor and a former judge, was killed.',
        '<k o="KILLED" n="1">A tailor</k>, <k o="KILLED" n="1">a nurse</k> and <k o="KILLED" '
        'n="1">a former judge</k> were killed.',
        # what a report is about, how many, how old
        'A report about <k o="KILLED" n="9">nine sailors</k> who died was read.',
        'He said <k o="KILLED" n="~9">about nine sailors</k> had died.',
        'They took <k o="INJURED" n="1">a nurse</k> around 60 in critical condition to Sur.',
        'The clinic received <k o="INJURED" n="dozens">dozens of wounded sailors</k>.',
        'There were <k o="INJURED" n="0" status="denied">no reported injuries</k>.',
        'MEANWHILE, <k o="KILLED" n="2">two weavers</k> were killed.',
    ],
)
def test_outcomes(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'The toll could rise to <k o="KILLED" n="30" status="possible">30</k>.',
        'The toll could pass <k o="KILLED" n="&gt;30" status="possible">30</k>.',
        'The toll, which could rise, stands at <k o="KILLED" n="30">30</k>.',
        '<k o="KILLED" n="1">A boy</k> went missing on Friday and was later found dead.',
        'The raid may have been a response to the deaths of <k o="KILLED" n="40">40 rebels</k>.',
        'The raid may lead to the deaths of <k o="KILLED" n="40" status="possible">40 rebels</k>.',
        'The raid, which may have been a mistake, killed <k o="KILLED" n="12">12 porters</k>.',
        'The <s id="S1"><a c="SECURITY_FORCES" id="A1">army</a></s> <q id="Q1" s="S1">has denied'
        '</q> reports that <c q="Q1">it killed <k o="KILLED" n="3" status="denied" src="S1" '
        'perp="A1">three bakers</k></c>.',
        '<k o="INJURED" n="0" status="denied">Seven other guards</k> escaped injury.',
        # an attempt, and what came of it
        'They tried to take the mill, killing <k o="KILLED" n="2">two bakers</k>.',
        'Porters tried to flee but <k o="KILLED" n="2">two</k> were killed.',
        'A man threw a stone in a bid to kill <k o="KILLED" n="1" status="possible">a baker</k>.',
        'The blast aimed to kill <k o="KILLED" n="9" status="possible">nine bakers</k>.',
        'Weavers ran out in fear and found <k o="KILLED" n="6">six bodies</k>.',
        'The city plans to honour <k o="KILLED" n="12">12 bakers</k> killed by a mine.',
        'A boat was going to kill <k o="KILLED" n="2" status="possible">two bakers</k>.',
        'Nurses tried to reach the wounded, <k o="INJURED" n="10">ten bakers</k> hurt by glass.',
        # what is denied is something else
        'Not <k o="KILLED" n="15">all 15 victims</k> were bakers.',
        'The <s id="S1">mayor</s> <q id="Q1" s="S1">denied</q> that <c q="Q1">the <k o="KILLED" '
        'n="15" src="S1">15 victims</k> were bakers</c>.',
    ],
)
def test_what_has_happened(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given
