"""Whose words they are: lists, several speakers in a sentence, people who are counted or cited."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import found_and_given, sayings

LISTS = [
    # who compiled a list, hands it out or stands alone before its colon speaks for its rows
    'Dead by quarter, as <q id="Q1" s="S1">compiled by</q> the <s id="S1">Union of Gao '
    'Neighbourhoods</s>:\n\n<c q="Q1">Chateau: 6\nAljanabandia: 3, two of them women</c>',
    'The latest from Kidal. <s id="S1">Azawad Youth Union</s>:\n\n'
    '- <c q="Q1" s="S1">Etambar: 7 martyrs\n- Aliou: 3 martyrs</c>',
    'The <s id="S1">Sahel Committee for the Missing</s>, sitting in Dakar, <q id="Q1" s="S1">'
    "publishes</q> its own table of the coast since Monday:\n\n"
    '• <c q="Q1">Mopti: 33 killed\n• Djenne: 2 killed</c>',
    'What we have from other towns, via the <s id="S1">Sudan Doctors Union</s>:\n\n'
    '- <c q="Q1" s="S1">Omdurman: one shot dead\n- Kosti: no casualties</c>',
    # a row with a source of its own
    'Counts of the dead of that noon, by people who disagree:\n\n- <c q="Q1">35</c>, <q id="Q1" '
    's="S1">according to</q> the <s id="S1">provincial council</s>',
    # in its own sentence
    'The <s id="S1">Nile Media Union</s> <q id="Q1" s="S1">publishes</q> a list, as of noon: '
    '<c q="Q1">Kosti 19 dead; Sennar 14; Atbara 8</c>.',
    # limits are no sources, and rows of the dead are no speakers
    "The day as far as hospitals know it:\n\n- Kosti: 48 bodies\n- Sennar: 51 bodies",
    "From our notes and from the Sahel agency:\n\n- Mopti: nine dead\n- Djenne: two wounded",
    "Dead since Sunday:\n\n- Rebels: 219 killed\n- Civilians: 20 killed",
    "Hama: 17. Wounded: more than 80.",
    # events are no list of somebody's
    "Police fired in three towns:\n\n- Kosti: two dead",
]

COUNTED = [
    # those who are counted do not say so
    '<c q="Q1">At least 40 dead in Goma</c>, <q id="Q1" s="S1">says</q> the <s id="S1">Red '
    'Cross</s> now, <c q="Q1">ten of them children</c>.',
    '<c q="Q1">At least ten farmers were killed by a shell near the mill</c>, <q id="Q1" '
    's="S1">said</q> <s id="S1">two residents and a medic</s>.',
    # towns where people died do not say so, and injuries report nothing
    "Gao, Kidal and Mopti reported three deaths each.",
    "Aleppo had two deaths.",
    "Doctors are tired, with 20 injuries reported in Gao.",
    'The <s id="S1">mayor of Gao</s> <q id="Q1" s="S1">reported</q> <c q="Q1">three deaths</c>.',
    # but they speak where they stand beside the verb
    '<s id="S1">Two wounded soldiers</s> <q id="Q1" s="S1">said</q> <c q="Q1">the bridge was '
    "mined</c>.",
]

SEVERAL = [
    # what one passes on, another says
    '<s id="S1">Xinhua</s> <q id="Q1" s="S1">reports</q>: <c q="Q1"><c q="Q2">Nine people were '
    'killed in Jos</c>, <q id="Q2" s="S2">according to</q> <s id="S2">residents</s></c>.',
    '<q id="Q1" s="S1">Citing</q> <s id="S1">doctors at two hospitals</s>, the <s id="S2">ministry'
    '</s> <q id="Q2" s="S2">adds</q> that <c q="Q1"><c q="Q2">at least three nurses were killed'
    "</c></c>.",
    # who is charged says nothing, who charges that does
    'The <s id="S1">envoy</s> <q id="Q1" s="S1">charged</q> Monday that <c q="Q1">troops had shot '
    "nine people</c>.",
    "The police charged nine people with arson.",
    # many cite one, and whoever was hurt is no speaker
    '<s id="S1">Sahel media</s> <q id="Q1" s="S1">cite</q> a <s id="S2">village chief</s> as <q '
    'id="Q2" s="S2">saying</q> <c q="Q1"><c q="Q2">nine people were killed</c></c>.',
    'Two guards were injured. She <q id="Q1">said</q> <c q="Q1">a gardener was killed</c>.',
    # what was said goes on behind an inserted cue
    '<c q="Q1">Six people were hurt</c>, the <s id="S1">mayor</s> <q id="Q1" s="S1">added</q>, '
    '<c q="Q1">including a girl of ten</c>.',
    '<c q="Q1">Raiders burned a mill near Gao</c>, a <s id="S1">colonel</s> <q id="Q1" s="S1">told'
    '</q> AFP, <c q="Q1">leaving four guards dead</c>.',
    # but not in a sentence that opens with a day of its own
    '<q id="Q1" s="S1">According to</q> the <s id="S1">observers</s>, <c q="Q1">the herder was '
    "unarmed</c>. On 4 March, troops killed two men in Kosti.",
    '<q id="Q1" s="S1">According to</q> <s id="S1">police</s>, <c q="Q1">five people were killed '
    "in the blast. Three more died on the way</c>.",
    # a semicolon parts two speakers
    'The <s id="S1">general</s> <q id="Q1" s="S1">insisted</q> that <c q="Q1">his men had shown '
    'restraint</c>; <c q="Q2">three of them were stabbed</c>, an <s id="S2">aide</s> <q id="Q2" '
    's="S2">claimed</q>.',
    # a count beside another is the same one's
    'The <s id="S1">ministry</s> <q id="Q1" s="S1">added</q> that <c q="Q1">the toll rose to '
    "40, while another 92 people were wounded</c>.",
    # a hedge does not keep its sentence from who says it
    '<c q="Q1"><c q="Q2">More than 100 people</c> <q id="Q2">are believed</q> <c q="Q2">to have '
    'been killed in Jos</c></c>, <q id="Q1" s="S1">according to</q> <s id="S1">residents</s>.',
    # somebody else's words inside a quotation
    '"<c q="Q1">Shells fell on Gao, Kidal and Mopti, and the market burned</c>," <s id="S1">Moussa '
    'Traore</s>, member of a village guard, <q id="Q1" s="S1">told</q> AFP on Friday.',
    '"<c q="Q1">Nine people were killed in the night</c>," the <s id="S1">ministry</s> <q id="Q1" '
    's="S1">said</q> in a statement on its Telegram channel.',
]

ASIDES = [
    # a relative clause or a participle holds no more than its own clause
    '<s id="S1">Marchers</s>, who <q id="Q1" s="S1">say</q> <c q="Q1">they are unarmed</c>, '
    "were fired on in Kosti, leaving two dead.",
    '<s id="S1">Marchers</s> <q id="Q1" s="S1">calling for</q> <c q="Q1">elections</c> clashed '
    "with troops, leaving two dead.",
    '<c q="Q1">Gunmen</c>, who <q id="Q1">are believed</q> <c q="Q1">to come from Chad</c>, '
    "shot two herders.",
    'Guards shot a herder, who, <q id="Q1" s="S1">according to</q> the <s id="S1">army</s>, '
    '<c q="Q1">had fired at them</c>.',
    # nor does it go on in the sentence behind
    '<s id="S1">Marchers</s>, who <q id="Q1" s="S1">say</q> <c q="Q1">they are unarmed</c>, '
    "were fired on in Kosti. Two people died.",
    # of an attack that somebody claims, its outcome is the reporter's, unless it is what is claimed
    'The <s id="S1">Front</s> <q id="Q1" s="S1">claimed responsibility for</q> <c q="Q1">the raid '
    "in Kosti</c>, killing nine guards.",
    'The <s id="S1">Front</s> <q id="Q1" s="S1">claimed responsibility for</q> <c q="Q1">a '
    "bombing</c> that killed nine guards.",
    'The <s id="S1">Front</s> <q id="Q1" s="S1">claimed responsibility for</q> <c q="Q1">the '
    "killing of nine guards</c>.",
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">two shells hit the mill</c>, '
    'which <s id="S2">officials</s> <q id="Q2" s="S2">blamed</q> <c q="Q2">on rebels</c>. '
    '<c q="Q1">Ten people were hurt</c>.',
    # what it tells of may have an insertion of its own
    'The <s id="S1">mayor of Gao</s>, who <q id="Q1" s="S1">says</q> <c q="Q1">five people, two '
    "of them women, were killed</c>, has left.",
]

SUBJECTS = [
    # all of several speakers
    '<s id="S1">Nurses, drivers and residents</s> <q id="Q1" s="S1">said</q> <c q="Q1">six people '
    "were killed</c>.",
    '<c q="Q1">Six people were killed</c>, <s id="S1">medical workers, farmers and residents</s> '
    '<q id="Q1" s="S1">said</q>.',
    'After talks with the army, <s id="S1">farmers and residents</s> <q id="Q1" s="S1">said</q> '
    '<c q="Q1">six people were killed</c>.',
    '<c q="Q1">Six people were killed</c>, <q id="Q1" s="S1">according to</q> <s id="S1">nurses, '
    "UN officials and residents in Gao</s>.",
    'A <s id="S1">shop owner</s> nearby <q id="Q1" s="S1">said</q> <c q="Q1">the guards had '
    "left</c>.",
    '<s id="S1">Doctors</s> working in the camp <q id="Q1" s="S1">said</q> <c q="Q1">six people '
    "were killed</c>.",
    'A <s id="S1">doctor</s> who gave his name as Idris <q id="Q1" s="S1">told</q> Reuters that '
    '<c q="Q1">nine people were killed</c>.',
    'The <s id="S1">Jos Record Office</s>, run by three students, only <q id="Q1" s="S1">accepts'
    '</q> <c q="Q1">38 deaths</c>.',
    'The <s id="S1">army</s> on Sunday <q id="Q1" s="S1">said</q> <c q="Q1">dozens of rebels were '
    "killed</c>.",
    '"[<s id="S1">Doctors</s>] <q id="Q1" s="S1">said</q> <c q="Q1">nine were hurt</c>."',
    '"<c q="Q1">The dead are now 35</c>," <q id="Q1" s="S1">reads</q> a <s id="S1">statement</s> '
    "released on Monday.",
    '<s id="S1">Ali</s> <q id="Q1" s="S1">told</q> Reuters <c q="Q1">his son was among the '
    "dead</c>.",
    'The <s id="S1">Red Crescent</s> (SARC) <q id="Q1" s="S1">said</q> <c q="Q1">nine people were '
    "killed</c>.",
    '<s id="S1">Sahel Radio 99</s> <q id="Q1" s="S1">has confirmed</q> <c q="Q1">nine deaths</c>.',
    'One, a <s id="S1">harbour pilot</s>, <q id="Q1" s="S1">says</q> <c q="Q1">nine people were '
    "killed</c>.",
    # who says "they" is not whom they count
    '<s id="S1">Officials</s> <q id="Q1" s="S1">say</q> <c q="Q1">20 people were killed. They '
    'included a child and two soldiers who had defected</c>. They <q id="Q2" s="S1">say</q> '
    '<c q="Q2">three others were wounded</c>.',
    # a passive that tells what somebody is held to be is no saying, "adding to" and nouns neither
    '<c q="Q1">Gunmen believed to belong to the brigade killed three soldiers</c>, an <s id="S1">'
    'officer</s> <q id="Q1" s="S1">said</q>.',
    "Nine bodies were found, adding to the 21 on Monday.",
    "Troops met protests against the curfew with gas.",
    "The said vehicle burned.",
    "The attack claimed nine lives.",
    "Nine people were killed, according to province and month.",
    # a dateline
    "AMMAN:\nTwo people were killed in a raid.",
]

FIGURES = [
    'The <s id="S1">Jos Record Office</s> <q id="Q1" s="S1">gives</q> <c q="Q1">a lower figure of '
    "11</c>.",
    'The <s id="S1">Jos Record Office</s> <q id="Q1" s="S1">lists</q> <c q="Q1">108 dead of Jos: '
    "49 children and 34 women</c>.",
    'The <s id="S1">authorities</s> <q id="Q1" s="S1">had spoken of</q> <c q="Q1">only one '
    "death</c>.",
    '<s id="S1">Figures from the ministry</s> <q id="Q1" s="S1">show</q> <c q="Q1">60 deaths</c>.',
    'A <s id="S1">medic</s> <q id="Q1" s="S1">gave</q> <c q="Q1">the toll of the valley as 75</c>.',
    'The <s id="S1">ministry</s> later <q id="Q1" s="S1">gave</q> <c q="Q1">a revised toll of 35 '
    "based on names</c>.",
    # a number keeps its hedge; "Monday's" is no time of the saying
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> <c q="Q1">nearly 300 people were hurt</c>.',
    'The <s id="S1">Medical Bureau of Gao</s> <q id="Q1" s="S1">counts</q> <c q="Q1">roughly '
    "630</c>.",
    '<s id="S1">Nurses</s> <q id="Q1" s="S1">believe</q> <c q="Q1">as many as nine men died</c>.',
    'The <s id="S1">army</s> <q id="Q1" s="S1">said</q> <c q="Q1">Monday\'s raids killed nine '
    "men</c>.",
    "Activists say Monday",
    "Activists say reportedly",
    '<s id="S1">Police</s> <q id="Q1" s="S1">said</q> on Monday <c q="Q1">nine men died</c>.',
    # a hospital that has the dead does not say so where somebody else does
    'A <s id="S1">surgeon</s> <q id="Q1" s="S1">told</q> reporters that <c q="Q1">the Gao clinic '
    "had received six bodies</c>.",
    '<c q="Q1">The Gao clinic received six bodies</c>, a <s id="S1">surgeon</s> <q id="Q1" '
    's="S1">said</q>.',
    'The <s id="S1">Gao clinic</s> <q id="Q1" s="S1">received</q> <c q="Q1">six bodies</c>.',
    # the second of two verbs shares the subject of a saying, not of a deed
    'The <s id="S1">Press Union of Gao</s> <q id="Q1" s="S1">says</q> <c q="Q1">a reporter was '
    'killed</c> and <q id="Q2" s="S1">lists</q> <c q="Q2">six writers as wounded</c>.',
    "Observers of the union went to Gao and counted nine bodies.",
    'The <s id="S1">Gao Youth Circle</s>, who sit there, <q id="Q1" s="S1">make it</q> <c q="Q1">'
    "21 dead</c>.",
    "The lorries made it to the pass.",
    'By <s id="S1">Erawan</s>\'s <q id="Q1" s="S1">count</q> <c q="Q1">39 people were killed</c>.',
    "The office gives a lower price of 11 francs a loaf.",
    "The office accepts parcels.",
]

AGENTS = [
    # who confirms, reports or hands out a figure in the passive
    '<c q="Q1">The deaths of three men in Gao</c> <q id="Q1" s="S1">were confirmed by</q> the '
    '<s id="S1">governor</s>.',
    'As <q id="Q1" s="S1">reported by</q> <s id="S1">state radio</s> <c q="Q1">41 rebels '
    "surrendered</c>.",
    'The <s id="S1">ministry</s> <q id="Q1" s="S1">updated</q> <c q="Q1"><c q="Q2">a toll of '
    '15</c> <q id="Q2" s="S2">given by</q> <s id="S2">police</s></c>.',
    # what is handed out and is no figure, and who is announced by a colon
    "Troops wore the uniforms issued by the ministry.",
    "Tolls given by clinics in the south:\n\n- Gao: 45 wounded",
    # who is killed announces nothing
    "Thirty nurses were killed:\n12 in Gao, 18 in Kidal.",
    # "described as" belongs to the noun before it
    '<c q="Q1">Men described as bandits raided a village</c>, a <s id="S1">governor</s> '
    '<q id="Q1" s="S1">said</q>.',
    'The <s id="S1">envoy</s> <q id="Q1" s="S1">described</q> <c q="Q1">the men as bandits</c>.',
    # "found that" is a saying, "found" is none
    '<s id="S1">Human Rights Watch</s> <q id="Q1" s="S1">found</q> that <c q="Q1">12 people were '
    "killed</c>.",
    "The patrol found the bridge in ruins.",
    # what still has to be confirmed has no speaker behind it
    'A <s id="S1">medic</s> <q id="Q1" s="S1">said</q>: "<c q="Q1">We have 42 wounded, but I am '
    'yet to <q id="Q2" s="S1">confirm</q> <c q="Q2">the toll in the church</c>.</c>"',
]

INSERTIONS = [
    # those who are counted before "and" do not say so either; two bodies may
    '<s id="S1">Police</s> <q id="Q1" s="S1">reported</q> that <c q="Q1">four men had been killed '
    'and six wounded</c>, and the <s id="S2">army</s> <q id="Q2" s="S2">said</q> that <c q="Q2">'
    "seven were missing</c>.",
    'The <s id="S1">Red Cross, and the United Nations</s>, <q id="Q1" s="S1">said</q> <c q="Q1">'
    "nine men died</c>.",
    # what a comma sets off stands behind who speaks, not behind those whom he lists
    '<c q="Q1">They were hit by stones, glass bottles and oil lamps</c>, <s id="S1">Dr. Amadou '
    'Kone</s>, another ministry official, <q id="Q1" s="S1">told</q> the BBC.',
    '<c q="Q1">A bomber, a woman, attacked a post near the spring, killing nine men</c>, the '
    '<s id="S1">Azawad news agency</s>, which is close to them, <q id="Q1" s="S1">reported</q>.',
    'A <s id="S1">surgeon at the clinic</s>, reached later, <q id="Q1" s="S1">counted</q> '
    '<c q="Q1">four dead, a child among them</c>.',
    'However, the <s id="S1">Gao opposition coalition</s>, led by an old judge, <q id="Q1" '
    's="S1">put</q> <c q="Q1">the toll at 100</c>.',
    '<s id="S1">Studio 99</s> <q id="Q1" s="S1">puts</q> <c q="Q1">the toll at nine</c>.',
    'A <s id="S1">driver</s> who brought one of them out <q id="Q1" s="S1">says</q> <c q="Q1">four '
    "died</c>.",
]

PASSED_ON = [
    # who closes a sentence passes on all of it
    '<c q="Q2"><c q="Q1">Shells hit the port</c>, the <s id="S1">mayor of Gao</s> <q id="Q1" '
    's="S1">said</q> on Friday</c>, <s id="S2">Radio Azawad</s> <q id="Q2" s="S2">reports</q>.',
    '<c q="Q2">“<c q="Q1">Two boats sank</c>,” the <s id="S1">captain</s> <q id="Q1" s="S1">said'
    '</q></c>, <q id="Q2" s="S2">according to</q> <s id="S2">Xinhua</s>.',
    # who opens one beside another does not
    '<c q="Q1">Two boats sank</c>, a <s id="S1">captain</s> <q id="Q1" s="S1">said</q>, and the '
    '<s id="S2">navy</s> <q id="Q2" s="S2">said</q> <c q="Q2">six men drowned</c>.',
    # what somebody quoted says is quoted; who quotes him has all of it
    '“<c q="Q2">The <s id="S1">mayor</s> <q id="Q1" s="S1">claimed</q> that <c q="Q1">two boats '
    'sank</c></c>,” the <s id="S2">captain</s> <q id="Q2" s="S2">said</q>.',
    'The <s id="S1">captain</s> <q id="Q1" s="S1">said</q> <c q="Q1">he saw nothing, but that six '
    "men drowned</c>.",
    'The <s id="S1">captain</s> <q id="Q1" s="S1">said</q> <c q="Q1">it had yet to be told</c>.',
    '<c q="Q1"><c q="Q2">Two boats sank</c></c>, <s id="S1">Xinhua</s> <q id="Q1" s="S1">quoted</q>'
    ' the <s id="S2">captain</s> as <q id="Q2" s="S2">saying</q>.',
    '“<c q="Q1">Two boats sank</c>,” the <s id="S1">captain</s> <q id="Q1" s="S1">was quoted by '
    "Xinhua as saying</q>.",
    '<c q="Q1">Two boats sank</c>, the <s id="S1">captain</s> <q id="Q1" s="S1">told</q> Xinhua by '
    "phone from state capital Gao.",
    '<c q="Q1"><c q="Q2"><c q="Q3">Two boats sank</c>, the <s id="S3">captain</s> <q id="Q3" '
    's="S3">said</q></c></c>, <s id="S1">Radio Azawad</s> <q id="Q1" s="S1">reports</q> '
    '<q id="Q2" s="S2">citing</q> <s id="S2">Xinhua</s>.',
    # he is no body, and a minister is one person
    '<s id="S1">Xinhua</s> <q id="Q1" s="S1">said</q> <c q="Q1">two boats sank</c>. <c q="Q2">Six '
    'men drowned</c>, he <q id="Q2">said</q>.',
    '<s id="S1">Defence Minister Amadou Keres</s> <q id="Q1" s="S1">said</q> <c q="Q1">two boats '
    'sank</c>. He <q id="Q2" s="S1">added</q> <c q="Q2">six men drowned</c>.',
    '<s id="S1">Amadou Kone</s> <q id="Q1" s="S1">said</q> <c q="Q1">two boats sank</c>. He points '
    'at the sea and <q id="Q2" s="S1">says</q>: “<c q="Q2">Six men drowned.</c>”',
    '<s id="S1">Philstar</s> <q id="Q1" s="S1">quoted</q> <c q="Q1"><s id="S2">Captain Amadou Kone'
    '</s> as <q id="Q2" s="S2">saying</q> <c q="Q2">two boats sank</c></c>. He <q id="Q3" s="S2">'
    'added</q> <c q="Q3">six men drowned</c>.',
    # both have what somebody is quoted as saying
    '“<c q="Q1"><c q="Q2">Two boats sank</c></c>,” <s id="S1">Xinhua</s> <q id="Q1" s="S1">quoted'
    '</q> the <s id="S2">captain</s> as <q id="Q2" s="S2">saying</q>.',
    'The <s id="S2">captain</s> fled. “<c q="Q1"><c q="Q2">Two boats sank</c></c>,” <s id="S1">'
    'Xinhua</s> <q id="Q1" s="S1">quoted</q> him as <q id="Q2" s="S2">saying</q>.',
]

APPOSITIONS = [
    # what tells more of a source is not what it says
    '<q id="Q1" s="S1">According to</q> the <s id="S1">Ministry of Health</s> (MoH) in Mali, '
    '<c q="Q1">nine people died</c>.',
    '<q id="Q1" s="S1">According to</q> a <s id="S1">report</s> by the Red Cross, <c q="Q1">nine '
    "people died</c>.",
    '<q id="Q1" s="S1">According to</q> the <s id="S1">mayor of Gao</s>, Amadou Kone, <c q="Q1">'
    "nine people died</c>.",
    '<q id="Q1" s="S1">According to</q> <s id="S1">medics</s>, <c q="Q1">Amadou Kone, a farmer, '
    "died</c>.",
    'The <s id="S1">army</s> <q id="Q1" s="S1">said</q> in a statement to the news agency that '
    '<c q="Q1">the road was mined</c>.',
    '<c q="Q1">Nine people died</c>, a <s id="S1">medic</s> <q id="Q1" s="S1">said</q> on Friday, '
    '<c q="Q1">the worst toll on that front since May</c>.',
    # what says when or where is not what is said either
    'Between 2 and 9 March, <q id="Q1" s="S1">according to</q> <s id="S1">medics</s>, <c q="Q1">'
    "nine people died</c>.",
    'In the silence after the raid, a <s id="S1">medic</s> <q id="Q1" s="S1">told of</q> <c q="Q1">'
    "the fire</c>.",
    # a bracket or a clause behind the speaker
    '“<c q="Q1">I fell</c>,” <s id="S1">Amadou Kone</s>, who was wounded in the blast, <q id="Q1" '
    's="S1">told</q> AFP.',
    'A <s id="S1">spokesman for the Azawad Front</s> (AF), whose men hold the coast, <q id="Q1" '
    's="S1">said</q> <c q="Q1">a clinic was hit</c>.',
    'A <s id="S1">guard</s> who fled with the town\'s commanding officer <q id="Q1" s="S1">said</q>'
    ' <c q="Q1">the road was mined</c>.',
    'The <s id="S1">rebels</s> in a statement sent to Radio Azawad <q id="Q1" s="S1">denied</q> '
    '<c q="Q1">the attack</c>.',
    'The <s id="S1">bureau</s>, which <q id="Q1" s="S1">claims</q> <c q="Q1">to be neutral</c>, '
    '<q id="Q2" s="S1">says</q> <c q="Q2">nine people died</c>.',
    # a list with a verb of its own is no insertion
    '<c q="Q1">Storms, heat and fires continue to delay the ships</c>, <q id="Q1" s="S1">reports'
    '</q> the <s id="S1">Red Cross</s>.',
    '<c q="Q1">Two boats sank</c>, <s id="S1">Free Syrian Army (FSA) spokesman Amadou Kone</s> '
    '<q id="Q1" s="S1">said</q>.',
    'The owner of the hotel, <s id="S1">Amadou Kone</s>, <q id="Q1" s="S1">posted</q> '
    '<c q="Q1">a photograph</c>.',
    'Fires went on, with <s id="S1">medics</s> <q id="Q1" s="S1">saying</q> <c q="Q1">nine people '
    "died</c>.",
    '<c q="Q1">Nine people died</c>, <q id="Q1" s="S1">according to</q> a <s id="S1">statement</s> '
    "posted on its website.",
    '<q id="Q1" s="S1">According to</q> <s id="S1">guards</s> who fled, <c q="Q1">nine people died'
    "</c>.",
    'The <s id="S1">front</s> that has been fighting for years <q id="Q1" s="S1">said</q> '
    '<c q="Q1">nine people died</c>.',
    '<s id="S1">Azawad rebels and an aid group</s> on Friday <q id="Q1" s="S1">claimed</q> that '
    '<c q="Q1">nine people died</c>.',
    '“<c q="Q1">Nine people died</c>,” <q id="Q1" s="S1">said</q> <s id="S1">Dr Amadou Kone</s> '
    "where the bus had stood.",
    '“<c q="Q1">Nine people died</c>,” the <s id="S1">captain</s> <q id="Q1" s="S1">told</q> Radio '
    'Azawad <q id="Q2" s="S1">adding</q> that <c q="Q2">six were missing</c>.',
    '“<c q="Q1">Nine people died among the rebels</c>,” the <s id="S1">captain</s> <q id="Q1" '
    's="S1">said</q> on May 23.',
    'The <s id="S1">Sahel Front</s> (SF) <q id="Q1" s="S1">has alleged</q> that <c q="Q1">nine '
    "people died</c>.",
    'A <s id="S1">driver</s> who requested anonymity <q id="Q1" s="S1">said</q> <c q="Q1">nine '
    "people died</c>.",
    '<s id="S1">Dr Amadou Kone</s> <q id="Q1" s="S1">said</q>, "<c q="Q1">They were farmers.</c>"',
    '<c q="Q1">Nine people died</c>, the <s id="S1">Red Cross</s> <q id="Q1" s="S1">said</q> as '
    "rebels held on to the port.",
    'The <s id="S1">mayor</s> <q id="Q1" s="S1">said</q> <c q="Q1">the dead were farmers</c>, and '
    '<q id="Q2" s="S1">condemned</q> <c q="Q2">guards posted at the port</c>.',
    "The rebels gave up their claim to the port.",
    '<s id="S1">Amadou Kone</s>, head of a committee that buries the dead, <q id="Q1" s="S1">said'
    '</q> <c q="Q1">nine people died</c>.',
    'A <s id="S1">witness</s> <q id="Q1" s="S1">told</q> AFP <c q="Q1">more than ten people died'
    "</c>.",
    '<c q="Q1">Nine farmers have been</c> <q id="Q1">reportedly</q> <c q="Q1">killed in Gao</c>.',
    '<s id="S1">Radio Azawad</s> <q id="Q1" s="S1">learnt that</q> <c q="Q1">nine people died</c>.',
    # cut off in the middle
    'A <s id="S1">mayor\'s aide</s>, <q id="Q1" s="S1">said</q> <c q="Q1">the raid occurred</c>',
    "Guards responded to the fire at the port.",
    "The army's reported losses are high.",
    "A raid that was claimed by the rebels shut the port.",
    "Nine people confirmed dead in Gao were farmers.",
]

POSTS = [
    # signed, or under the name of who wrote it
    '<c q="Q1" s="S1">The bridge is down, nine dead</c>.\n— <s id="S1">Amadou Kone</s> (@amadou_k) '
    "May 3, 2022\n\nThe port is shut.",
    '<c q="Q1" s="S1">The bridge is down, nine dead</c>. — <s id="S1">Amadou Kone</s> (@amadou_k)',
    '<s id="S1">Sahel Front</s> (@sahelfront)\n\n<c q="Q1" s="S1">The bridge is down. Nine dead'
    "</c>.\n\nMay 3, 2022",
    # a handle in a sentence signs nothing
    '<s id="S1">Amadou Kone</s> (@amadou_k) <q id="Q1" s="S1">says</q> <c q="Q1">nine men died'
    "</c>.\n\nThe port is shut.",
]


@pytest.mark.parametrize(
    "entry",
    [
        *POSTS,
        *LISTS,
        *COUNTED,
        *SEVERAL,
        *ASIDES,
        *SUBJECTS,
        *FIGURES,
        *AGENTS,
        *INSERTIONS,
        *PASSED_ON,
        *APPOSITIONS,
    ],
)
def test_sources(nlp: Language, entry: str) -> None:
    found, given = found_and_given(nlp, entry, sayings)
    assert found == given
