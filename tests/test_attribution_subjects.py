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


@pytest.mark.parametrize("entry", [*DAYS, *TEXTS])
def test_subjects(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given
