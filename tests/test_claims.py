"""Claims: what each casualty is bound to, by `<k>`'s links; sentences are compared whole."""

from __future__ import annotations

from datetime import date, datetime, timezone
from typing import Any

import pytest
from spacy.language import Language

from marked import claims, found_and_given
from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.labels import ACTORS, CASUALTIES
from sitrep.pipeline.records import Entry


def first_claim(nlp: Language, text: str, **entry: Any) -> dict[str, Any]:
    """The attributes of the first casualty of an entry."""
    doc = nlp(to_doc(nlp, Entry(id="x", text=text, **entry)))
    attrs: dict[str, Any] = doc.spans[CASUALTIES].attrs[doc.spans[CASUALTIES][0].id_]
    return attrs


_FILLER = (
    "The keepers of the register, who sit in a school behind the mill, have not gone to the far "
    "bank of the river, where the roads are cut and no telephone has rung since the first rains."
)


@pytest.mark.parametrize(
    "sentence",
    [
        'The <s id="S1">governor</s> <q id="Q1" s="S1">denied</q> that <c q="Q1"><k o="KILLED" '
        'n="12" status="denied" src="S1">12 students</k> were killed</c>.',
        '<k o="KILLED" n="3" status="denied">Three students</k> were not killed, as first thought.',
        '<k o="KILLED" n="40" status="possible">40 miners</k> are feared dead.',
        '<k o="KILLED" n="hundreds" status="possible">Hundreds</k> could be killed if the dam '
        "breaks.",
        '<k o="KILLED" n="0" status="denied">No one</k> was killed.',
        # a negation of something else
        '<k o="KILLED" n="2">Two drivers</k> did not survive.',
        'There is no doubt that <k o="KILLED" n="12">12 students</k> were killed.',
        'Not only were <k o="KILLED" n="12">12 students</k> killed.',
        '<k o="KILLED" n="12">12 students</k> were killed in May.',
        '<k o="KILLED" n="12">12 students</k> were killed, and the governor did not resign.',
        # a figure that is taken back
        'Earlier we wrote that <k o="KILLED" n="12" status="denied">12 people</k> had died. '
        "That was wrong.",
        'Earlier we wrote that <k o="KILLED" n="12">12 people</k> had died. Their names are below.',
        'It is not true that <k o="KILLED" n="3" status="denied">three people</k> were killed.',
        'There is no truth in the report that <k o="KILLED" n="3" status="denied">three</k> died.',
        'The <s id="S1">army</s> called reports of <k o="KILLED" n="3" status="denied" src="S1">'
        "three dead</k> a lie.",
        'The army called for calm. Reports of <k o="KILLED" n="3">three dead</k> came in.',
        'The <s id="S1">army</s> dismissed as lies the figure of <k o="KILLED" n="3" '
        'status="denied" src="S1">three dead</k>.',
        '<s id="S1">Medics</s> contradicted him: <k o="KILLED" n="3" src="S1">three</k> had died.',
        # what is feared must be the death itself
        '<k o="KILLED" n="5" status="possible">Five divers</k> may have been killed.',
        'There were fears of more clashes after <k o="KILLED" n="2">two guards</k> were killed.',
        '<a c="ARMED_GROUP" id="A1">Robbers</a> tried to enter the bank and killed <k o="KILLED" '
        'n="2" perp="A1">two guards</k>.',
        'Fears of a raid grow as <k o="KILLED" n="4">four guards</k> were killed.',
        'The raid could see <k o="KILLED" n="&lt;=40" status="possible">as many as 40 guards</k> '
        "killed.",
        # what somebody can say of what has happened
        'We can now confirm that <k o="KILLED" n="12">12 people</k> have died.',
        'Police would not say whether <k o="KILLED" n="4" status="possible">four people</k> had '
        "been killed.",
        'The mine can kill <k o="KILLED" n="4" status="possible">four people</k>.',
        # a relative clause tells what happened, whoever may have planned it
        'The cell could be behind the raid that killed <k o="KILLED" n="4">four people</k>.',
        'They spoke of a raid that could have killed <k o="KILLED" n="4" status="possible">four '
        "people</k>.",
        'There are warnings of <k o="KILLED" n="many" status="possible">many more deaths</k> if '
        "the road stays shut.",
        'It reports <k o="KILLED" n="1" status="possible">one girl</k> feared dead.',
        'Not <k o="KILLED" n="15" status="denied">15 miners</k> but nine were killed.',
        'Not <k o="KILLED" n="15">all 15 miners</k> killed at Sur came from there.',
    ],
)
def test_status(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12" scope="period">12 students</k> have been killed since March.',
        'So far this year <k o="KILLED" n="90" scope="period">90 people</k> have been killed.',
        'The raid has claimed <k o="KILLED" n="90">90 lives</k> so far.',
        '<k o="KILLED" n="9">Nine porters</k> were killed in March this year.',
        # who speaks may have a time of its own
        'The <s id="S1">Dunes Network</s>, set up this year, <q id="Q1" s="S1">says</q> <c q="Q1">'
        '<k o="KILLED" n="9" src="S1">nine men</k> were killed</c>.',
        'The <s id="S1">Dunes Network</s> <q id="Q1" s="S1">says</q> <c q="Q1"><k o="KILLED" n="9" '
        'scope="period" src="S1">nine men</k> were killed this year</c>.',
        'The death toll has reached <k o="KILLED" n="157" scope="period">157</k>.',
        '<k o="KILLED" n="8000" scope="period">8,000 people</k> were killed.',
        '<k o="KILLED" n="12">12 students</k> were killed in one attack.',
        '<k o="KILLED" n="12">12 students</k> were killed.',
        # a time of the day begins no period, a day does
        '<k o="KILLED" n="20">Twenty people</k> have been killed here since dawn.',
        '<k o="KILLED" n="20" scope="period">Twenty people</k> have been killed here since Sunday.',
        '<k o="KILLED" n="20" scope="period">Twenty people</k> have been killed since 7 May.',
        '<k o="KILLED" n="20" scope="period">Twenty people</k> were killed on Monday and Friday.',
        '<k o="KILLED" n="20">Twenty people</k> were killed on Monday in the raid and fire.',
        '<k o="KILLED" n="20" scope="period">Twenty people</k> died between 4 and 9 May.',
        'He put the dead at <k o="KILLED" n="15-20">between 15 and 20</k>.',
        # what measures no stretch of time: what came later, a claim that only dates another one
        'The bomb hurt <k o="INJURED" n="9">nine people</k>, and the mayor has since resigned.',
        'Roads are shut since bombs killed <k o="KILLED" n="3">three men</k> near the bridge.',
        'It is the worst day since May, when <k o="KILLED" n="30">30 people</k> died in a raid.',
        '<k o="KILLED" n="18">18 people</k> died in the last two towns.',
        '<k o="KILLED" n="18" scope="period">18 people</k> died in the last two weeks.',
        # the items of a list have the stretch of its heading, if it announces counts
        'Dead since 7 May:\n\n- <k o="KILLED" n="12" scope="period">12 men</k> killed by bombs',
        'News since 7 May:\n\n- <k o="KILLED" n="12">12 men</k> killed by bombs',
        # a superlative counts back to the last one of its kind; a count in its clause does not
        'It was the worst attack on a school since 7 May, with <k o="KILLED" n="9">nine boys</k> '
        "dead.",
        'The worst is that <k o="KILLED" n="40" scope="period">40 men</k> have died since 7 May.',
        '<k o="KILLED" n="6">Six miners</k> died on the insurgency-hit island.',
        # one victim is no sum
        '<k o="KILLED" n="1">A baker</k> was shot dead, the first since March.',
        'It was the deadliest day of the protests, with <k o="KILLED" n="61" '
        'scope="period">61 people</k> killed.',
        # on a day of the week, and in the week
        '<k o="KILLED" n="3">Three men</k> were killed in the raid earlier this week.',
        '<k o="KILLED" n="3" scope="period">Three men</k> were killed this week.',
        '<k o="KILLED" n="2">Two men</k> died at a gate where <k o="KILLED" n="9" scope="period">'
        "nine</k> have died this year.",
        # counted in a country, and in one event there, or told of who did it
        '<k o="KILLED" n="11" scope="period" loc="L1">Eleven people</k> died in <l '
        't="country" id="L1">Egypt</l> on Monday.',
        '<k o="KILLED" n="11" loc="L1">Eleven people</k> died when a bus burned in <l '
        't="country" id="L1">Egypt</l>.',
        '<k o="KILLED" n="11" loc="L2">Eleven people</k> died in <l t="settlement" '
        'id="L2">Cairo</l>, <l t="country" id="L1">Egypt</l>.',
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> killed <k o="KILLED" n="11" loc="L1" '
        'perp="A1">eleven</k> in <l t="country" id="L1">Egypt</l>.',
        # the toll of a town's incident
        'The death toll in <l t="settlement" id="L1">Hama</l> has risen to <k o="KILLED" '
        'n="31" loc="L1">31</k>.',
        # a sum that a count adds to
        '<k o="KILLED" n="5">Five porters</k> were killed, bringing to <k o="KILLED" n="62" '
        'scope="period">62</k> the number killed since March.',
        '<k o="KILLED" n="5" scope="period">Five porters</k> were killed bringing bread to the '
        "camp since March.",
        '<k o="KILLED" n="5" scope="period">Five porters</k> were killed between the evening of '
        "3 May and noon.",
        '<k o="INJURED" n="8" scope="period" loc="L1 L2">Eight porters</k> were hurt in <l '
        't="country" id="L1">Chad</l> and <l t="country" id="L2">Niger</l>.',
        '<k o="KILLED" n="5" scope="period">Five porters</k> were killed over the previous two '
        "days.",
        # a toll that it adds to is not its own
        'Two shells left <k o="KILLED" n="12" part_of="K2">12 dead</k>, raising the day\'s toll '
        'to <k o="KILLED" n="30" scope="period" id="K2">30</k>.',
        'Three days of mourning began after <k o="KILLED" n="4">four clerks</k> were killed.',
        # a day's many dead that no town is named for
        '<k o="KILLED" n="122" scope="period">122 people</k> have died today.',
        '<k o="KILLED" n="22">22 people</k> have died today.',
        '<k o="KILLED" n="122" loc="L1">122 people</k> have died today in <l t="settlement" '
        'id="L1">Kut</l>.',
        # what one event has cost up to now
        '<k o="KILLED" n="8">Eight porters</k> have been found dead until now.',
        'In March alone <k o="KILLED" n="9" scope="period">nine porters</k> were killed.',
        # the killed and the hurt of one clause have one scope, and a whole that of its parts
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> killed <k o="KILLED" n="2" loc="L1" perp="A1">two '
        'porters</k> in <l t="country" id="L1">Chad</l> and wounded <k o="INJURED" n="5" '
        'loc="L1" perp="A1">another five</k>.',
        '<k o="KILLED" n="296" scope="period">296</k> have been killed and <k o="INJURED" '
        'n=">2200" scope="period">more than 2,200 wounded</k>.',
        '<k o="KILLED" n="2">Two porters</k> were killed on Monday, and <k o="KILLED" n="30" '
        'scope="period">30</k> have been killed this year.',
        '<k o="KILLED" n="30" scope="period">Thirty porters</k> have been killed and <k '
        'o="INJURED" n="60" scope="period">60</k> have been hurt this year.',
        # many who have died so far died in no one event
        '<k o="KILLED" n="331" scope="period">331 porters</k> have been killed so far.',
        'So far in April, <k o="KILLED" n="49" scope="period">49 porters</k> have been killed.',
        '<k o="KILLED" n="2">Two porters</k> were killed in the daily-shelled south.',
        '<k o="KILLED" n="2" scope="period">Two porters</k> were killed daily.',
    ],
)
def test_scope(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="12" loc="L1">12 people</k> were killed in <l t="settlement" '
        'id="L1">Benghazi</l>.',
        # of a chain the first and most specific
        '<k o="KILLED" n="3" loc="L1">Three people</k> were killed in <l t="neighbourhood" '
        'id="L1">Baba Amr</l>, <l t="settlement">Homs</l>.',
        # both of two
        '<k o="KILLED" n="5" loc="L1 L2">Five people</k> were killed in <l t="settlement" id="L1">'
        'Homs</l> and <l t="settlement" id="L2">Hama</l>.',
        # where they came from or fled to is not where they died
        '<k o="KILLED" n="3" loc="L1">Three students</k> were shot dead as they walked from '
        '<l t="settlement">Kosti</l> through <l t="settlement" id="L1">Rabak</l>.',
        '<k o="KILLED" n="4" loc="L1">Four refugees</k> who had fled from <l t="settlement">'
        'Mosul</l> were killed in <l t="settlement" id="L1">Kirkuk</l>.',
        # each clause has its own
        '<k o="KILLED" n="2" loc="L1">Two men</k> were killed in <l t="settlement" id="L1">'
        'Donetsk</l>, and <k o="INJURED" n="6" loc="L2">six</k> were wounded in '
        '<l t="settlement" id="L2">Luhansk</l>.',
        # the place of the sentence before
        'Shelling has begun in <l t="settlement" id="L1">Misrata</l>. '
        '<k o="KILLED" n="2" loc="L1">Two nurses</k> were killed.',
        # none is invented
        '<k o="KILLED" n="2">Two nurses</k> were killed.',
        # a paragraph goes back to the lead
        '<l t="settlement" id="L1">Zawiya</l> was shelled again last night.\n\n<k '
        'o="KILLED" n="3" loc="L1">Three farmers</k> were killed.',
        # each item of a list has its own
        'Tolls by town this evening:\n\n• <l t="settlement" id="L1">Homs</l>: <k o="KILLED" '
        'n="12" loc="L1" scope="period">12 dead</k>\n• <l t="settlement" id="L2">Idlib</l>: <k '
        'o="KILLED" n="7" loc="L2" scope="period">7 dead</k>',
        # the place beside the number
        '<k o="KILLED" n="9" loc="L1">Nine people</k> were killed in <l t="settlement" '
        'id="L1">Mosul</l> and <k o="KILLED" n="4" loc="L2">four</k> in <l t="settlement" '
        'id="L2">Kirkuk</l>.',
        # neither the dateline nor where the wounded are treated
        '<l t="settlement">BASRA</l> - A bomb in <l t="settlement" id="L1">Zubair</l> '
        'killed <k o="KILLED" n="5" loc="L1">five policemen</k>.',
        'Two rockets fell on the market of <l t="settlement" id="L1">Baquba</l>. <k '
        'o="INJURED" n="15" loc="L1">Fifteen people</k> were wounded and taken to a '
        'hospital in <l t="settlement">Baghdad</l>.',
        'A bus driving from <l t="settlement">Aden</l> to <l t="settlement">Sanaa</l> was '
        'shot at near <l t="settlement" id="L1">Dhamar</l>, killing <k o="KILLED" n="2" '
        'loc="L1">two passengers</k>.',
        'Clashes have spread to <l t="settlement" id="L1">Taiz</l>, and <k o="INJURED" '
        'n="several" loc="L1">several students</k> were wounded there.',
        # a row of places, of different kinds too; not the two ends of a road
        'In <l t="settlement" id="L1">Kut</l>, <l t="settlement" id="L2">Amara</l> and the town '
        'of <l t="settlement" id="L3">Samawa</l>, <k o="KILLED" n="9" loc="L1 L2 L3">nine '
        "people</k> were killed.",
        '<k o="KILLED" n="3" loc="L3">Three drivers</k> were killed on the road from <l '
        't="settlement">Kut</l> to <l t="settlement">Amara</l> near the town of <l '
        't="settlement" id="L3">Samawa</l>.',
        # the inner of two, whichever stands first
        'A bomb near <l t="settlement">Damascus</l>\'s northern <l t="neighbourhood" id="L1">'
        'Barzeh</l> district wounded <k o="INJURED" n="2" loc="L1">two drivers</k>.',
        '<k o="INJURED" n="2" loc="L1">Two drivers</k> were wounded in the <l t="settlement">'
        'Damascus</l> suburb of <l t="settlement" id="L1">Douma</l>.',
        # neither where somebody speaks, nor who attacks, nor what lies north of it
        'The <s id="S1">minister</s> <q id="Q1" s="S1">told</q> reporters in <l t="settlement">'
        'Kabul</l> that <c q="Q1"><k o="KILLED" n="12" src="S1">12 people</k> had died</c>.',
        'In <l t="settlement" id="L1">Horlivka</l> <k o="KILLED" n="1" loc="L1">one person</k> '
        'was killed by <l t="settlement">Kyiv</l>\'s shelling.',
        '<k o="KILLED" n="3" loc="L1">Three drivers</k> were killed in the south of ‘<l '
        't="settlement" id="L1">Kut</l>’ in the province of <l t="admin">Wasit</l>.',
        '<k o="KILLED" n="3" loc="L1">Three drivers</k> were killed in ‘<l t="settlement" '
        'id="L1">Rastan</l>’ in the city of <l t="settlement">Homs</l>.',
        # the nearest paragraph that tells of a place, rather than the dateline
        '<l t="settlement">ALEPPO</l>, <l t="country">Syria</l> - Tanks stood in <l '
        't="neighbourhood" id="L1">Salaheddin</l> at dawn.\n\n<k o="KILLED" n="6" loc="L1">Six '
        "drivers</k> were killed.",
        'Fog hid <l t="settlement" id="L1">Maaret Misrin</l>, a town south-west of the city of '
        '<l t="settlement">Aleppo</l>.\n\n<k o="KILLED" n="6" loc="L1">Six drivers</k> '
        "were killed.",
        'Fog hid the village of <l t="settlement" id="L1">Sanaka</l>, located in the <l '
        't="settlement">Kombara</l> commune.\n\n<k o="KILLED" n="6" loc="L1">Six drivers</k> '
        "were killed.",
        # an elliptic item has its place behind it
        'Clashes left <k o="KILLED" n="13" loc="L1">13 dead</k> in <l t="settlement" id="L1">Cairo'
        '</l> and <k o="KILLED" n="1" loc="L2">another</k> in the old port of <l t="settlement" '
        'id="L2">Alexandria</l>.',
        # few dead here and as many there are two claims
        'A bomb killed <k o="KILLED" n="2" loc="L1">two people</k> in <l t="settlement" '
        'id="L1">Kut</l>.\n\n<k o="KILLED" n="2" loc="L2">Two people</k> were killed in a blast '
        'in <l t="settlement" id="L2">Amara</l>.',
        # nor is a region the inner place of its city
        'In the coastal <l t="region">Gaza Strip</l> city of <l t="settlement" id="L1">Deir '
        'al-Balah</l> <k o="KILLED" n="4" loc="L1">four people</k> were killed.',
        # a day's sum is not bound to where else there is fighting
        '<k o="KILLED" n="140" scope="period">140 people</k> were killed across the country today, '
        'and a bridge fell in <l t="settlement">Damascus</l>.',
        # a part's place is its own, unless the sentence goes on with the whole
        '<k o="KILLED" n="13" loc="L1" id="K1">13 people</k>, including <k o="KILLED" n="1" '
        'part_of="K1" loc="L1">a nurse</k>, were killed on Friday in <l t="settlement" '
        'id="L1">Homs</l>.',
        # a sum over events does not go back to the place of one
        'A shell fell in <l t="settlement">Taiz</l>. <k o="KILLED" n="3000" '
        'scope="period">3,000 people</k> have been killed since March.',
    ],
)
def test_places(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="2" perp="A1">Two men</k> were shot dead by <a c="SECURITY_FORCES" '
        'id="A1">soldiers</a>.',
        '<k o="KILLED" n="2" perp="A1 A2">Two men</k> were killed by <a c="SECURITY_FORCES" '
        'id="A1">soldiers</a> and <a c="MILITIA" id="A2">shabiha</a>.',
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> killed <k o="KILLED" n="3" perp="A1">three '
        "judges</k>.",
        '<k o="KILLED" n="6" perp="A1">Six prisoners</k> died at the hands of <a '
        'c="SECURITY_FORCES" id="A1">police</a>.',
        '<a c="ARMED_GROUP" id="A1">Rebels</a>, not <a c="SECURITY_FORCES">soldiers</a>, killed '
        '<k o="KILLED" n="2" perp="A1">two men</k>.',
        # who is near is no perpetrator
        '<k o="KILLED" n="2">Two men</k> were killed by a mine.',
        '<a c="ARMED_GROUP">Rebels</a> targeted a car. <k o="KILLED" n="2">Two men</k> were killed '
        "by Russian airstrikes.",
        '<a c="ARMED_GROUP" id="A1">Rebels</a> shot <k o="INJURED" n="2" perp="A1">two guards</k>, '
        'and a mine wounded <k o="INJURED" n="3">three</k>.',
        '<a c="ARMED_GROUP" id="A1">Rebels</a> stormed the camp with rifles and a bomb, killing <k '
        'o="KILLED" n="2" perp="A1">two guards</k>.',
        '<k o="KILLED" n="2">Two men</k> were killed in a clash with <a c="ARMED_GROUP">rebels'
        "</a>.",
        '<k o="KILLED" n="2">Two soldiers</k> were killed.',
        # who did something else, or shot his own side
        '<k o="KILLED" n="2">Two women</k> died in the fire, while <a c="ARMED_GROUP">rebels</a> '
        "shelled the port.",
        '<k o="KILLED" n="2">Two women</k> died in the fire in the port, which had been raided by '
        '<a c="ARMED_GROUP">rebels</a>.',
        '<a c="SECURITY_FORCES" id="A1">Police</a> killed <k o="KILLED" n="9" perp="A1">nine '
        'gunmen</k>, and <k o="KILLED" n="2">two <a c="SECURITY_FORCES">policemen</a></k> were '
        "killed.",
        # who was targeted did not do it; who did may be described first
        'The bomb that targeted a <a c="SECURITY_FORCES">police patrol</a> killed <k o="KILLED" '
        'n="2">two boys</k>.',
        '<k o="KILLED" n="2" perp="A1">Two boys</k> were killed as <a c="SECURITY_FORCES" '
        'id="A1">riot police</a>, armed with batons, stormed the port.',
        # not of those who were attacked themselves, nor of what they did a week before
        'A <a c="SECURITY_FORCES">patrol</a> was also attacked, leaving <k o="INJURED" n="2">two '
        "clerks</k> wounded.",
        '<k o="INJURED" n="3">Three clerks</k> were hurt, a week after <a c="ARMED_GROUP">rebels'
        "</a> shelled the port.",
        # nor of who is worried about it
        'The <a c="INTERNATIONAL">U.N.</a> is worried about reports that airstrikes hit a port, '
        'killing <k o="KILLED" n="2">two clerks</k>.',
        # of two sides the other one
        '<a c="SECURITY_FORCES" id="A1">Troops</a> and <a c="ARMED_GROUP" id="A2">rebels</a> '
        'clashed in the port, killing <k o="KILLED" n="2" perp="A2">two <a c="SECURITY_FORCES">'
        'soldiers</a></k> and <k o="KILLED" n="9" perp="A1">nine <a '
        'c="ARMED_GROUP">rebels</a></k>.',
        # the attack told of in the clause, or in the sentence before
        '<k o="INJURED" n="9" perp="A1">Nine people</k> were wounded after <a c="ARMED_GROUP" '
        'id="A1">gunmen</a> hurled a grenade at a bus.',
        '<a c="SECURITY_FORCES" id="A1">Police</a> opened fire on the crowd, killing <k '
        'o="KILLED" n="3" perp="A1">three people</k>.',
        '<a c="SECURITY_FORCES" id="A1">Soldiers</a> stormed the village at dawn. <k '
        'o="KILLED" n="8" perp="A1">Eight farmers</k> were shot dead.',
        '<k o="KILLED" n="5" perp="A1">Five people</k> were killed when <a c="ARMED_GROUP" '
        'id="A1">gunmen</a> attacked a bus.',
        '<k o="KILLED" n="2" perp="A1">Two shepherds</k> lost their lives after <a '
        'c="ARMED_GROUP" id="A1">militants</a> shelled their camp.',
        '<a c="MILITIA" id="A1">Shabiha</a> and <a c="SECURITY_FORCES" id="A2">soldiers</a> '
        'raided the quarter; <k o="KILLED" n="7" perp="A1 A2">seven residents</k> were '
        "executed.",
        # told of with a participle, by somebody, or far behind
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> allied with the clan attacked a bus, killing <k '
        'o="KILLED" n="3" perp="A1">three passengers</k>.',
        'A clerk saw <a c="ARMED_GROUP" id="A1">militants</a> shoot <k o="KILLED" n="2" '
        'perp="A1">two drivers</k>.',
        '<k o="KILLED" n="2" perp="A1">Two drivers</k> were killed in an attack on the lorry '
        'park, near the old cement works (north), by <a c="ARMED_GROUP" id="A1">unidentified '
        "gunmen</a>.",
        '<k o="KILLED" n="3" perp="A1">Three drivers</k> were killed in an attack by the '
        'country\'s <a c="ARMED_GROUP" id="A1">smaller rebel group</a>.',
        # nor of another event, nor what is only supposed, nor who found the dead
        '<a c="ARMED_GROUP">Gunmen</a> attacked a bank. <k o="KILLED" n="2">Two clerks</k> were '
        "killed when a bomb exploded.",
        'They will march even if the <a c="SECURITY_FORCES">army</a> opens fire. <k '
        'o="KILLED" n="2">Two students</k> died on Monday.',
        '<a c="SECURITY_FORCES">Police</a> found the bodies of <k o="KILLED" n="4">four '
        "drivers</k>.",
        # of both counts
        '<k o="KILLED" n="1" perp="A1">A student</k> was killed and <k o="INJURED" n="4" '
        'perp="A1">four</k> were wounded by <a c="SECURITY_FORCES" id="A1">soldiers</a>.',
        # not of who attacked and lost, fired nothing, did something else, or was hurt
        '<a c="ARMED_GROUP">Rebels</a> attacked the barracks and <k o="KILLED" n="6">six <a '
        'c="ARMED_GROUP">rebels</a></k> were killed.',
        'No <a c="SECURITY_FORCES">soldiers</a> fired, and <k o="INJURED" n="2">two '
        "boys</k> were hurt in the crush.",
        '<a c="SECURITY_FORCES">Police</a> sealed the square. <k o="INJURED" n="2">Two '
        "women</k> were hurt in a fall.",
        '<k o="KILLED" n="2">Two men</k> were killed on a road that had been cleared by the '
        '<a c="SECURITY_FORCES">army</a>.',
        'A roadside bomb killed <k o="KILLED" n="2">two <a '
        'c="SECURITY_FORCES">soldiers</a></k> and wounded <k o="INJURED" n="3">three</k>.',
        # of who claims responsibility, not of who denies it
        '<k o="KILLED" n="2" perp="A1">Two clerks</k> were killed by a bomb. The '
        '<a c="ARMED_GROUP" id="A1">rebels</a> claimed responsibility for it.',
        '<k o="KILLED" n="2">Two clerks</k> were killed by a bomb. The '
        '<a c="ARMED_GROUP">rebels</a> denied responsibility for it.',
        # "they" are who did it before
        '<a c="ARMED_GROUP" id="A1">Gunmen</a> killed <k o="KILLED" n="2" perp="A1">two clerks'
        '</k>. Then they shot <k o="KILLED" n="1" perp="A1">a baker</k> dead.',
        # not of the parties of a battle, of a part of what was found, of another clause
        'A battle between <a c="SECURITY_FORCES">soldiers</a> and <a c="ARMED_GROUP">militants'
        '</a> has ended, killing <k o="KILLED" n="14">14 people</k>.',
        'A bomb under a <a c="SECURITY_FORCES">colonel</a>\'s car hurt <k o="INJURED" n="1">a '
        "driver</k>.",
        '<a c="SECURITY_FORCES">Police</a> are on alert since <a c="ARMED_GROUP" id="A1">rebels'
        '</a> shot at a bus. <k o="KILLED" n="2" perp="A1">Two nuns</k> were killed.',
        # of whom a noun for the attack names: who made it, claims it, is blamed for it
        'A raid by <a c="ARMED_GROUP" id="A1">rebels</a> killed <k o="KILLED" n="9" perp="A1">'
        "nine farmers</k>.",
        'An air strike carried out by <a c="INTERNATIONAL" id="A1">coalition forces</a> left <k '
        'o="KILLED" n="20" perp="A1">20 dead</k>.',
        'A raid attributed by the mayor to <a c="ARMED_GROUP" id="A1">separatists</a> left <k '
        'o="KILLED" n="9" perp="A1">nine dead</k>.',
        '<k o="KILLED" n="9" perp="A1">Nine farmers</k> were killed in a raid blamed on <a '
        'c="ARMED_GROUP" id="A1">rebels</a>.',
        '<k o="KILLED" n="9" perp="A1">Nine farmers</k> were killed in an attack that was '
        'blamed on <a c="ARMED_GROUP" id="A1">militants</a>.',
        'Rocket fire from <a c="ARMED_GROUP" id="A1">militants</a> hurt <k o="INJURED" n="6" '
        'perp="A1">six shoppers</k>.',
        # not of another attack, nor who only lives through one or belongs to the dead
        'A raid by <a c="ARMED_GROUP">rebels</a> came after a blast killed <k o="KILLED" n="9">'
        "nine farmers</k>.",
        'A <a c="GOVERNMENT">governor</a> survived a blast that killed <k o="KILLED" n="3">three '
        "clerks</k>.",
        'The <a c="SECURITY_FORCES" id="A1">army</a> launched a raid that killed <k o="KILLED" '
        'n="3" perp="A1">three clerks</k>.',
        '<a c="ARMED_GROUP">Rebels</a> attacked a bridge. The attack came after a car bomb killed '
        '<k o="KILLED" n="5">five clerks</k>.',
        # of those who are counted or gathered, who launched it, or are said to have done it
        '<k o="KILLED" n="2" perp="A1">Two marchers</k> were killed as hundreds of <a '
        'c="SECURITY_FORCES" id="A1">riot police</a> stormed the square.',
        'Members of the <a c="SECURITY_FORCES" id="A1">army</a> shot dead <k o="KILLED" n="6" '
        'perp="A1">six farmers</k>.',
        'The <a c="ARMED_GROUP" id="A1">Taliban</a> conducted nine attacks, in which <k '
        'o="KILLED" n="210" perp="A1">210 clerks</k> were killed.',
        '<a c="MILITIA" id="A1">Militias</a> sent to the hills have reportedly killed <k '
        'o="KILLED" n="9" perp="A1">nine farmers</k>.',
        # of the owner of the attack, but not of what was attacked, nor of who was murdered
        'Airstrikes by <a c="INTERNATIONAL" id="A1">Chad\'s military</a> have killed <k '
        'o="KILLED" n="9" perp="A1">nine porters</k>.',
        '<k o="KILLED" n="9" perp="A1">Nine porters</k> died as a result of the <a '
        'c="SECURITY_FORCES" id="A1">army</a>\'s two-day assault.',
        'The <a c="ARMED_GROUP" id="A1">rebels</a>\' attack on the mill, in which <k o="KILLED" '
        'n="9" perp="A1">nine</k> were killed, began at dawn.',
        'A shell hit the <a c="SECURITY_FORCES">army</a>\'s artillery base, killing <k '
        'o="KILLED" n="2">two boys</k>.',
        'The <a c="SECURITY_FORCES" id="A1">army</a>\'s brutality killed <k o="KILLED" n="4" '
        'perp="A1">four porters</k>.',
        # of a part it is who did the whole
        'The <s id="S1"><a c="INTERNATIONAL">consul</a></s> accused <a '
        'c="ARMED_GROUP" id="A1">rebels</a> of shelling a mill, and said <k o="KILLED" n="8" '
        'perp="A1" src="S1" id="K1">eight</k>, including <k o="KILLED" n="2" perp="A1" src="S1" '
        'part_of="K1">two porters</k>, were killed.',
        # in a clause of its own, behind "who" and "when", and not a target
        '<a c="SECURITY_FORCES">Troops</a> searched the house of the <a c="ARMED_GROUP" id="A1">'
        'gunman</a> who killed <k o="KILLED" n="3" perp="A1">three clerks</k>.',
        'The <a c="SECURITY_FORCES">navy</a> faced its worst day when <a c="ARMED_GROUP" '
        'id="A1">pirates</a> shelled a pier, killing <k o="KILLED" n="4" perp="A1">four</k>.',
        'The <a c="SECURITY_FORCES">army</a> is leaving the port; but fresh shelling killed <k '
        'o="KILLED" n="4">four clerks</k>.',
        '<k o="INJURED" n="9" perp="A1">Nine</k> were hurt when <a c="SECURITY_FORCES" '
        'id="A1">police</a> opened fire on a group of <a c="PROTESTERS">protesters</a>.',
        'The <a c="SECURITY_FORCES">army</a> traded blame with <a c="ARMED_GROUP">rebels</a> for '
        'a blast that reportedly killed <k o="KILLED" n="4">four clerks</k>.',
        '<k o="KILLED" n="1" perp="A1">A man</k> was shot dead by <a c="SECURITY_FORCES" id="A1">'
        'guards</a> after a blast which killed <k o="KILLED" n="4">four clerks</k>.',
        # not since when people have died, nor of what was set up, nor of others' by-phrases
        '<k o="KILLED" n="9" scope="period">Nine porters</k> have died since <a '
        'c="SECURITY_FORCES">police</a> raided the mill.',
        '<a c="SECURITY_FORCES">Soldiers</a> set up tents in the port. <k o="KILLED" n="2">Two '
        "boys</k> were killed.",
        '<k o="KILLED" n="2">Two boys</k> were killed by a mine and <k o="INJURED" n="5" '
        'perp="A1">five</k> were hurt by <a c="SECURITY_FORCES" id="A1">soldiers</a>.',
        # nobody claims to have killed its own attackers
        '<k o="KILLED" n="6">Six <a c="ARMED_GROUP">attackers</a></k> were killed. The <a '
        'c="ARMED_GROUP">Taliban</a> claimed responsibility for the raid.',
        # of both who act together, and of members who are said to have done it
        '<a c="SECURITY_FORCES" id="A1">Troops</a> and <a c="MILITIA" id="A2">militiamen</a> '
        'killed <k o="KILLED" n="9" perp="A1 A2">nine porters</k>.',
        '<k o="KILLED" n="9" perp="A1">Nine porters</k> died in an attack carried out on Friday '
        'near the mill by alleged members of the <a c="ARMED_GROUP" id="A1">Taliban</a>.',
        # of those without arms where the deed is plain
        '<a c="CIVILIANS" id="A1">Villagers</a> killed <k o="KILLED" n="2" perp="A1">two <a '
        'c="SECURITY_FORCES">policemen</a></k>.',
        '<k o="KILLED" n="1" perp="A1">A man</k> was shot dead by <a c="CIVILIANS" id="A1">'
        "settlers</a>.",
        '<a c="CIVILIANS" id="A1">Settlers</a> attacked the mill, killing <k o="KILLED" n="2" '
        'perp="A1">two porters</k>.',
        '<k o="KILLED" n="1">A man</k> was found dead by <a c="CIVILIANS">villagers</a>.',
        '<a c="CIVILIANS">Villagers</a> attacked by <a c="ARMED_GROUP" id="A1">rebels</a> fled, '
        'and <k o="KILLED" n="9">nine</k> were killed.',
        '<a c="CIVILIANS">Residents</a> fled as shelling killed <k o="KILLED" n="9">nine</k>.',
        # not of who is only told of: shocked, called, asked to look into it, found among them
        'The <a c="INTERNATIONAL">UN mission</a> is appalled by the raid on the mill, wounding <k '
        'o="INJURED" n="2">two porters</k>.',
        'The <a c="INTERNATIONAL">UN mission</a> received a note on the deaths of <k o="KILLED" '
        'n="2">two porters</k>.',
        'The wall fell onto <a c="SECURITY_FORCES">soldiers</a>, and caused the deaths of <k '
        'o="KILLED" n="2">two porters</k>.',
        '<k o="KILLED" n="some" part_of="K1"><a c="CIVILIANS">Children</a></k> were among the '
        '<k o="KILLED" n="9" id="K1">nine people</k> shot '
        "dead in the mill.",
        '<c q="Q1"><k o="KILLED" n="9" perp="A1" src="S1">Nine porters</k> died when the mill was '
        'attacked by <a c="ARMED_GROUP" id="A1">rebels</a></c>, the <s id="S1"><a '
        'c="SECURITY_FORCES">army</a></s> <q id="Q1" s="S1">said</q>.',
        # of those who were chased, behind "and"; of the second clause behind ";"
        '<a c="SECURITY_FORCES">Troops</a> chased <a c="ARMED_GROUP" id="A1">rebels</a> who '
        'raided a mill and killed <k o="KILLED" n="9" perp="A1">nine porters</k>.',
        '<a c="SECURITY_FORCES" id="A1">Troops</a> killed <k o="KILLED" n="1" perp="A1">a porter'
        '</k>; <a c="ARMED_GROUP" id="A2">rebels</a> raided a mill, killing <k o="KILLED" n="2" '
        'perp="A2">two clerks</k>.',
        '<a c="ARMED_GROUP">Rebels</a> raided a mill; in Sur, a fire left <k o="KILLED" n="5">five '
        "porters</k> dead.",
        # of who is told of behind "that", and not of whose bus it was
        'The <a c="SECURITY_FORCES">army</a> got a call that <a c="ARMED_GROUP" id="A1">gunmen</a> '
        'had raided a mill, and killed <k o="KILLED" n="7" perp="A1">seven porters</k>.',
        'A fire hit a market and a <a c="SECURITY_FORCES">police</a> bus, killing <k o="KILLED" '
        'n="9">nine</k>.',
        'It left <k o="KILLED" n="6">six porters</k> dead in the worst raid since <a '
        'c="ARMED_GROUP">rebels</a> and the <a c="SECURITY_FORCES">army</a> shelled Sur.',
        # of who attacked them before
        'The convoy was ambushed by <a c="ARMED_GROUP" id="A1">rebels</a>. <k o="KILLED" n="2" '
        'perp="A1">Two porters</k> died.',
        '<k o="KILLED" n="1" perp="A1">A man</k> was shot by <a c="SECURITY_FORCES" id="A1">'
        'police</a>. <k o="INJURED" n="2">Two porters</k> were hurt when a wall fell.',
        # who claims one attack claims no other
        'A bomb killed <k o="KILLED" n="2">two porters</k>. A car bomb killed <k o="KILLED" n="5" '
        'perp="A1">five clerks</k>. The <a c="ARMED_GROUP" id="A1">Taliban</a> claimed '
        "responsibility for the car bomb.",
        'A bomb killed <k o="KILLED" n="2" perp="A1">two porters</k>. A car bomb killed <k '
        'o="KILLED" n="5" perp="A1">five clerks</k>. The <a c="ARMED_GROUP" id="A1">Taliban</a> '
        "claimed responsibility for the attacks.",
        # not of who took them to hospital
        '<a c="SECURITY_FORCES">Police</a> took <k o="INJURED" n="28">28 people</k> to hospital.',
        # a clause behind "where" has its own subject, unless that is a pronoun
        '<a c="SECURITY_FORCES">Soldiers</a> hold the port, where a bomb killed '
        '<k o="KILLED" n="4">four porters</k>.',
        '<a c="SECURITY_FORCES" id="A1">Soldiers</a> hold the port, where they killed '
        '<k o="KILLED" n="4" perp="A1">four porters</k>.',
        # a sentence of its own, where a weapon or the hurt are named
        'The <a c="SECURITY_FORCES">army</a> reached Sur. Car bombs killed <k o="KILLED" n="2">two '
        "porters</k>.",
        '<k o="KILLED" n="3">Three men</k> died. <a c="SECURITY_FORCES">Soldiers</a> were among '
        "those shot.",
    ],
)
def test_perpetrators(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1"><k o="KILLED" n="12" '
        'src="S1">12 people</k> were killed</c>.',
        # the innermost of a chain
        '<s id="S1">Reuters</s> <q id="Q1" s="S1">reports</q> that <c q="Q1">a <s id="S2">doctor'
        '</s> <q id="Q2" s="S2">said</q> <c q="Q2"><k o="KILLED" n="12" src="S2">12 people</k> '
        "were killed</c></c>.",
        # the sentence behind a saying goes on with it, the paragraph behind it does not
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>. '
        '<c q="Q1"><k o="KILLED" n="12" src="S1">12 people</k> were killed</c>.',
        '<s id="S1">Activists</s> <q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>.\n\n'
        '<k o="KILLED" n="12">12 people</k> were killed.',
        # not to this saying
        '<k o="KILLED" n="12">12 people</k> were killed. <s id="S1">Activists</s> '
        '<q id="Q1" s="S1">say</q> <c q="Q1">the road is shut</c>.',
        # who cites no speaker only gives a reason
        '<s id="S1">Police</s> <q id="Q1" s="S1">told</q> reporters citing safety rules that <c '
        'q="Q1"><k o="KILLED" n="12" src="S1">12 people</k> were killed</c>.',
        # what goes on behind "while" with one more
        '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> that <c q="Q1"><k o="KILLED" n="1" '
        'src="S1">one man</k> was killed, while <k o="KILLED" n="1" src="S1">a boy</k> died '
        "later</c>.",
        # nobody is named
        '<c q="Q1"><k o="KILLED" n="12">12 people</k> were</c> <q id="Q1">reportedly</q> <c '
        'q="Q1">killed</c>.',
    ],
)
def test_sources(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # the same count told again, in other words
        'A bomb has killed <k o="KILLED" n="31" id="K1">31 people</k>.\n\n<k o="KILLED" n="31" '
        'part_of="K1">31 shoppers</k> were killed by the bomb.',
        # other numbers, other victims
        'A bomb has killed <k o="KILLED" n="31" id="K1">31 people</k>.\n\n<k o="KILLED" n="14">14 '
        "shoppers</k> were killed by a second bomb.",
        '<k o="KILLED" n="31">31 people</k> were killed and <k o="INJURED" n="31">31 wounded</k>.',
        # parts: coordinated subsets, and a count that goes back to one
        '<k o="KILLED" n="9" id="K1">Nine people</k> were killed, among them <k o="KILLED" '
        'n="1" part_of="K1">a nurse</k> and <k o="KILLED" n="2" part_of="K1">two '
        "drivers</k>.",
        '<k o="KILLED" n="9" id="K1">Nine people</k> were killed. <k o="KILLED" n="3" '
        'part_of="K1">Three of them</k> were children.',
        # not another event, not another outcome
        '<k o="KILLED" n="5">Five miners</k> were killed on Monday and <k o="KILLED" '
        'n="2">two teachers</k> were killed on Tuesday.',
        '<k o="KILLED" n="9">Nine soldiers</k> were killed and <k o="INJURED" '
        'n="3">three</k> were wounded.',
        # a round-up: the next item tells of other people, and its numbers add up by chance
        '<l t="settlement" id="L1">HAMA</l> - <k o="KILLED" n="5" loc="L1">Five men</k> were '
        'killed.\n<l t="settlement" id="L2">HOMS</l> - <k o="KILLED" n="2" loc="L2">Two women</k> '
        'were killed.\n<l t="settlement" id="L3">IDLIB</l> - <k o="KILLED" n="3" loc="L3">Three '
        'boys</k> were killed.\n<l t="settlement" id="L4">DARAA</l> - <k o="KILLED" n="5" '
        'loc="L4">Five men</k> were shot dead.',
        # a breakdown by kind and one by town; a sum over places is one over events
        '<k o="KILLED" n="58" id="K1" scope="period">58 people</k> were killed, <k o="KILLED" '
        'n="46" part_of="K1" scope="period">46 of them civilians</k>.\n\nBy town:\n\n'
        '• <l t="settlement" id="L1">Homs</l>: <k o="KILLED" n="17" part_of="K1" '
        'scope="period" loc="L1">17</k>\n• <l t="settlement" id="L2">Hama</l>: <k o="KILLED" '
        'n="41" part_of="K1" scope="period" loc="L2">41</k>',
        # far from its whole, a list must add up to it
        '<k o="KILLED" n="58" id="K1" scope="period">58 people</k> died. '
        f'{_FILLER}\n\nBy town:\n\n• <l t="settlement" id="L1">Homs</l>: <k o="KILLED" n="17" '
        'part_of="K1" scope="period" loc="L1">17</k>\n• <l t="settlement" id="L2">Hama</l>: <k '
        'o="KILLED" n="41" part_of="K1" scope="period" loc="L2">41</k>',
        '<k o="KILLED" n="58">58 people</k> died. '
        f'{_FILLER}\n\nBy town:\n\n• <l t="settlement" id="L1">Homs</l>: <k o="KILLED" n="17" '
        'loc="L1">17</k>\n• <l t="settlement" id="L2">Hama</l>: <k o="KILLED" n="40" '
        'loc="L2">40</k>',
        '<k o="KILLED" n="6" id="K1" scope="period">Six people</k> died, <k o="KILLED" n="4" '
        'part_of="K1" scope="period" loc="L1">four</k> in <l t="settlement" id="L1">Homs</l> and '
        '<k o="KILLED" n="2" part_of="K1" scope="period" loc="L2">two</k> in '
        '<l t="settlement" id="L2">Hama</l>.',
        # a list that leaves some out, with brackets and subsets, and without a blank
        '<k o="KILLED" n="30" id="K1" scope="period">30 people</k> were killed:\n'
        '<k o="KILLED" n="12" id="K2" part_of="K1" scope="period" loc="L1">12</k> in '
        '<l t="settlement" id="L1">Homs</l> (including <k o="KILLED" n="4" part_of="K2" '
        'scope="period" loc="L2">4</k> in <l t="settlement" id="L2">Rastan</l>); <k o="KILLED" '
        'n="7" id="K4" part_of="K1" scope="period" loc="L3">7</k> in <l t="settlement" '
        'id="L3">Hama</l>, among them <k o="KILLED" n="2" part_of="K4" scope="period" '
        'loc="L4">2</k> in <l t="settlement" id="L4">Salamiyah</l> and <k o="KILLED" n="3" '
        'part_of="K4" scope="period" loc="L5">3</k> in <l t="settlement" id="L5">Suran</l>; '
        '<k o="KILLED" n="5" part_of="K1" scope="period" loc="L6">5</k> <l t="settlement" '
        'id="L6">Idlib</l>;<k o="KILLED" n="1" part_of="K1" scope="period" loc="L7">1</k> in '
        '<l t="settlement" id="L7">Jableh</l>.',
        # a round-up: what is told under another town is another event
        '<k o="KILLED" n="2" loc="L1">Two guards</k> were killed in <l t="settlement" '
        'id="L1">Baiji</l>.\n\nIn <l t="settlement" id="L2">Hawija</l>, a bomb went off. <k '
        'o="KILLED" n="2" loc="L2">Two guards</k> were killed.',
        # of other provinces, or of another age
        '<k o="KILLED" n="1" loc="L1">One person</k> was killed in <l t="settlement" '
        'id="L1">Rastan</l>.\n\n<k o="KILLED" n="1" loc="L2">One person</k> was killed in '
        '<l t="admin" id="L2">Idlib</l> province.',
        '<k o="KILLED" n="1">A Kenyan nurse</k> was killed.\n\nOn the road <k o="KILLED" n="1">a '
        "young Ugandan nurse</k> was killed.",
        '<k o="KILLED" n="1" id="K1">A Kenyan nurse</k> was killed.\n\nOn the road <k o="KILLED" '
        'n="1" part_of="K1">a nurse</k> was killed.',
        '<k o="KILLED" n="1">A nurse</k>, 34, was killed.\n\n<k o="KILLED" n="1">A nurse</k>, '
        "51, was killed.",
        # who speaks behind a victim is not his name
        '<c q="Q1">The shell killed <k o="KILLED" n="1" src="S1">a guard</k></c>, <s id="S1">'
        'Mayor Ali Saleh</s> <q id="Q1" s="S1">said</q>.',
        # two people told of in one sentence are two
        '<k o="KILLED" n="1" loc="L1">A baker</k> was shot dead in <l t="settlement" '
        'id="L1">Homs</l>, and <k o="KILLED" n="1" loc="L2">a baker</k> was killed in <l '
        't="settlement" id="L2">Hama</l>.',
        # the first of a list is no total, and what is more than it, or a tenth of it, no part
        '<k o="KILLED" n="5" scope="period" loc="L1">5 people</k> were killed in <l t="settlement" '
        'id="L1">Homs</l>, <k o="KILLED" n="3" scope="period" loc="L2">3</k> in <l t="settlement" '
        'id="L2">Hama</l> and <k o="KILLED" n="2" scope="period" loc="L3">2</k> in <l '
        't="settlement" id="L3">Idlib</l>.',
        '<k o="KILLED" n="80">80 people</k> have been killed. <k o="KILLED" n="3" loc="L1">Three'
        '</k> died in <l t="settlement" id="L1">Homs</l> and <k o="KILLED" n="2" loc="L2">two'
        '</k> in <l t="settlement" id="L2">Hama</l>.',
        # the rest of a total, and of all victims; who died of the hurt is no part of the dead
        '<k o="KILLED" n="10" id="K1">Ten clerks</k> were killed. <k o="KILLED" n="6" '
        'part_of="K1">Six of the victims</k> died in a cellar. The <k o="KILLED" n="4" '
        'part_of="K1">four remaining victims</k> were found in a car.',
        '<k o="KILLED" n="16" id="K1">Sixteen sailors</k> drowned. <k o="KILLED" n="10">Ten '
        'bodies</k> were found on Monday. <k o="KILLED" n="6" part_of="K1">The other six bodies'
        "</k> were found on Friday.",
        '<k o="KILLED" n="9">Nine people</k> died on Monday. On the other bank <k '
        'o="KILLED" n="3">three clerks</k> were shot dead.',
        '<k o="KILLED" n="16">Sixteen sailors</k> died; <k o="INJURED" n="18">18</k> were hurt '
        'and <k o="KILLED" n="3">three</k> of them died on Friday.',
    ],
)
def test_parts_and_counts_that_are_told_again(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="1" id="K1"><v k="K1">Samir Haddad</v></k> was killed at his shop.',
        '<k o="KILLED" n="1" id="K1">A baker</k>, <v k="K1">Samir Haddad</v>, was killed.',
        '<k o="KILLED" n="2">Two bakers</k> were killed. Samir Haddad survived.',
        '<k o="KILLED" n="1" id="K1"><v k="K1">Samir Haddad</v></k>, <k o="KILLED" n="1" id="K2">'
        '<v k="K2">Omar Said</v></k> and <k o="KILLED" n="1" id="K3"><v k="K3">Lina Amin</v></k> '
        "were killed.",
        '<k o="KILLED" n="1" id="K1">Major-General <v k="K1">Samir Haddad</v></k> was killed.',
        '<k o="KILLED" n="1">One Navy medic</k> was killed.',
    ],
)
def test_names(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, claims)
    assert found == given


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("A 16-year-old boy was killed.", [16]),
        ("A 16 year old boy was killed.", [16]),
        ("They killed a boy aged 12.", [12]),
        ("Three men aged 20, 31 and 45 were killed.", [20, 31, 45]),
        ("A boy aged 12, 40 drivers and a nurse were killed.", [12]),
        ("Samir Haddad, 43, was killed.", [43]),
        ("Samir Haddad and 3-year-old Lina Amin were killed.", []),
        ("Three boys were killed.", []),
        ("43 boys were killed.", []),
    ],
)
def test_ages(nlp: Language, text: str, ages: list[int]) -> None:
    assert [age["age"] for age in first_claim(nlp, text)["ages"]] == ages


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        # the entry's time is a Tuesday
        ("Two men were killed.", "2011-11-08", 1),
        ("Two men were killed today.", "2011-11-08", 1),
        ("Two men were killed yesterday.", "2011-11-07", 1),
        ("Two men were killed last night.", "2011-11-07", 1),
        ("Two men were killed on Tuesday.", "2011-11-08", 1),
        ("Two men were killed on Friday.", "2011-11-04", 1),
        ("Two men have been killed since March.", "2011-11-08", 3),
        # a month, and places that begin as one does
        ("Two men were killed in May.", "2011-05-01", 3),
        ("Last July two men were killed.", "2011-07-01", 3),
        ("Two men were killed in Maysar, in Augustow and in Janbulat.", "2011-11-08", 1),
        # counted from the last day that was named, or back from the entry
        ("They met on Friday. A day earlier two men were killed.", "2011-11-03", 1),
        ("They met on Friday. On the same day two men were killed.", "2011-11-04", 1),
        ("They met on Friday. Two men were killed the following day.", "2011-11-05", 1),
        ("Two men were killed two days earlier.", "2011-11-06", 1),
        ("Two men were killed the following day.", "2011-11-08", 1),
        ("On Friday, a day after a feast, two men were killed.", "2011-11-04", 1),
        # of several days the claim's own, or the first; not the one on which somebody spoke
        ("They met on Friday and on Sunday two men were killed.", "2011-11-06", 1),
        ("They met on Friday, and, on Sunday, two men were killed.", "2011-11-06", 1),
        ("They met on Friday, two men were killed on Sunday.", "2011-11-06", 1),
        ("On Sunday, days after a march on Friday, two men were killed.", "2011-11-06", 1),
        ("Two men were killed; nine had died there in May.", "2011-11-08", 1),
        # another year, where it is that of the claim's own clause
        ("Two men were killed in Hama last year.", "2010-01-01", 3),
        ("In 2009, 30 people were killed in Hama.", "2009-01-01", 3),
        ("Two men were killed there two months ago.", "2011-09-01", 3),
        ("Two men were killed in Hama, which rose last year.", "2011-11-08", 1),
        ("Some 400 people have been killed since the war began last year.", "2011-11-08", 3),
        ("On Friday a shop burned; two men were killed.", "2011-11-04", 1),
        ("On Sunday two men were killed in a raid that followed one on Friday.", "2011-11-06", 1),
        ("He said on Monday that, on Sunday, two men were killed.", "2011-11-06", 1),
        # the day on which somebody was wounded, and the one on which he died
        ("A man died of wounds sustained on Friday.", "2011-11-08", 1),
        ("A man died on Monday of wounds suffered last week.", "2011-11-07", 1),
        ("A man suffered wounds on Friday.", "2011-11-04", 1),
    ],
)
def test_dates(nlp: Language, text: str, day: str, precision: int) -> None:
    time = datetime(2011, 11, 8, 16, 15, tzinfo=timezone.utc)
    claim = first_claim(nlp, text, time=time)
    assert (claim["date"], claim["date_precision"]) == (day, precision)


