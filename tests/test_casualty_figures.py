"""Counts told without a word for harm, and victims told in other ways than by "kill"."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        'Our teams treated <k o="INJURED" n="45" id="K1">45 wounded</k> in Bangassou, among them '
        '<k o="INJURED" n="9" part_of="K1">nine children</k>.',
        'Adamawa: <k o="KILLED" n="12">12 killed</k>; Borno: <k o="KILLED" n="9">9</k>; Yobe: <k '
        'o="KILLED" n="3">3</k>.',
        'The governor put the toll at <k o="KILLED" n="23">23</k>; the rebels say <k o="KILLED" '
        'n="40">40</k>.',
        'Rescue workers say the figure is <k o="KILLED" n="19">19 dead</k>.',
        'The army admits it lost <k o="KILLED" n="5">five men</k>.',
        '<k o="KILLED" n="31" id="K1">Thirty-one people</k> were killed at the market. <k '
        'o="KILLED" n="9" part_of="K1">Nine</k> were children.',
        'The attackers killed <k o="KILLED" n="15" id="K1">15 worshippers</k>: <k o="KILLED" '
        'n="9" part_of="K1">nine men</k>, <k o="KILLED" n="4" part_of="K1">four women</k> and <k '
        'o="KILLED" n="2" part_of="K1">two children</k>.',
        'The Observatory, which first gave <k o="KILLED" n="25">25</k>, now counts <k o="KILLED" '
        'n="31">31 dead</k>.',
        'A nurse at Mulago said she had seen <k o="KILLED" n="6">six bodies</k>; the police '
        'spokesman speaks of <k o="KILLED" n="4">four</k>.',
        'Update: the number of dead is now <k o="KILLED" n="9" id="K1">nine</k>, of whom <k '
        'o="KILLED" n="5" part_of="K1">five</k> are children.',
        # a figure alone takes its outcome from what was told before
        '<k o="KILLED" n="6">Six people</k> died in Tyre. The clinic has '
        '<k o="KILLED" n="9">nine</k>.',
        '<k o="INJURED" n="4">Four porters</k> were wounded; a second list names '
        '<k o="INJURED" n="7">seven</k>.',
        "Six people were seated in Tyre. The clinic has nine.",
        # a sum, and a later figure
        '<k o="KILLED" n="6">Six people</k> died in Tyre. That makes <k o="KILLED" n="40">40</k> '
        "since May.",
        '<k o="KILLED" n="6">Six people</k> died in Tyre. That makes 40 of us angry.',
        'Radio Tyre first said <k o="KILLED" n="6">six</k> had died, then <k o="KILLED" '
        'n="8">eight</k>.',
        '<k o="KILLED" n="6">Six people</k> died in Tyre, then eight fled.',
        # given to somebody, corrected, gone beyond, claimed by somebody, somebody's own
        '<k o="KILLED" n="6">Six people</k> died, the mayor said. Later he gave us '
        '<k o="KILLED" n="9">nine</k>.',
        "The mayor spoke at length. Later he gave us nine.",
        'Radio Lira speaks of <k o="KILLED" n="40">40 dead</k>. Corrected on air, to '
        '<k o="KILLED" n="38">38</k>.',
        'The minister denied <k o="KILLED" n="20">20 deaths</k>. It did not exceed '
        '<k o="KILLED" n="&lt;=9">nine</k>, he said.',
        '<k o="KILLED" n="20">Twenty</k> died. The heat did not exceed 40, he said.',
        'The <k o="KILLED" n="1">porter</k> was brought in at a quarter past nine and died.',
        'It gives <k o="KILLED" n="61">61 dead</k>, which would take the week past '
        '<k o="KILLED" n="&gt;200">200</k>.',
        '<k o="KILLED" n="31">31 rebels</k> died, far from the '
        '<k o="KILLED" n="300">300</k> claimed by the army.',
        'The ministry has <k o="KILLED" n="12">12 dead</k>, fewer than the union’s '
        '<k o="KILLED" n="19">19</k>.',
        '<k o="KILLED" n="12">Twelve</k> died in the union’s 19 shops.',
        'At the clinic: wounded, <k o="INJURED" n="14">14</k>; dead, <k o="KILLED" n="5">5</k>.',
        'So far today <k o="KILLED" n="8">eight porters</k> killed. Yesterday '
        '<k o="KILLED" n="11">11</k>.',
        '<k o="KILLED" n="2">Two porters</k> died. Peru’s 12 and Chile’s 11.',
        'At the market <k o="KILLED" n="2">two</k> died. The 14 mentioned by the court were laws.',
        'Deaths never exceeded <k o="KILLED" n="&lt;=31">31</k>.',
        # a definite number goes back to the same count
        '<k o="KILLED" n="6">Six rebels</k> died, the army said. Police said the '
        '<k o="KILLED" n="6">six</k> were porters.',
        '<k o="KILLED" n="6">Six rebels</k> died, the army said. The six villages were searched.',
        '<k o="KILLED" n="2">Two rebels</k> died, the army said. The two are neighbours of Kut.',
        '<k o="KILLED" n="7">Seven porters</k> died. Seven rebels were held. Police said the seven '
        "were from Tyre.",
        '<k o="KILLED" n="3">Three porters</k> died. He is one of the three who signed.',
        "Three hundred marched to Tyre, and the nurses treated "
        '<k o="INJURED" n="2">two wounded</k>.',
        '<k o="KILLED" n="40">Forty of the dead</k> were men, '
        '<k o="KILLED" n="12">twelve women</k>.',
        'It brought to <k o="KILLED" n="42">42</k> the number of nurses killed this year.',
        '<k o="KILLED" n="6">Six people</k> died. He raised to 40 the number of guards on duty.',
        # a part is no larger than its whole
        '<k o="KILLED" n="40" id="K1">Forty people</k> died, then <k o="KILLED" n="7">seven</k> '
        'died. <k o="KILLED" n="9" part_of="K1">Nine of the dead</k> were nurses.',
        # not behind another topic, no age, no time, no money
        '<k o="KILLED" n="6">Six people</k> died in Tyre. Police put the arrests at 40.',
        '<k o="KILLED" n="1">Rana Haddad</k>, 34, was killed. Her brother is 19.',
        '<k o="KILLED" n="6">Six people</k> died in Tyre. The shops shut at four.',
    ],
)
def test_figures_that_go_on(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="2">Two soldiers</k> were killed and <k o="INJURED" n="5">five '
        "others</k> wounded when their convoy was ambushed near Agadez, a security source said.",
        'GRAZ - <k o="KILLED" n="1">A 41-year-old woman</k> died at the scene and <k o="INJURED" '
        'n="2">two teenagers</k> were taken to hospital with serious injuries, police said.',
        '<k o="KILLED" n="3">Three men</k> were stabbed to death outside a pub in Leeds on '
        "Saturday night.",
        'OCHA recorded <k o="KILLED" n="26">26 civilian deaths</k> and <k o="INJURED" n="61">61 '
        "injuries</k> between 3 and 9 May.",
        'The mission verified the killing of <k o="KILLED" n="17" id="K1">17 civilians</k>, '
        'including <k o="KILLED" n="4" part_of="K1">four women</k>, by elements of the 3rd '
        "Brigade.",
        'BREAKING: <k o="KILLED" n="4">4 dead</k>, <k o="INJURED" n="11">11 injured</k> in Lagos '
        "tanker blast.",
        'Explosion in Kabul: <k o="KILLED" n="5+">at least 5 killed</k>, <k o="INJURED" '
        'n="20+">20+ wounded</k>.',
        'As a result of the shelling, <k o="KILLED" n="2">two civilians</k> perished and <k '
        'o="INJURED" n="7">seven more</k> received shrapnel wounds.',
        'As a consequence of the enemy attack <k o="INJURED" n="6" id="K1">six persons</k> were '
        'injured, <k o="INJURED" n="2" part_of="K1">two of them</k> are in grave condition.',
        'The bodies of <k o="KILLED" n="8">eight migrants</k> were pulled from the water off '
        "Zuwara.",
        '<k o="KILLED" n="6">Six bodies</k> have been recovered from the rubble so far.',
        '<k o="INJURED" n="1">A police officer</k> was shot in the leg during the raid in '
        "Marseille.",
        '<k o="KILLED" n="1">Maria Lopez</k>, 34, was gunned down outside her home in Culiacan.',
        'The mine exploded under a bus, killing <k o="KILLED" n="7">seven passengers</k> and the '
        '<k o="KILLED" n="1">driver</k>.',
        '<k o="INJURED" n="dozens">Dozens of people</k> were hurt in the stampede.',
        '<k o="INJURED" n="1">A girl</k> of nine lost a leg to the mine.',
        '<k o="INJURED" n="4">Four students</k> suffered gunshot wounds.',
        '<k o="KILLED" n="1">A bus driver</k> bled to death before the ambulance came.',
        '<k o="KILLED" n="0" status="denied">No one</k> was killed in the blast.',
        'The authorities said <k o="INJURED" n="0" status="denied">nobody</k> had been injured.',
        'The Red Crescent counted <k o="KILLED" n="12">12 bodies</k> in the ditch.',
        '<k o="KILLED" n="60+">At least 60 people</k> drowned when their boat sank off Dakar.',
        '<k o="KILLED" n="1">A second man</k> died of his injuries overnight.',
        'Hospital officials said <k o="KILLED" n="3">three people</k> were dead on arrival and '
        '<k o="INJURED" n="8">eight</k> were in intensive care.',
        'An airstrike hit a wedding in Hajjah. <k o="KILLED" n="22">Twenty-two guests</k> did '
        "not survive.",
        '<k o="KILLED" n="2">Two aid workers</k> with the charity were executed by the roadside.',
        'The clashes claimed <k o="KILLED" n="30">30 lives</k>.',
        'The death toll in the mudslide climbed to <k o="KILLED" n="48">48</k> after <k '
        'o="KILLED" n="3">three more bodies</k> were found.',
        'The <k o="KILLED" n="1">mayor of Kidal</k> was assassinated on Tuesday.',
        '<k o="INJURED" n="2">Two journalists</k> were beaten by plainclothes men.',
        'Soldiers shot <k o="KILLED" n="2">two boys</k> in Nablus, their family said.',
        'A suicide bomber killed <k o="KILLED" n="11">11 recruits</k> and injured <k o="INJURED" '
        'n="24">24</k>.',
        '<k o="KILLED" n="4">Four militants</k> were eliminated in a special operation, the '
        "security service said.",
        'In Kherson region <k o="KILLED" n="1">one resident</k> was killed and <k o="INJURED" '
        'n="3">three</k> were wounded over the past day.',
        'Doctors at the field clinic say they cannot cope with <k o="INJURED" n=">100">more than '
        "100 wounded</k>.",
        '<k o="KILLED" n="some">Civilians</k> were killed in the strikes.',
        'A drone strike wounded <k o="INJURED" n="1">a farmer</k> in Sumy and <k o="INJURED" '
        'n="2">two women</k> in Okhtyrka.',
        'The funerals of <k o="KILLED" n="3">three brothers</k> killed on Monday were held in '
        "Jenin.",
        'The shooting of <k o="KILLED" n="1">a teenager</k> by police set off the riots.',
        '<k o="INJURED" n="1">A toddler</k> was hit by a stray bullet in Oakland.',
        'The hostage-taker killed himself after shooting dead <k o="KILLED" n="2">two clerks</k>.',
        '<k o="KILLED" n="hundreds">Hundreds</k> have died since the war began.',
        '<k o="KILLED" n="2">Two of the wounded</k> died in hospital.',
        'The group says <k o="KILLED" n="7">seven of its fighters</k> were martyred.',
    ],
)
def test_reports_of_many_styles(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        "Seven people were arrested and 12 are missing.",
        "The court sentenced 14 people to death on Monday.",
        'The price rose from 12 to 15 dinars after the attack that killed <k o="KILLED" n="1">a '
        "guard</k>.",
        'Police arrested 40 after <k o="KILLED" n="1">a man</k> was killed; 25 were later '
        "released.",
        'The ministry has 14 on trial over the death of <k o="KILLED" n="1">a student</k>.',
        '<k o="KILLED" n="3">Three people</k> died last week. The match ended 3-1 and 40,000 '
        "watched.",
        '<k o="KILLED" n="5">Five people</k> were killed on the road to Homs, 40 kilometres away.',
        "The mayor put the losses at three billion pesos a day.",
        '<k o="INJURED" n="3">Three boys</k> were hurt, none seriously.',
        'They recorded the killing of <k o="KILLED" n="12">12 men</k> in Kut, a figure that grows.',
        'According to Omar Said, the mayor, <k o="KILLED" n="0" status="denied">nobody</k> was '
        "killed.",
        '<k o="KILLED" n="1">Omar Haddad</k>, 43, was killed; he leaves a wife and four sons.',
    ],
)
def test_other_numbers(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "text",
    [
        '<k o="KILLED" n="2" id="K1">Two bakers</k> were killed in Sur. Their names:\n\n'
        '- <k o="KILLED" n="1" part_of="K1">Hani Qasem</k>, 31\n'
        '- <k o="KILLED" n="1" part_of="K1">Salma Idris</k>, 8, a pupil',
        '<k o="KILLED" n="3" id="K1">Three bakers</k> were killed in Sur. They are <k o="KILLED" '
        'n="1" part_of="K1">Hani Qasem</k>, 58, <k o="KILLED" n="1" part_of="K1">Adel Said</k>, '
        '34, and <k o="KILLED" n="1" part_of="K1">Salma Idris</k>, 8.',
        '<k o="KILLED" n="2">Two bakers</k> were killed in Sur. Hani Qasem, 58, and Salma Idris, '
        "8, were freed.",
        'The toll rose to <k o="KILLED" n="2" id="K1">two</k>. The deceased are: <k o="KILLED" '
        'n="1" part_of="K1">Hani Qasem</k> (17), and <k o="KILLED" n="1" part_of="K1">Salma Idris'
        "</k> (30).",
        'Names of the dead so far: <k o="KILLED" n="1">Hani Qasem</k>, <k o="KILLED" '
        'n="1">Salma Idris</k>.',
        'They had <k o="KILLED" n="2" id="K1">two dead</k>:\n- <k o="KILLED" n="1" part_of="K1">'
        'Hani Qasem</k>, of Sur\n- <k o="KILLED" n="1" part_of="K1">Salma Idris</k>, of Kut',
        # numbered rows, rows without an age and without a name
        'The clinic lists <k o="KILLED" n="9" id="K1">nine dead</k>, namely:\n1. <k o="KILLED" n="1'
        '" part_of="K1">Hani Qasem</k>, welder, 33\n2. <k o="KILLED" n="1" part_of="K1">Salma Idris'
        '</k>, mother of two\n3. <k o="KILLED" n="1" part_of="K1">an unknown man</k>, about 40\n'
        '4, 5. <k o="KILLED" n="2" part_of="K1">Two sisters</k> from Sur, names withheld\n- '
        '<k o="KILLED" n="4" part_of="K1">four</k> whom nobody knew',
        'The wounded:\n1) <k o="INJURED" n="1">Hani Qasem</k>, baker\n2) <k o="INJURED" n="1">'
        "Salma Idris</k>",
        'They gave us the names of <k o="KILLED" n="3" id="K1">three killed</k>: <k o="KILLED" n="1'
        '" part_of="K1">Hani Qasem</k>, about 60, in his car; <k o="KILLED" n="1" part_of="K1">'
        'Salma Idris</k>, who sold tea; <k o="KILLED" n="1" part_of="K1">a groom</k> whose family '
        "is away.",
        'Sur Union: martyrs of the day. <k o="KILLED" n="1">Hani Qasem</k>, Mill quarter. '
        '<k o="KILLED" n="1">A child</k>, Ore Road.',
        # a list with a heading that does not say who they are: their ages do
        'Names from the clinic in Sur:\n1. <k o="KILLED" n="1">Hani Qasem</k>, 31\n2. <k o="KILLED'
        '" n="1">Salma Idris</k>, 8, his niece\n3. <k o="KILLED" n="1">A guard</k> without papers'
        '\n\nThere are <k o="INJURED" n="20">20 wounded</k>.',
        'Killed: <k o="KILLED" n="1">Hani Qasem</k> (34), <k o="KILLED" n="1">Salma Idris</k>, a '
        'nurse, and <k o="KILLED" n="1">an unknown woman</k>.',
        '<k o="KILLED" n="2" id="K1">Two reporters</k> have been killed: <k o="KILLED" n="1" '
        'part_of="K1">Hani Qasem</k> (31) and <k o="KILLED" n="1" part_of="K1">Salma '
        "Idris</k>, a freelance.",
        '<k o="INJURED" n="2" id="K1">Two people</k> were injured. Names:\n1- <k o="INJURED" n="1" '
        'part_of="K1">Hani Qasem</k>, 31\n2- <k o="INJURED" n="1" part_of="K1">Salma Idris</k>, 8',
        'The clinic has received these bodies:\n1. <k o="KILLED" n="1">Hani Qasem</k>, 31\n2. '
        'nobody knew her\n3. <k o="KILLED" n="1">Salma Idris</k>',
        # lists of others
        '<k o="KILLED" n="2">Two</k> were killed. Arrested:\n- Hani Qasem, 31\n- Salma Idris, 22',
        '<k o="KILLED" n="2">Two</k> were killed. Speakers at the vigil:\n- Hani Qasem, lawyer\n'
        "- Salma Idris, nurse",
        '<k o="KILLED" n="6">Six people</k> were killed. We demand:\n1. A doctor\n2. Two buses',
        'Ministers in the talks on the <k o="KILLED" n="40">40 dead</k>: Hani Qasem, interior; '
        "Salma Idris, health; Adel Said, justice.",
        'They condemned the killing of <k o="KILLED" n="6">six people</k>:\n- Hani Qasem, baker\n'
        "- Salma Idris, clerk",
        # people who speak, and a list in an entry without dead
        "Two men were freed in Sur. Their names:\n\n- Hani Qasem, 31\n- Salma Idris, 8, a pupil",
        '<k o="KILLED" n="2">Two bakers</k> were killed in Sur. Hani Qasem, 31, wept.',
        'The dead of Monday:\n- <k o="KILLED" n="4">4 porters</k>\n- <k o="KILLED" n="1">a '
        "nurse</k>\n- 12 shops burned",
        'The dead were these:\n- Balin town: <k o="KILLED" n="2">two porters</k>\n- Ore village: '
        '<k o="KILLED" n="3">three nurses</k>',
    ],
)
def test_lists_of_names(nlp: Language, text: str) -> None:
    found, given = found_and_given(nlp, text, counts)
    assert found == given
