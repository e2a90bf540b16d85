"""Who the subject of a saying is where a day, a text or a bracket stands beside it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import found_and_given, sayings

DAYS = [
    '<s id="S1">Sahel Front</s> 4 May <q id="Q1" s="S1">said</q> <c q="Q1">two boats sank</c>.',
    '<s id="S1">Amadou Kone</s>, head of the port guard, 9 Nov <q id="Q1" s="S1">denied</q> '
    '<c q="Q1">the raid</c>.',
    'The <s id="S1">head of the army</s> on Sunday <q id="Q1" s="S1">said</q> <c q="Q1">two boats '
    "sank</c>.",
    'The <s id="S1">port authorities</s> on Sunday (3 May) <q id="Q1" s="S1">said</q> <c q="Q1">'
    "two boats sank</c>.",
    '<s id="S1">Aminata May</s> <q id="Q1" s="S1">said</q> <c q="Q1">two boats sank</c>.',
    # behind a semicolon another one begins
    'A guard died in the port, Kosti; <s id="S1">Amadou Kone</s>, a doctor, <q id="Q1" s="S1">'
    'denied</q> <c q="Q1">it</c>.',
]

TEXTS = [
    'The <s id="S1">army</s> on its website <q id="Q1" s="S1">said</q> <c q="Q1">nine people died'
    "</c>.",
    'The <s id="S1">manager of the website</s> <q id="Q1" s="S1">said</q> <c q="Q1">nine people '
    "died</c>.",
    'The <s id="S1">Sahel Centre</s> in its yearly report <q id="Q1" s="S1">said</q> <c q="Q1">two '
    "people died</c>.",
    'The <s id="S1">Sahel Centre</s>, a rights group, in a press release <q id="Q1" s="S1">said'
    '</q> <c q="Q1">nine people died</c>.',
    'The <s id="S1">spokesman of the army</s> in a statement on Friday <q id="Q1" s="S1">said</q> '
    '<c q="Q1">nine people died</c>.',
    'In a statement <s id="S1">Kone</s> <q id="Q1" s="S1">said</q> that <c q="Q1">nine people died'
    "</c>.",
    'In its report <s id="S1">Azawad Watch</s> <q id="Q1" s="S1">said</q> that <c q="Q1">nine '
    "people died</c>.",
    'In a village near Gao <s id="S1">police</s> <q id="Q1" s="S1">said</q> <c q="Q1">nine people '
    "died</c>.",
    'The <s id="S1">author of the report</s> <q id="Q1" s="S1">said</q> <c q="Q1">nine people died'
    "</c>.",
    # to claim an attack reports nothing that goes on
    'The <s id="S1">Sahel Front</s> <q id="Q1" s="S1">has claimed</q> <c q="Q1">responsibility</c>.'
    " Nine people died.",
]

BRACKETS = [
    # behind what it says a bracket credits somebody, before its verb it describes
    '<c q="Q1" s="S1">Two people were killed near Gao</c> (<s id="S1">police</s>).',
    '<c q="Q1" s="S1">12 dead in Gao</c> (<s id="S1">army</s>) and <c q="Q2" s="S2">four in Kidal'
    '</c> (<s id="S2">rebels</s>).',
    "Amadou Kone (child) was killed in Gao.",
    "Two people (a father and son) were killed in Gao.",
    "A captain and a chief inspector of police (CIP) died in Gao.",
    "Two people were killed in Gourma (Gao State) on Friday.",
]

BULLETS = [
    # nobody in particular reports it, though somebody spoke before
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">denied</q> <c q="Q1">it</c>.\n● <q id="Q2">Reported'
    '</q> that <c q="Q2">nine people died</c>.',
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">denied</q> <c q="Q1">it</c>.\n● <q id="Q2" s="S1">'
    'Says</q> <c q="Q2">nine people died</c>.',
]

LISTS = [
    # who speaks from a colon on has the list behind it as well
    '<s id="S1">Azawad Watch</s>: <c q="Q1" s="S1">The toll of today has risen to 45</c>.\n\n'
    '<c q="Q1">-In Gao ten were killed. A baker was shot.\n\n-12 were killed in Kidal</c>.',
    # places head no list, and a paragraph is none
    "Gao: five dead.\n\n-Two in Sossou.",
    '<s id="S1">Azawad Watch</s>: <c q="Q1" s="S1">The toll of today has risen to 45</c>.\n\n'
    "Ten were killed in Gao.",
]

NAMES = [
    # a ministry is no place, the country around a town is
    '<s id="S1">Gao\'s health ministry</s>: <c q="Q1" s="S1">nine people were killed</c>.',
    "Gao: nine people were killed.",
    # what hangs together by "and"
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> <s id="S1">clinic records '
    "and police data</s>.",
    '<s id="S1">Azawad Watch</s>, a rights group in the south, in a press release <q id="Q1" '
    's="S1">said</q> <c q="Q1">nine people died</c>.',
    'Guards left the camp of the army, and the <s id="S1">Sahel Front</s> in a statement <q '
    'id="Q1" s="S1">said</q> <c q="Q1">nine people died</c>.',
    'On May 24, <s id="S1">forces loyal to General Amadou Kone</s> <q id="Q1" s="S1">said</q> that '
    '<c q="Q1">nine people died</c>.',
    '“<c q="Q1">Nine people died</c>,” <q id="Q1" s="S1">says</q> the <s id="S1">report</s> '
    "released early Friday.",
    '<c q="Q1">They left after nine died near the market</c>,\'\' <s id="S1">Mr Amadou Kone</s> '
    '<q id="Q1" s="S1">said</q>.',
    # what a name and a title have at their end
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> the <s id="S1">state '
    "channel Azawad 24</s>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> <s id="S1">Xinhua</s> on '
    "May 24.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> the <s id="S1">latest UN '
    "tallies</s>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">said</q> <s id="S1">Deputy Chief of Police '
    "(Northern Command) Amadou Kone</s>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> the <s id="S1">Ministry of '
    "Health and Welfare</s>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">said</q> <s id="S1">nurses at the town\'s '
    "two clinics</s>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">said</q> <s id="S1">nurses at the town\'s '
    "only clinic</s>.",
    # who speaks while he does something else somewhere
    'Speaking to the press in Gao, the regional capital, the <s id="S1">army spokesman</s>, Amadou '
    'Kone, <q id="Q1" s="S1">said</q> <c q="Q1">nine people died</c>.',
]

VERBS = [
    # what figures show of the dead they say, a film does not
    '<c q="Q1">Nine people were killed in Gao</c>, an <s id="S1">AFP tally</s> <q id="Q1" s="S1">'
    "showed</q>.",
    '<s id="S1">Ministry data</s> <q id="Q1" s="S1">show</q> that <c q="Q1">nine people were '
    "killed</c>.",
    "Letters show that the port was shut.",
    "Nine people were killed in Gao, footage showed.",
    # what an attack that nobody claimed came to
    'There was no <q id="Q1">claim of</q> <c q="Q1">responsibility for the raid</c>, which killed '
    "nine people.",
    # whom one cites between verb and content
    '<s id="S1">Xinhua</s> <q id="Q1" s="S1">said</q> on Monday, <q id="Q2" s="S2">citing</q> '
    '<s id="S2">two officials</s>, that <c q="Q1"><c q="Q2">nine people died</c></c>.',
    # "as" with something else to say holds no one's death
    'Nine people died in Gao, as the <s id="S1">UN</s> <q id="Q1" s="S1">warned</q> <c q="Q1">of '
    "more raids</c>.",
    'Nine people died in Gao, as the <s id="S1">UN</s> <q id="Q1" s="S1">wrote</q> <c q="Q1">to '
    "the mayor</c>.",
    '<c q="Q1">Nine people died in Gao</c>, as <s id="S1">police</s> <q id="Q1" s="S1">confirmed'
    "</q> to Reuters.",
    # "it" is who spoke before, not whom a raid hit
    '<c q="Q1">Its men left Gao</c>, the <s id="S1">Sahel Front</s> <q id="Q1" s="S1">said</q>. '
    'Shells fell in the worst raid on the army this year. It <q id="Q2" s="S1">put</q> <c '
    'q="Q2">the toll at 85</c>.',
    'The <s id="S1">Union of Gao Nurses</s> <q id="Q1" s="S1">published</q> <c q="Q1">a list of 16 '
    "dead</c>.",
    '<c q="Q1">Nine people died</c>, the <s id="S1">Union of Gao Nurses</s> <q id="Q1" s="S1">'
    "communicated</q>.",
    '<s id="S1">Azawad Watch</s> <q id="Q1" s="S1">recorded</q> <c q="Q1">67 cases of abuse</c>.',
    '<s id="S1">Estimates</s> <q id="Q1" s="S1">suggest</q> <c q="Q1">nine people died</c>.',
    "The mayor published a book.",
    '<c q="Q1">Nine people died</c>, <s id="S1">Xinhua and AFP</s> <q id="Q1" s="S1">reported</q> '
    "that day.",
    '<s id="S1">Xinhua</s> <q id="Q1" s="S1">reported</q> that <c q="Q1">day labourers died</c>.',
    '<s id="S1">Azawad Watch</s> <q id="Q1" s="S1">verified</q> that <c q="Q1">nine people died'
    "</c>.",
    "That added to a toll of 31 dead.",
    "Gao, Kidal and Mopti also reported deaths.",
]


@pytest.mark.parametrize("entry", [*DAYS, *TEXTS, *BRACKETS, *BULLETS, *LISTS, *NAMES, *VERBS])
def test_subjects(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given