def test_today_is_the_day_of_the_page(nlp: Language) -> None:
    time = datetime(2011, 11, 7, 22, 30, tzinfo=timezone.utc)
    for text, day in (("Two men were killed today.", 8), ("Two men were killed yesterday.", 7)):
        claim = first_claim(nlp, text, time=time, day=date(2011, 11, 8))
        assert claim["date"] == f"2011-11-0{day}"


def test_without_a_time_there_is_no_date(nlp: Language) -> None:
    claim = first_claim(nlp, "Two men were killed on Friday.")
    assert (claim["date"], claim["date_precision"]) == (None, None)


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("Two men were reportedly killed.", True),
        ("Two men are believed to have been killed.", True),
        ("Two men were killed.", False),
        ("Activists say two men were killed.", False),
    ],
)
def test_hedges(nlp: Language, text: str, hedged: bool) -> None:
    assert first_claim(nlp, text)["hedged"] is hedged


def test_victims_are_the_actors_inside(nlp: Language) -> None:
    doc = nlp("8 members of the army and police were killed by gunmen.")
    claim = doc.spans[CASUALTIES].attrs["K1"]
    actors = {span.id_: span.text for span in doc.spans[ACTORS]}
    assert [actors[id_] for id_ in claim["victims"]] == ["army", "police"]
    assert [actors[id_] for id_ in claim["perpetrators"]] == ["gunmen"]


def test_every_decision_names_its_rule_and_words(nlp: Language) -> None:
    text = "Two men were killed by soldiers in Homs on Friday."
    why = first_claim(nlp, text, time=datetime(2011, 11, 8, tzinfo=timezone.utc))["why"]
    words = {field: [text[a:b] for a, b in reason["words"]] for field, reason in why.items()}
    assert words == {
        "span": ["killed"],
        "count": ["Two"],
        "perpetrators": ["soldiers"],
        "locations": ["Homs"],
        "date": ["Friday"],
    }
    assert why["perpetrators"]["rule"] == "by-phrase"
