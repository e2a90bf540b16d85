"""Attributions that are relayed, counted, named or announced by other words than "say"."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import found_and_given, sayings

GOING_ON = [
    # a report goes on behind its saying, but not behind a source that follows a quotation, nor
    # behind one that follows casualties
    '“<c q="Q1">The roof fell in</c>,” the <s id="S1">imam</s> <q id="Q1" s="S1">said</q>. Nine '
    "children were hurt.",
    '<c q="Q1">A mine killed two herders in Kidal</c>, <s id="S1">police</s> <q id="Q1" s="S1">'
    "said</q>. Their sister was wounded.",
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">a mine killed two herders in Gao. '
    "Their sister was wounded</c>.",
    '<c q="Q1">A mine went off in Kidal</c>, <s id="S1">police</s> <q id="Q1" s="S1">said</q>. '
    '<c q="Q1">Two herders were killed</c>.',
    # nor where the editor speaks
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
    "We have counted three dead.",
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the market</c>. '
    "It is the first raid since May, when nine people were killed.",
    # what the editor wrote before has no source
    'At 9:15 we <q id="Q1">reported</q> that <c q="Q1">six people had died in Kidal</c>.',
    "We write every day and you read it.",
]
SPEAKERS = [
    # whoever tells, whatever the noun, and whatever brings a that-clause
    'The <s id="S1">cellist</s> <q id="Q1" s="S1">added</q> that <c q="Q1">the hall was empty</c>.',
    '<c q="Q1">Stun grenades were fired</c>, <s id="S1">bathers</s> <q id="Q1" s="S1">tell</q> '
    "the Herald.",
    "The third bell tolls at noon.",
    "Shops shut in the bread protests that followed.",
    '<s id="S1">Hospital staff</s> <q id="Q1" s="S1">protest</q> that <c q="Q1">the beds are '
    "full</c>.",
    # a participle behind the subject
    'A <s id="S1">staff report</s> dated 3 July <q id="Q1" s="S1">warns</q> that <c q="Q1">the dam '
    "could burst</c>.",
    # one or two of many
    'A bus brought <s id="S1">lorry drivers</s>. Two of them <q id="Q1" s="S1">say</q> <c q="Q1">'
    "raiders burned the mill</c>.",
    "Two of them left at dawn.",
    # a time of day inside the verb
    'The <s id="S1">health ministry</s> has this morning <q id="Q1" s="S1">confirmed</q> <c '
    'q="Q1">six deaths</c>.',
]
NAMES = [
    # naming as, and calling by a noun
    'The <s id="S1">police</s> <q id="Q1" s="S1">named</q> <c q="Q1">the driver as Ali Karim</c>.',
    "A man named as Ali Karim was there, and nobody named Omar.",
    'The <s id="S1">minister</s> <q id="Q1" s="S1">calls</q> <c q="Q1">it protection</c>.',
    "A group calling itself the Lions of Kidal holds the bridge.",
    '<s id="S1">Army officers</s> <q id="Q1" s="S1">boast</q> <c q="Q1">of burning the mill</c>.',
]
RELAYED = [
    # whom somebody quotes, and whose word, count or claim it is
    '<s id="S2">Xinhua</s> <q id="Q2" s="S2">quotes</q> <c q="Q2">a <s id="S1">surgeon</s> <q '
    'id="Q1" s="S1">to the effect that</q> <c q="Q1">nine people were treated</c></c>.',
    "The rain had to the surprise of all an effect.",
    'We have <q id="Q1" s="S1">word from</q> the <s id="S1">media committee</s> that <c q="Q1">'
    "seven people were killed</c>.",
    "We had word from the committee at noon.",
    '<c q="Q1">Sixty people have died</c> by the <s id="S1">doctors</s>\' <q id="Q1" s="S1">'
    "reckoning</q>.",
    "Sixty people have left by the doctors' gate.",
    '<c q="Q1">Nine teachers were killed</c>, <q id="Q1" s="S1">going by</q> the <s id="S1">list '
    "of the union</s>.",
    "A car going by the mosque was hit.",
    "Nine houses burned, judging by the smoke.",
    'The <s id="S1">Gao Media Office</s> has been in touch to <q id="Q1" s="S1">say</q> <c '
    'q="Q1">the bridge is open</c>.',
    "A porter went out to say goodbye.",
    'The day in figures, <q id="Q1" s="S1">compiled by</q> <s id="S1">Sahel Watch</s>: <c '
    'q="Q1">94 killed in Mali, 61 of them civilians</c>.',
    "The day in figures, compiled by this desk: 94 killed in Mali, 61 of them civilians.",
]
COUNTS = [
    'The <s id="S1">Gao Register</s> <q id="Q1" s="S1">has entered</q> <c q="Q1">13 deaths</c>.',
    "The army has entered 13 villages.",
    '<s id="S1">Amnesty International</s> <q id="Q1" s="S1">has received</q> <c '
    'q="Q1">credible reports of 63 deaths</c>.',
    "Amnesty International has received 63 letters.",
    'The <s id="S1">governor</s> <q id="Q1" s="S1">admits to</q> <c q="Q1">five dead</c>.',
    "The governor was admitted to a clinic.",
    "Nine dead were counted in Kut and 20 wounded admitted.",
    'The <s id="S1">union</s> <q id="Q1" s="S1">sent</q> <c q="Q1">us a list of 27 dead</c>.',
    "The union sent us a lawyer.",
    'The <s id="S1">monitor</s> <q id="Q1" s="S1">gave</q> <c q="Q1">a lower number, nine</c>.',
    "The monitor gave a lower number, a code.",
    '<s id="S1">Press TV</s> <q id="Q1" s="S1">has been told of</q> <c q="Q1">19 in a clinic</c>.',
    '<s id="S1">Gao Watch</s> <q id="Q1" s="S1">says</q> <c q="Q1">23, with more than 70 wounded, '
    "and that the first number was wrong</c>.",
    'The <s id="S1">union</s> <q id="Q1" s="S1">stood by</q> <c q="Q1">113</c>.',
    "The union stood by its men.",
]

CORRECTIONS = [
    # what a source said before is not what is told here
    'Three people died and 21 were hurt, not <c q="Q1">16</c> as <s id="S1">prosecutors</s> first '
    '<q id="Q1" s="S1">stated</q>.',
    '<c q="Q1">Three people did not die</c>, as <s id="S1">prosecutors</s> <q id="Q1" s="S1">'
    "stated</q>.",
    # what comes behind a colon, or sums up, is said as well
    '<c q="Q1">Shells killed four farmers</c>, the <s id="S1">governor</s> <q id="Q1" s="S1">'
    'reported</q> in his morning post: <c q="Q1">two in Gao and two in Kidal</c>.',
    '<c q="Q1">Nine soldiers died</c>, the <s id="S1">army</s> <q id="Q1" s="S1">said</q>, <c '
    'q="Q1">bringing the toll to 40</c>.',
    '<c q="Q1">Nine soldiers died</c>, the <s id="S1">army</s> <q id="Q1" s="S1">said</q>, winning '
    "no friends.",
    # at least so many are no time of day
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">speaks of</q> <c q="Q1">at least ten dead in Gao '
    "today</c>.",
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> at noon today <c q="Q1">ten had died</c>.',
]
PARTED = [
    # an insertion, a participle and a fronted clause before the verb
    '“<c q="Q1">About eighty are hurt</c>,” <s id="S1">Ali Leon</s>, who heads it, <q id="Q1" '
    's="S1">told</q> Tass.',
    'A <s id="S1">nurse reached by telephone</s> <q id="Q1" s="S1">said</q> <c q="Q1">the clinic, '
    "which has 40 beds, had no blood</c>.",
    'When we asked <s id="S1">Noor Halabi</s>, she <q id="Q1" s="S1">said</q> <c q="Q1">no '
    "list existed</c>.",
    # a quotation belongs to whom its paragraph speaks of, not to whom he speaks of
    '“<c q="Q1">They ran</c>,” the <s id="S1">governor</s> <q id="Q1" s="S1">wrote</q> '
    'after <s id="S2">Moscow</s> <q id="Q2" s="S2">announced</q> <c q="Q2">the end</c>. '
    '“<c q="Q1">They left their dead there.</c>”',
    '<s id="S1">Gao Rescue</s> in a statement Thursday <q id="Q1" s="S1">said</q> <c q="Q1">six '
    "died</c>.",
    '<c q="Q1">A child died</c> <q id="Q1" s="S1">according to</q> <s id="S1">initial reports of '
    "the radio</s>.",
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">a boy died, while some others were '
    "hurt</c>.",
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">a boy died</c>, while the army was '
    "silent.",
    '“<c q="Q1">Two died</c>,” he <q id="Q1">was quoted as saying</q> by Tass.',
    # a sentence ends behind an hour, but not before a name
    '<s id="S1">Residents</s> <q id="Q1" s="S1">said</q> <c q="Q1">they woke at 2 a.m.</c> The '
    "street was empty.",
]
HEADINGS = [
    # a list is no source of its rows where it is one of the dead
    "Register of the dead for Saturday, by town:\n\n- Gao: 6\n- Kidal: 4",
    '<s id="S1">Gao Register</s>, by town:\n\n- <c q="Q1" s="S1">Gao: 6\n- Kidal: 4</c>',
    '<q id="Q1" s="S1">Collected by</q> the <s id="S1">Archive of Kidal</s>:\n\n'
    '- <c q="Q1">Gao: 6\n- Kidal: 4</c>',
    # a text that a list comes from, but not a heading
    'From the <s id="S1">spreadsheet of Gao volunteers</s>, at noon:\n\n- <c q="Q1" s="S1">Gao: '
    "3 dead\n- Kidal: 4</c>",
    "Evening summary:\n\n- The market is shut\n- Two dead in Kidal",
    # who speaks is named in the sentence before the last
    'A <q id="Q1" s="S1">message</q> from <s id="S1">Ali Omar</s>. The street is left out:\n\n<c '
    'q="Q1">We have no light</c>.',
    '<q id="Q1" s="S1">Testimony</q> taken by Kidal Watch from a <s id="S1">baker</s>:\n\n<c '
    'q="Q1">We have no light</c>.',
    "A message from Ali Omar. His street is left out.\n\nWe have no light.",
    # a numbered list ends with its numbers
    'The <s id="S1">register of the hospital</s> <q id="Q1" s="S1">shows</q> <c q="Q1">three dead, '
    'namely</c>:\n\n<c q="Q1">1. Sadiq Omar, 33\n2. Nabila Omar</c>\n\nThe gate was shut.',
    # details that an agency adds, and what a doctor does
    "(Adds details) The bridge was closed.",
    'The <s id="S1">doctor</s> <q id="Q1" s="S1">adds</q> <c q="Q1">two to the toll</c>.',
]
RIVALS = [
    # each figure is said by whoever stands before it
    'The <s id="S1">ministry</s> <q id="Q1" s="S1">gives</q> <c q="Q1">12 dead</c>, the '
    '<s id="S2">union</s> <c q="Q2" s="S2">15</c>.',
    '<s id="S1">Police</s> <q id="Q1" s="S1">put</q> <c q="Q1">the dead at 12</c>, the '
    '<s id="S2">union</s> at <c q="Q2" s="S2">30</c>.',
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">spoke of</q> <c q="Q1">three dead</c>, the '
    '<s id="S2">governor</s> of <c q="Q2" s="S2">six</c>.',
    'The <s id="S1">ministry</s> <q id="Q1" s="S1">counts</q> <c q="Q1">12 dead</c>, the '
    '<s id="S2">union</s> <q id="Q2" s="S2">counts</q> <c q="Q2">15</c>.',
    # who killed them does not say it
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">the army killed 12 men, the '
    "rebels 15</c>.",
    # ... by their own account
    '<c q="Q1">The <s id="S1">brigade</s> lost 14 men</c>, <q id="Q1" s="S1">by its own '
    "account</q>.",
    'By the <s id="S1">army</s>\'s own <q id="Q1" s="S1">admission</q> <c q="Q1">nine died</c>.',
    'The <s id="S1">ministry</s> <q id="Q1" s="S1">reduced</q> <c q="Q1">the toll to nine</c>.',
    # two who say the same
    '<s id="S1">BBC and CNN</s> both <q id="Q1" s="S1">said</q> <c q="Q1">troops killed 12</c>.',
    '<s id="S1">BBC and CNN</s> both <q id="Q1" s="S1">reported</q> that <c q="Q1">two died</c>.',
    "The said car was burnt.",
    # another report begins
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">two died in Gao</c>. Moreover, a '
    "cook was shot in Mopti.",
    # what somebody was told, and what only is said
    'We <q id="Q1" s="S1">were told</q> by <s id="S1">officials</s> that <c q="Q1">nine had '
    "died</c>.",
    'I <q id="Q1">am told</q> <c q="Q1">nine died</c>.',
    '<c q="Q1">Nine died</c>, we <q id="Q1">are told</q>.',
    '<q id="Q1">Word came</q> that <c q="Q1">nine had died</c>.',
    "We are told nothing. The word came late.",
    # where a place lies, a list of states, and what a heading is about
    '<c q="Q1">Two died in Kut, Iraq, on Monday</c>, <q id="Q1" s="S1">said</q> <s id="S1">Ali '
    "Omar</s>.",
    "Two died in many villages in Gombe and Yobe states.",
    "Rebel attacks in Kut:\nGunmen killed two men.",
    '<s id="S1">Rebels in Kut</s> <q id="Q1" s="S1">say</q>:\n<c q="Q1">Gunmen killed two men</c>.',
    "The wounded, estimated at 210, were taken to Kut.",
    # the word for the dead is no speaker
    "Number of dead: 24.",
    "Casualties: 3 dead, 14 injured.",
    '<s id="S1">Friends of the Missing</s>: <c q="Q1" s="S1">four dead in Kut</c>.',
]


@pytest.mark.parametrize("entry", RIVALS)
def test_rival_figures(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize("entry", [*CORRECTIONS, *PARTED, *HEADINGS])
def test_edges(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given


@pytest.mark.parametrize("entry", [*GOING_ON, *SPEAKERS, *NAMES, *RELAYED, *COUNTS])
def test_relays(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given
