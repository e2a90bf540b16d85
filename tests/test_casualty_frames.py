"""Who lies where, who lost whom, with what wound: how victims stand beside what tells of them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from marked import counts, found_and_given


@pytest.mark.parametrize(
    "sentence",
    [
        # who is told stands first
        'The governor told Al Waha <k o="KILLED" n="3">three porters</k> were killed.',
        # with what else they did
        '<k o="INJURED" n="1">One sentry</k> hurt jumping from a wall in Sirte.',
        '<k o="KILLED" n="1">Captain Adel Nasr</k> killed Sunday at Sirte.',
        # numbers and phrases
        '<k o="KILLED" n="1">Another of the miners</k> died at noon.',
        'She saw <k o="KILLED" n="2-3">two or three</k> carried off dead.',
        'The mine killed the <k o="KILLED" n="1">mother</k> and '
        '<k o="KILLED" n="1">sister of a clerk</k>.',
        'Widows of <k o="KILLED" n="some">miners</k> killed in Lomé marched.',
        'Police said <k o="KILLED" n="some" status="possible">others</k> were feared dead.',
        'They pulled out <k o="KILLED" n="2">two of their cousins</k> dead.',
        'The sheriff denied that <k o="INJURED" n="0" status="denied">any miners</k> were hit.',
        'They ruled out <k o="KILLED" n="0" status="denied">any further victims</k>.',
        'His clerk says the <k o="KILLED" n="1">tailor</k> "was killed by a mob".',
        'We met <k o="INJURED" n="1">Adel</k>, 33, a plumber, who lost an eye.',
        '<k o="INJURED" n="1">A porter</k> wept after being hit in the neck.',
        '<k o="KILLED" n="1">A porter</k> was killed and his '
        '<k o="INJURED" n="1">cousin</k> maimed on the quay.',
        "Another of the miners was absent, and the cousin and sister of a clerk sang.",
        "Widows of miners marched to the town hall.",
        "The party split after being hit by a scandal.",
        # one verb shares the other's object, one of several is all of them
        'A sniper shot and wounded <k o="INJURED" n="1">a porter</k>.',
        "The snipers took down two porters and two flags.",
        'She was one of <k o="KILLED" n="8">eight porters</k> killed that night.',
        'There have been <k o="KILLED" n="some">deaths</k> on both sides.',
        'Witnesses described seeing <k o="KILLED" n="some">bodies</k> lying in the lanes.',
        '<k o="KILLED" n="1">Lorry driver</k> found shot dead in Lomé.',
        'They are bringing <k o="INJURED" n="some">more wounded</k> into the chapel.',
        'He saw his <k o="KILLED" n="1">best friend</k> shot in the chest.',
        "They have more wounded than beds, and two bodies of water.",
        "Guards burned ten porters' huts.",
        "The militia executed in full the terms of the truce.",
        # stabbing hurts unless it kills
        '<k o="INJURED" n="1">A porter</k> was stabbed at the quay.',
        '<k o="KILLED" n="1">A porter</k> was found stabbed at the quay.',
        # run over, not more than
        'A tank ran over <k o="KILLED" n="2">two porters</k>.',
        # bodies that nobody counts, the dead that were left
        '<k o="KILLED" n="1">One charred body</k> lay there.',
        '<k o="KILLED" n="some">More bodies</k> have been found in Lomé.',
        'Shutters were down and <k o="KILLED" n="some">corpses</k> were lying in the lane.',
        'The raid left <k o="KILLED" n="some">dead</k> and <k o="INJURED" n="some">wounded</k>.',
        'They found <k o="KILLED" n="1">a dead porter</k> in the shed.',
        'There were <k o="INJURED" n="some">injuries</k> on both sides.',
        "Sporting bodies have been found wanting, and the bodies were in the shed.",
        "They emptied a dead porter's pockets and left the shed.",
        # who falls and expires
        '<k o="KILLED" n="4">Four porters</k> fell on the side of the rebels.',
        '<k o="KILLED" n="1">An old porter</k> expired on the way.',
        "The permits of the porters expired, and the mayor fell on his side.",
    ],
)
def test_plain_reports(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="KILLED" n="4">Four others</k> lie unidentified at the institute.',
        '<k o="KILLED" n="~30">Some thirty of our cousins</k> lie under the stones.',
        'I counted <k o="KILLED" n="9">nine</k> laid in the church.',
        '<k o="KILLED" n="14+">At least 14 nomads</k> were lying in the mortuary.',
        '<k o="KILLED" n="12">Twelve nomads</k> were lying dead in the yard.',
        '<k o="KILLED" n="6">Six nomads</k> were laid to rest on Sunday.',
        '<k o="KILLED" n="20" status="possible">A further 20</k> may be under the rubble.',
        'It is feared that <k o="KILLED" n="several" status="possible">several nomads</k> are '
        "still under the ruins.",
        '<k o="KILLED" n="&lt;=8" status="possible">Up to eight</k> feared under it.',
        'There are <k o="KILLED" n="10">ten tenants</k> under the ruins.',
        'They counted <k o="KILLED" n="9">nine dead</k> and fear that '
        '<k o="KILLED" n="hundreds" status="possible">hundreds</k> will follow.',
        # who lies, lives or follows otherwise
        "A hundred nomads are lying flat, and twenty lie low.",
        "Two nomads lay in wait in the ruins, and two others laid flowers on the graves.",
        "Six nomads were pulled alive from under the rubble.",
        "Ten nomads are trapped under the rubble.",
        "Ten nomads lay under the rubble until they were saved.",
        "Several nomads are feared under house arrest, and two villages lie in ruins.",
        "Hundreds have fled, and clerks fear that thousands will follow.",
    ],
)
def test_who_lies_where(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        'We lost our <k o="KILLED" n="1">sapper</k> on Sunday.',
        'She lost <k o="KILLED" n="1">a brother</k> in 1994 and <k o="KILLED" n="1">a cousin</k> '
        "in 2004.",
        'The guild has lost <k o="KILLED" n="3">three members</k> to snipers.',
        'They took the mill at the price of <k o="KILLED" n="2">two men</k>.',
        'They took the mill without <k o="KILLED" n="0" status="denied">any loss</k>.',
        'The foe suffered <k o="KILLED" n="many">very considerable losses</k>.',
        'The camp suffered <k o="KILLED" n="0" status="denied">no victim</k>.',
        "We lost our keys, and the guild lost three members to a rival.",
        "Bread was sold at the price of two men's shirts, without any loss of weight.",
        # set phrases
        'The bulletin told of the falling of <k o="KILLED" n="1">a first lieutenant</k>.',
        '<k o="KILLED" n="27">Twenty-seven nomads</k> were deprived of life.',
        '<k o="KILLED" n="30">Thirty nomads</k> met their death there.',
        '<k o="KILLED" n="1">Adel Nasr</k>, who rose as a martyr yesterday, was 20.',
        'The <k o="KILLED" n="1">mother</k> and <k o="KILLED" n="2">two daughters</k> ascended '
        "to their Lord.",
        'The rebels sent <k o="KILLED" n="12">12 soldiers</k> to hell.',
        "The scandal destroyed two ministers and a mayor.",
        "The clerk told of the falling of two trees and found the death certificate.",
        "Two princes ascended to the throne, and two pilots wrote letters to the Lord.",
        "He sent two porters to Paradise Street, and the flood destroyed two families.",
        'The raid inflicted serious injuries on <k o="INJURED" n="6">six porters</k>.',
        'There was <k o="INJURED" n="1">only one serious injury</k>.',
        'The strike hit a pipe but did not result in <k o="INJURED" n="0" '
        'status="denied">injuries</k>.',
        'The fire burned for hours without leading to <k o="KILLED" n="0" status="denied">any '
        "deaths</k>.",
        'The blast did not cause <k o="KILLED" n="0" status="denied">further casualties</k>.',
        '<k o="INJURED" n="0" status="denied">Three guards</k> did not suffer injuries.',
        'The flood caused <k o="KILLED" n="some">deaths</k> and <k o="INJURED" '
        'n="some">injuries</k>.',
        'The raids led to <k o="KILLED" n="dozens">dozens of civilian deaths</k> and <k '
        'o="INJURED" n="dozens">injuries</k>.',
        'The unit lost the post, inflicting <k o="KILLED" n="4">four human losses</k>.',
        # counted elsewhere
        "The number of deaths and injuries rose.",
    ],
)
def test_losses(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        '<k o="INJURED" n="2">Two of his porters</k> took shots in the legs.',
        '<k o="INJURED" n="2">A couple of patrolmen</k> got splinters.',
        '<k o="INJURED" n="18">Eighteen</k> have bullets in them.',
        'The <k o="INJURED" n="1">sergeant</k> had a splinter taken out of his hand.',
        'I picked bullets out of <k o="INJURED" n="13">thirteen boys</k>.',
        '<k o="INJURED" n="1">Another porter</k> escaped with a broken arm.',
        'They heard of <k o="INJURED" n="1">a sergeant</k> with a smashed knee.',
        'Guards broke the wrist of <k o="INJURED" n="1">a boy</k>.',
        'Guards broke the <k o="INJURED" n="1">boy</k>\'s arm.',
        'Her <k o="INJURED" n="1">mother</k> has burns.',
        '<k o="INJURED" n="1">A porter</k> was treated for shock.',
        '<k o="INJURED" n="1">A Canadian</k> is in the operating theatre.',
        'They admitted <k o="INJURED" n="300">300 patients</k> with neurotoxic symptoms.',
        '<k o="INJURED" n="12">12 cases of suffocation</k> were seen.',
        '<k o="INJURED" n="some">Cases of suffocation</k> were seen.',
        '<k o="INJURED" n="many">A large number of critical injuries</k>.',
        '<k o="INJURED" n="1">An old porter</k> fainted from the gas.',
        '<k o="INJURED" n="1">One nurse</k> was touched by a stray bullet.',
        'In the square, <k o="INJURED" n="dozens">dozens overcome</k> by gas.',
        # nobody is hurt
        "The photographer took shots in the street, and two others took pellets from a box.",
        "A girl with pellets in her bag broke the neck of a bottle.",
        "They smashed the windows with their hands and picked nails out of two boxes.",
        "The ward saw 300 patients with cholera symptoms, and two girls fainted in the heat.",
        "Many were touched by his words, and two generals sat in the operations room.",
    ],
)
def test_harm_to_the_body(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        "Goals, 12; wins, 4. The game was lost.",
        "Surgeons are in the operating room.",
        "Ten men lay flowers at graves in the cemetery.",
        "The driver broke the car's arm.",
        "We lost our leader in the polls.",
        "Two leaders expired their mandate.",
        "The country mourns President Ali Saleh, who had cancer.",
        '<k o="KILLED" n="9">Nine people</k> died. The hostages were freed, the youngest a girl of '
        "four.",
        '<k o="KILLED" n="3" id="K1">Three men</k> were killed. One was identified as <k '
        'o="KILLED" n="1" part_of="K1">Ali Saleh</k>, 43, and a nephew.',
        'Those killed were <k o="KILLED" n="2">two</k> from Kut and <k o="KILLED" n="3">three</k> '
        "from Amara.",
        # at the very beginning and end of a text
        "Dead man found in Kut. He was in block A",
        "The patient had vitamin A",
        '<k o="KILLED" n="2">Two</k> were killed. The list names Ali Saleh,',
        '<k o="KILLED" n="2">Two men</k> were killed. His arm broke the boy’s',
        'The brigade sent <k o="KILLED" n="12">12 men</k> to hell',
    ],
)
def test_what_only_looks_like_harm(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given


@pytest.mark.parametrize(
    "sentence",
    [
        # those of whom the subject is a part are not all dead
        'Of the <k o="INJURED" n="40">40 injured</k>, <k o="KILLED" n="6">six</k> died.',
        'Of the 40 hostages, <k o="KILLED" n="6">six</k> died on Friday.',
        'Out of 30 miners, <k o="KILLED" n="12">12</k> were killed.',
        'Of <k o="KILLED" n="40">40 hostages</k> who died many were old.',
        # initials of reports
        'The raid left <k o="KILLED" n="3">3 KIA</k> and <k o="INJURED" n="7">7 WIA</k>.',
        "Two KIA soldiers guard the bridge at Laiza.",
    ],
)
def test_shares_and_initials(nlp: Language, sentence: str) -> None:
    found, given = found_and_given(nlp, sentence, counts)
    assert found == given
