"""Attributions in the styles that live blogs quote: agencies, reports, tweets, voices."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import found_and_given, sayings

AGENCY = [
    # who passes a saying on passes all of it on
    '<s id="S2">Xinhua</s> <q id="Q2" s="S2">quotes</q> <c q="Q2">a <s id="S1">surgeon at the '
    'clinic</s> as <q id="Q1" s="S1">saying</q> <c q="Q1">37 wounded, six of them children, have '
    "come in since dawn, and that two did not survive</c></c>.",
    'KASSALA, Sudan - <c q="Q1">Four herders were killed near the border on Tuesday</c>, the '
    '<s id="S1">governor</s> <q id="Q1" s="S1">said</q>.',
    '<c q="Q1">Two of the wounded later died</c>, <q id="Q1" s="S1">according to</q> <s '
    'id="S1">medics</s>.',
    'The <s id="S1">interior ministry</s> <q id="Q1" s="S1">told</q> reporters in Bamako on '
    'Friday that <c q="Q1">the road had been reopened</c>.',
    'In Gao, <s id="S1">residents</s> <q id="Q1" s="S1">said</q> <c q="Q1">the market stayed '
    "shut</c>.",
    '<s id="S2">Xinhua</s>, <q id="Q1" s="S1">citing</q> a <s id="S1">hospital official</s>, '
    '<q id="Q2" s="S2">said</q> <c q="Q1"><c q="Q2">nine people had been treated</c></c>.',
    'The <s id="S1">army spokesman</s>, a colonel, <q id="Q1" s="S1">said</q> <c q="Q1">five '
    "soldiers had been hurt; two lost a leg</c>.",
    '<c q="Q1">Ten miners drowned</c>, <q id="Q1" s="S1">said</q> <s id="S1">police chief '
    'Moussa Traore</s>, <c q="Q1">most of them boys</c>.',
    '<s id="S1">Prosecutor Ana Beltran</s>, speaking in Cali, <q id="Q1" s="S1">urged</q> <c '
    'q="Q1">the army to hand over the bodies</c>.',
    'A <s id="S1">driver</s> who fled Kidal on Monday <q id="Q1" s="S1">told</q> AFP <c '
    'q="Q1">he saw six graves</c>.',
    '<s id="S1">Police</s> <q id="Q1" s="S1">put</q> <c q="Q1">the number of wounded at 30</c>.',
    'The <s id="S1">Red Cross</s> <q id="Q1" s="S1">has raised</q> <c q="Q1">its toll to 41</c>.',
    '<c q="Q1">Four officers were killed at the mine</c>, the <s id="S1">company</s> <q '
    'id="Q1" s="S1">confirmed</q> today; <c q="Q1">six are missing</c>.',
    '<q id="Q1" s="S1">By the count of</q> <s id="S1">Amnesty International</s>, <c '
    'q="Q1">60 people have died in the camps</c>.',
    '<c q="Q1" s="S1">Twelve dead</c> (<s id="S1">health ministry</s>).',
    'The <s id="S1">group</s>, which is based in Geneva, <q id="Q1" s="S1">said</q> <c '
    'q="Q1">its list was not complete</c>.',
]

REPORT = [
    'The <s id="S1">mission</s> <q id="Q1" s="S1">documented</q> <c q="Q1">112 killings in '
    "the province between May and July</c>.",
    'The <s id="S1">report</s> <q id="Q1" s="S1">finds</q> that <c q="Q1">no warning was '
    "given</c>.",
    '<s id="S1">Human Rights Watch</s> <q id="Q1" s="S1">quotes</q> <c q="Q1">a <s '
    'id="S2">nurse in Sirte</s> as <q id="Q2" s="S2">saying</q> <c q="Q2">the ward had no '
    "light</c></c>.",
    'The <s id="S1">Commissioner</s> <q id="Q1" s="S1">called on</q> <c q="Q1">all sides to '
    "spare the hospitals</c>.",
    '<c q="Q1">Seven detainees</c> <q id="Q1">are reported</q> <c q="Q1">to have died in the '
    "barracks</c>.",
    '<c q="Q1">The guards</c> <q id="Q1">are said</q> <c q="Q1">to have fired without warning</c>.',
    'The <s id="S1">Panel of Experts</s> <q id="Q1" s="S1">estimates</q> that <c q="Q1">300 '
    "families have left the valley but that few have gone far</c>.",
    'The <s id="S1">Observatory</s> <q id="Q1" s="S1">condemned</q> <c q="Q1">the shelling '
    "of the clinic</c>.",
    'The <s id="S1">clinic</s> <q id="Q1" s="S1">has</q> <c q="Q1">nine wounded</c>.',
    'The <s id="S1">Nile Clinic Network</s> has sent its evening list. It <q id="Q1" '
    's="S1">counts</q> <c q="Q1">nine dead in Omdurman</c>.',
]

SHORT = [
    '<q id="Q1" s="S1">RT</q> <s id="S1">@goma_lydie</s>: <c q="Q1">two shells near the '
    "stadium. nobody hurt</c>",
    '<s id="S1">Radio Okapi</s>: <c q="Q1" s="S1">the bridge at Sake is closed. Lorries wait '
    "on both sides</c>.",
    'MARIB - <s id="S1">Tribal official</s> <q id="Q1" s="S1">says</q> <c q="Q1">four killed '
    'at checkpoint</c>. <q id="Q2" s="S1">Adds</q> <c q="Q2">road is mined</c>.',
    '• <s id="S1">Medics</s> <q id="Q1" s="S1">report</q> <c q="Q1">three wounded in Lviv</c>',
    '<c q="Q1"><c q="Q2">Nine dead</c></c>, <q id="Q1" s="S1">says</q> <s id="S1">AFP</s> <q '
    'id="Q2" s="S2">citing</q> <s id="S2">medics</s>.',
    # a headline's source stands behind it
    '<c q="Q1" s="S1">Nine porters killed in Omdurman since April</c>: <s id="S1">health '
    "minister</s>",
    '<c q="Q1" s="S1">Shells kill four in Gao</c> – <s id="S1">medics</s>\n\nIt rained.',
    "Three men were held: two porters and a clerk",
    "Two groups met on the bridge - rebels and miners",
    'Odessa: <c q="Q1">six people were pulled out alive</c>, <s id="S1">rescuers</s> <q '
    'id="Q1" s="S1">say</q>.',
]

VOICES = [
    # her notes are those of who is named before them, and "has 6 beds" counts nobody
    'Our <s id="S1">correspondent</s> reached the clinic. Her <q id="Q1" s="S1">notes</q>:\n\n'
    '<c q="Q1">It has 6 beds. I counted 44 wounded on the floor</c>.',
    '<s id="S1">Amina Yusuf</s>, a teacher, reached Maiduguri last night. She <q id="Q1" '
    's="S1">says</q> <c q="Q1">the gunmen burned the school</c>.',
    # a resident of a town is no town
    'We met a <s id="S1">resident of Homs</s>, a baker. He <q id="Q1" s="S1">says</q> '
    '<c q="Q1">the gunmen burned the school</c>.',
    'My <s id="S1">colleague Peter Ngugi</s> is at the mortuary. He <q id="Q1" '
    's="S1">writes</q>:\n\n<c q="Q1">There are twelve trolleys and one clerk. Nobody is '
    "crying.\n\nA boy asked me for water</c>.",
    '"<c q="Q1">We buried them at dawn</c>," <q id="Q1" s="S1">said</q> <s id="S1">Father '
    'Celestin</s>. "<c q="Q1">Nobody came to help.</c>"',
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">called</q> <c q="Q1">the raid "a crime"</c>.',
    'The <s id="S1">ambassador</s> <q id="Q1" s="S1">said</q> <c q="Q1">the talks were '
    '"alive, but only just"</c>.',
    'The <s id="S1">minister</s> <q id="Q1" s="S1">has said</q> in a radio interview that <c '
    'q="Q1">the curfew will stay</c>.',
    'The <s id="S1">patriarch</s> <q id="Q1" s="S1">told</q> Vatican Radio, off the record, '
    'that <c q="Q1">he feared for the monks</c>.',
    '"<c q="Q1">They came at night</c>," the <s id="S1">imam</s> <q id="Q1" s="S1">said</q>. '
    '"<c q="Q1">They took the men.</c>"',
    'A <s id="S1">colonel</s> <q id="Q1" s="S1">was</q> careful: "<c q="Q1">One rocket. We '
    'do not know whose.</c>"',
    'The <s id="S1">doctors</s> <q id="Q1" s="S1">have issued a bulletin</q>:\n\n- <c '
    'q="Q1">Gao: three dead\n- Kidal: none</c>',
]

NOT_SAID = [
    "The United States has two ships there.",
    "Boats left Port Said before noon.",
    "Photographs posted online could not be dated.",
    "Asked about the dead, he hung up.",
    "Letters will be answered tomorrow.",
    "The bodies were found with numbers written on the foot.",
    "Enghelab Street meets the square at a sharp angle.",
    "Police have named nobody.",
    "Factbox on recent attacks in the province:\n\n- May 3: two policemen killed\n- May 9: a "
    "market bombed",
]


@pytest.mark.parametrize("entry", [*AGENCY, *REPORT, *SHORT, *VOICES, *NOT_SAID])
def test_styles(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given
