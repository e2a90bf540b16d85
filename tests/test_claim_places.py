"""Places of claims in longer reports: leads, datelines, lists, and what a report goes back to."""

from __future__ import annotations

import pytest
from spacy.language import Language

from sitrep.pipeline.annotate import to_doc
from sitrep.pipeline.labels import CASUALTIES, LOCATIONS
from sitrep.pipeline.records import Entry


def places(nlp: Language, text: str) -> dict[str, list[str]]:
    """The places of each casualty by its words."""
    doc = nlp(to_doc(nlp, Entry(id="x", text=text, country="IQ")))
    names = {span.id_: span.text for span in doc.spans[LOCATIONS]}
    attrs = doc.spans[CASUALTIES].attrs
    return {
        span.text: [names[key] for key in attrs[span.id_]["locations"]]
        for span in doc.spans[CASUALTIES]
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a place that is told with another count is that count's
        (
            "97 people died across Iraq today, 38 in Kut.",
            {"97 people": ["Iraq"], "38": ["Kut"]},
        ),
        (
            "42 people were killed across Iraq today, including six in Kut and three children.",
            {"42 people": ["Iraq"], "six": ["Kut"], "three children": ["Iraq"]},
        ),
        (
            "Nine bodies, among them two boys, were found in Kut.",
            {"Nine bodies": ["Kut"], "two boys": ["Kut"]},
        ),
        # ... but two outcomes are told in one breath
        ("Nine dead and 50 wounded in Kut.", {"Nine dead": ["Kut"], "50 wounded": ["Kut"]}),
        # a relative clause and "there" go back to their place
        ("It points to Kut, where two boys died, and to Basra.", {"two boys": ["Kut"]}),
        ("The road to Kut is shut. Ten people died there.", {"Ten people": ["Kut"]}),
        ("Basra is afraid, and there were ten people killed in Kut.", {"ten people": ["Kut"]}),
        # who is heard at a place was not hurt at it
        ("A shell killed two women, he said at the Hilla camp.", {"two women": []}),
        ("A shell killed two women at the Hilla camp.", {"two women": ["Hilla camp"]}),
        # "while" sets two events apart
        (
            "One man was killed in Kut, while two others were killed in the shelling of villages "
            "of the Diyala province.",
            {"One man": ["Kut"], "two others": ["Diyala"]},
        ),
        # a separate incident is not placed by the one before
        (
            "Two men were killed in Kut. In a separate incident, troops shot dead a baker.",
            {"Two men": ["Kut"], "a baker": []},
        ),
        (
            "Two men were killed in Kut. Troops also shot dead a baker.",
            {"Two men": ["Kut"], "a baker": ["Kut"]},
        ),
        # where people arrived who fled is no scene, unless they are those who attack
        (
            "Two men were killed near Kut. Families who fled have reached Basra. Six people were "
            "wounded.",
            {"Two men": ["Kut"], "Six people": ["Kut"]},
        ),
        (
            "Two men were killed near Kut. The army has reached Basra. Six people were wounded.",
            {"Two men": ["Kut"], "Six people": ["Basra"]},
        ),
        # the place of a hospital is that of the care, unless it was hit
        ("Five of the wounded were treated at a hospital in Kut.", {"Five of the wounded": []}),
        ("A rocket hit a hospital in Kut, killing two men.", {"two men": ["Kut"]}),
        # a list without "and", whose places lie in two provinces
        ("Ten people died in Diyala, Anbar.", {"Ten people": ["Diyala", "Anbar"]}),
        ("Ten people died in Baquba, Diyala.", {"Ten people": ["Baquba"]}),
        # what lies in the place that "of" brings
        ("Two were killed in Pattan tehsil of Kohistan district.", {"Two": ["Pattan"]}),
        # "there" is where those live who tell it
        (
            "In Kut, a reporter counted five bodies. Residents of Hilla said nine people had died "
            "there.",
            {"five bodies": ["Kut"], "nine people": ["Hilla"]},
        ),
        # one blast of two outcomes, in a sentence of its own
        (
            "Thirty men were killed near the Rex hotel in Kut. Ten people died while 14 others "
            "were hurt in a blast in Basra.",
            {"Thirty men": ["Rex hotel"], "Ten people": ["Basra"], "14 others": ["Basra"]},
        ),
        # ... nor is what is told of another place
        (
            "Two men were killed in Kut. Six died in a different part of the country.",
            {"Two men": ["Kut"], "Six": []},
        ),
        (
            "Two men were killed in Kut. Six died in another village.",
            {"Two men": ["Kut"], "Six": []},
        ),
        (
            "Two men were killed in Kut. Six died in a different way.",
            {"Two men": ["Kut"], "Six": ["Kut"]},
        ),
        # a dateline is left once the report tells of another place
        (
            "BAGHDAD - Gunmen killed 12 people in western Iraq. Two soldiers died in the raid.",
            {"12 people": ["Iraq"], "Two soldiers": ["Iraq"]},
        ),
        (
            "BAGHDAD - Gunmen killed 12 people on Monday. Two soldiers died in the raid.",
            {"12 people": ["BAGHDAD"], "Two soldiers": ["BAGHDAD"]},
        ),
        # where an agency wrote is no place of the harm; a bare dateline is
        ("BASRA, Iraq (AP) - A blast killed 26 people, officials say.", {"26 people": []}),
        ("BASRA - A blast killed 26 people, officials say.", {"26 people": ["BASRA"]}),
        # the first mention in running text, not the dateline
        (
            "BASRA - Jets bombed a school in Basra. Two boys were killed by the blast.",
            {"Two boys": ["Basra"]},
        ),
        # a later sentence goes back to the event
        (
            "Two rebels were killed in a gunfight.\n\nThe gunfight broke out near Kut on Friday.",
            {"Two rebels": ["Kut"]},
        ),
        (
            "Two rebels were killed in a gunfight.\n\nThe governor spoke near Kut on Friday.",
            {"Two rebels": []},
        ),
        # one incident does not happen all over a country, a sum does
        (
            "Nine people died in Kut.\n\nA doctor said 13 people died in a raid on rebels in Iraq.",
            {"Nine people": ["Kut"], "13 people": ["Kut"]},
        ),
        (
            "Nine people died in Kut.\n\nA doctor said 1,300 people have died in Iraq since May.",
            {"Nine people": ["Kut"], "1,300 people": ["Iraq"]},
        ),
        # a province, then the village; what was told before it is elsewhere
        (
            "A bomb killed ten people in Diyala. It went off in Baquba.",
            {"ten people": ["Baquba"]},
        ),
        # distances and neighbours only say where a place is
        (
            "A bomb in Kut, a town near Basra, hurt a judge. Two guards were also wounded.",
            {"a judge": ["Kut"], "Two guards": ["Kut"]},
        ),
        ("Two guards were wounded in Kut, 60 km north of Basra.", {"Two guards": ["Kut"]}),
        # nobody dies in the place that he is on the way to
        (
            "A blast hit a bus in Kut. A woman died on the way to Basra.",
            {"A woman": ["Kut"]},
        ),
        # an aside leaves the place to its whole, a last part does not
        (
            "Rebels killed 22 farmers, 13 of them women, in a raid in Kut.",
            {"22 farmers": ["Kut"], "13 of them women": ["Kut"]},
        ),
        # the village head is no village, "the village" is one
        (
            "In Kut alone they killed six people and the village head, he said in Basra.",
            {"six people": ["Kut"], "village head": ["Kut"]},
        ),
        # a place in a title, and one of the victims' town
        (
            "A blast in Kut hit a police truck. Police Inspector, Basra, Ali Hasan said that "
            "one man was killed.",
            {"one man": ["Kut"]},
        ),
        ("A man in the city of Kut was killed.", {"A man": ["Kut"]}),
        # the parts of a day told on other days are no retelling
        (
            "Four people were killed in Kut on Friday. On Sunday four people were killed in the "
            "Karrada neighbourhood.",
            {"Four people": ["Kut"], "four people": ["Karrada"]},
        ),
        # a list's heading places its sums
        (
            "Toll of three weeks of fighting for Kut:\n\n- Rebels: 219 killed\n- Civilians: 20 "
            "killed",
            {"219 killed": ["Kut"], "20 killed": ["Kut"]},
        ),
        # ... and the first of a row has its own province, not that of another item
        (
            "Twelve people were killed in the province of Diyala, nine in Kut and three in Jalawla "
            "in Anbar.",
            {"Twelve people": ["Diyala"], "nine": ["Kut"], "three": ["Jalawla"]},
        ),
        # a hospital that treats is no scene, one that is hit is
        (
            "Shells fell on Kut. One boy was hit in the head and is now at Noor Hospital, he said.",
            {"One boy": ["Kut"]},
        ),
        ("Shells hit Noor Hospital in Kut, killing a nurse.", {"a nurse": ["Noor Hospital"]}),
        (
            "A boy died in hospital in Basra after a mine went off in Kut.",
            {"A boy": ["Kut"]},
        ),
        ("A boy died in a blast at a hospital in Basra.", {"A boy": ["Basra"]}),
        # where shots came from, what a border is shared with, and a road by its other end
        ("A boy was hit by stray bullets from Syria.", {"A boy": []}),
        ("A boy was hit by stray bullets in Syria.", {"A boy": ["Syria"]}),
        (
            "Two guards died near the border with Syria in Anbar province.",
            {"Two guards": ["Anbar"]},
        ),
        ("In Hit, a mine on the Kut road left two guards dead.", {"two guards": ["Hit"]}),
        ("In Hit, a mine at the Kut station left two guards dead.", {"two guards": ["Kut"]}),
        # a row holds areas too
        (
            "Nine people were killed in Diyala Province, the Hamrin area, and Kut.",
            {"Nine people": ["Diyala Province", "Hamrin", "Kut"]},
        ),
        # what follows a bracket is not where its parts fell
        (
            "The council counts 30 dead (including four girls), 12 in Kut.",
            {"30 dead": [], "four girls": [], "12": ["Kut"]},
        ),
        # where else something happens
        ("Two men were hurt. There were marches in other towns such as Kut.", {"Two men": []}),
        ("Two men were hurt. There were marches in towns such as Kut.", {"Two men": ["Kut"]}),
        # the town is the one where it happened, not the one that it lies near
        (
            "We heard of a raid on Kut, outside of Basra. Two burnt bodies were found in the town.",
            {"Two burnt bodies": ["Kut"]},
        ),
        # two outcomes told at once share the place behind them
        (
            "A mine killed 11 people in Hit. Eight people were killed and 15 more were hurt in a "
            "blast in the Christian quarter of Kut.",
            {"11 people": ["Hit"], "Eight people": ["Kut"], "15 more": ["Kut"]},
        ),
        # a place of some is not that of all
        ("Thirty people died on Monday, nearly half in Kut.", {"Thirty people": []}),
        ("Thirty people died on Monday in Kut.", {"Thirty people": ["Kut"]}),
        # few dead twice are not one event
        (
            "Four people were killed.\n\nFar away, four protesters were killed in Kut.",
            {"Four people": [], "four protesters": ["Kut"]},
        ),
        # the next event begins with its place
        (
            "Troops killed a gunman in a raid. In Kut, a patrol came under fire.",
            {"a gunman": []},
        ),
        ("Troops killed a gunman in a raid. The raid in Kut went on.", {"a gunman": ["Kut"]}),
        # where one speaks, and where the sentence behind it begins
        (
            "Four men died in Kut, the governor said. In Hit, a nurse died.",
            {"Four men": ["Kut"], "a nurse": ["Hit"]},
        ),
        # a part with its own event
        (
            "Eleven people died in Anbar, among them four in the shelling of Hit.",
            {"Eleven people": ["Anbar"], "four": ["Hit"]},
        ),
        # a lead is placed by a later sentence that goes back to its event or its people
        (
            "A bomber killed 18 people in eastern Iraq, an official said.\n\nThe target of the "
            "bomber was a checkpoint in Baquba.",
            {"18 people": ["Baquba"]},
        ),
        (
            "A bomber killed 18 people in eastern Iraq, an official said.\n\nThe price of bread "
            "has doubled in Baquba.",
            {"18 people": ["Iraq"]},
        ),
        # a toll told again places a telling without a place; a scene gone back to narrows one
        (
            "Rebels killed 24 people, a judge said.\n\nThe bombing in Kut left 24 villagers dead.",
            {"24 people": ["Kut"], "24 villagers": ["Kut"]},
        ),
        (
            "Rebels killed 24 villagers and wounded 60 in Iraq.\n\nThe bombing in Kut left 24 "
            "people dead.",
            {"24 villagers": ["Kut"], "60": ["Kut"], "24 people": ["Kut"]},
        ),
        (
            "Rebels killed 24 villagers in Anbar.\n\nShells left 24 people dead in Hit, he said.",
            {"24 villagers": ["Anbar"], "24 people": ["Hit"]},
        ),
        (
            "Rebels killed 24 people and wounded 60 in Basra.\n\nThe bombing in Kut left 24 "
            "villagers dead.",
            {"24 people": ["Basra"], "60": ["Basra"], "24 villagers": ["Kut"]},
        ),
        # nobody dies nowhere
        ("Shells fell on Kut.\n\nNobody died, he said.", {"Nobody": []}),
        # with whom one fights is no place
        ("A ministry said nine men died in clashes with Iran.", {"nine men": []}),
        # what is told in one breath over days has one place
        (
            "At least 23 people were killed and another 70 wounded this week in a wave of raids "
            "in Kut.",
            {"At least 23 people": ["Kut"], "another 70 wounded": ["Kut"]},
        ),
        # the inner of two places behind a noun, or "also"
        ("Two men were killed in Anbar province's Hit district.", {"Two men": ["Hit"]}),
        ("A raid in Baquba, also in Diyala, killed two men.", {"two men": ["Baquba"]}),
        # in another attack: elsewhere
        (
            "Two men were killed in Kut. In another attack, troops shot dead a baker.",
            {"Two men": ["Kut"], "a baker": []},
        ),
        # all of a row go on, but not a place that only says how far off another one is
        (
            "Bombs shook the towns of Kut and Amara on Tuesday. Twelve people were wounded.",
            {"Twelve people": ["Kut", "Amara"]},
        ),
        (
            "Gunmen attacked a post in Diyala province, 40 miles north of the capital of Baghdad. "
            "Nine soldiers died in the attack.",
            {"Nine soldiers": ["Diyala"]},
        ),
        # one more attack is elsewhere, and so is what follows; not so at the same scene
        (
            "Two men were killed in Kut. Another attack killed three soldiers on Sunday.",
            {"Two men": ["Kut"], "three soldiers": []},
        ),
        (
            "Two men were killed in Kut.\n\nIn other recent attacks, a baker was shot dead.\n\nA "
            "teacher was stabbed to death.",
            {"Two men": ["Kut"], "a baker": [], "A teacher": []},
        ),
        (
            "Two men were killed in Kut. Another blast minutes later killed three medics.",
            {"Two men": ["Kut"], "three medics": ["Kut"]},
        ),
        # what is told of months and years is not where the news was, but a record is
        ("Shells fell on Kut. Some 40 people died in floods last year.", {"Some 40 people": []}),
        (
            "A bomb hit a market in Kut. Some 20 people died in the deadliest blast since July.",
            {"Some 20 people": ["Kut"]},
        ),
        (
            "Shells fell on Kut in May 2012. Some 40 people died in May, police said.",
            {"Some 40 people": ["Kut"]},
        ),
        # the sum of several events is where they are counted
        (
            "A bomb in Kut killed two men.\n\nA total of 33 attacks were recorded in Diyala in "
            "June. These attacks killed 40 people.",
            {"two men": ["Kut"], "40 people": ["Diyala"]},
        ),
        (
            "Two attacks hit Kut and Amara. The army is active in Diyala. The attacks killed five "
            "people.",
            {"five people": ["Kut", "Amara"]},
        ),
        ("Raids killed 18 people; eight of these were in Kut.", {"18 people": []}),
        # a total of several places is of none of them
        (
            "Five soldiers died in Kut. A bomber killed 56 people in Amara. Fatalities: 61.",
            {"Five soldiers": ["Kut"], "56 people": ["Amara"], "61": []},
        ),
        ("A bomber struck in Amara on Monday. Fatalities: 61.", {"61": ["Amara"]}),
        # where a report was written: "this town", "here"
        (
            "AMARA, Iraq (AP) — Gunmen fired at a police post in this southern town Thursday, "
            "killing six people.",
            {"six people": ["AMARA"]},
        ),
        (
            "BAQUBA, Iraq - Six people died in Kut. Four more died in this mainly Shiite city.",
            {"Six people": ["Kut"], "Four more": ["BAQUBA"]},
        ),
        ("Gunmen raided Kut. In this town, six people died.", {"six people": ["Kut"]}),
        # a place ahead counts only up to what is told next
        (
            "Five soldiers were killed at a checkpoint. Three rebels died in Diyala. A base in "
            "Baquba was attacked too.",
            {"Five soldiers": [], "Three rebels": ["Diyala"]},
        ),
        # a province is no village that is told next, unless the report goes back to the scene
        (
            "A raid killed two men in Anbar. The army has a base in Hit.",
            {"two men": ["Anbar"]},
        ),
        (
            "Jets hit a camp in Diyala, killing two boys. Bombs struck the camp close to the "
            "village of Hibhib.",
            {"two boys": ["Hibhib"]},
        ),
        # where one who said it sits
        (
            "Gunmen raided the village of Hibhib, said Ali Hadi, an official in the state capital, "
            "Kut.\n\nTwo men died.",
            {"Two men": ["Hibhib"]},
        ),
        (
            "Two men died, said Ali Hadi, a doctor, after a raid in Kut.",
            {"Two men": ["Kut"]},
        ),
        (
            "One man died in Hit and two more in the regional capital, Kut.",
            {"One man": ["Hit"], "two more": ["Kut"]},
        ),
        (
            "A judge in Kut said a raid was going on.\n\nThe army said five soldiers were killed.",
            {"five soldiers": []},
        ),
        # another telling of some people goes back to them
        (
            "A drone killed nine people in Diyala.\n\nThe nine people died in Baquba, police said.",
            {"nine people": ["Baquba"]},
        ),
        # where a speaker comes from is no place, nor how far off a place is, nor a desk abroad
        (
            "Gunmen raided the village of Hibhib.\n\nAli Hadi, a trader from Baquba, said two men "
            "died.",
            {"two men": ["Hibhib"]},
        ),
        (
            "Gunmen raided the village of Hibhib, 90 km (56 miles) from Baghdad.\n\nTwo men died.",
            {"Two men": ["Hibhib"]},
        ),
        ("AMMAN: A raid killed two men in a village.", {"two men": []}),
        # ... nor a desk without a dash, another paragraph, or what went on meanwhile
        (
            "AMMAN, Sept 2 Two men died when a raid hit a house in Iraq.",
            {"Two men": ["Iraq"]},
        ),
        ("Two men died on Friday.\n\nKut was calm.", {"Two men": []}),
        ("Two men died on Friday. Meanwhile in Kut, shops were open.", {"Two men": []}),
        # a desk only for want of the place of a claim; no clinic that is told of in passing
        (
            "BASRA, Iraq: Gunmen killed six men in Maysan province.\n\nTwo boys died.",
            {"six men": ["Maysan"], "Two boys": ["Maysan"]},
        ),
        (
            "The injured were taken to the Civil Hospital in Kut.\n\nTwo men died.",
            {"Two men": ["Kut"]},
        ),
        # a far larger count in a country is no part of the incident before it
        (
            "Six men died in a raid on Kut.\n\nAt least 773 people were killed in Iraq in the war.",
            {"Six men": ["Kut"], "At least 773 people": ["Iraq"]},
        ),
        # what is told separately has a scene of its own, which others do not reach
        (
            "Nine men died at dawn.\n\nMeanwhile two boys were shot.\n\nThe killing took place in "
            "Kut, he said.",
            {"Nine men": [], "two boys": ["Kut"]},
        ),
        # an incident may be where the sum before it is
        (
            "Clashes killed 57 people in Kut this week.\n\nTen soldiers were wounded on Thursday.",
            {"57 people": ["Kut"], "Ten soldiers": ["Kut"]},
        ),
        # all of a row, but not what it lies in
        (
            "Rebels raided shops in Hit and Rutba districts, in Anbar, killing two men.",
            {"two men": ["Hit", "Rutba"]},
        ),
        # a direction tells where, if nothing else does
        (
            "Four men were killed in Kut. Another death was recorded west of Amara.",
            {"Four men": ["Kut"], "Another death": ["Amara"]},
        ),
        # the village of a town; the town's suburb; the province that a paragraph opens with
        ("Two men died in Hibhib village of Baquba district.", {"Two men": ["Hibhib"]}),
        (
            "Anbar province: Rain fell in Hit.\n\nDiyala province: Two men died at a checkpoint.",
            {"Two men": ["Diyala"]},
        ),
        # who acts is no place
        ("A raid killed ten men in Kut as Baghdad intensifies its war.", {"ten men": ["Kut"]}),
        # the country that an entry is headed with places its sums; where news come from
        (
            "Iraq. The monitors put today's death toll at 118.",
            {"118": ["Iraq"]},
        ),
        ("Iraq. Two villagers were shot dead.", {"Two villagers": []}),
        (
            "More from Kut. A doctor has this:\n\nWe have received six bodies since noon.",
            {"six bodies": ["Kut"]},
        ),
        # the title of an entry, but not a sentence that opens it
        (
            "Overnight toll in Anbar province\n\nShells killed four villagers.",
            {"four villagers": ["Anbar"]},
        ),
        (
            "He governs Anbar province.\n\nShells killed four villagers.",
            {"four villagers": []},
        ),
        # a victim and those with him share the place behind them
        (
            "BAGHDAD - Gunmen killed a teacher and his driver in the Kadhimiya district.",
            {"a teacher": ["Kadhimiya"], "driver": ["Kadhimiya"]},
        ),
        (
            "Gunmen killed a teacher in Baghdad, and his driver in the Kadhimiya district.",
            {"a teacher": ["Baghdad"], "driver": ["Kadhimiya"]},
        ),
        # nobody was hurt in the hospitals that a list goes by
        (
            "By ward:\n\n- Noor Hospital: 3 dead, 16 hurt\n- Kut: 1 dead",
            {"3 dead": [], "16 hurt": [], "1 dead": ["Kut"]},
        ),
        (
            "Tolls given by hospitals:\n\n- Zahrawi: 3 dead\n- Hakim: 4 dead, at Kut",
            {"3 dead": [], "4 dead": ["Kut"]},
        ),
        (
            "Jets bombed two hospitals:\n\n- Noor Hospital, Kut: 3 dead",
            {"3 dead": ["Noor Hospital"]},
        ),
        # a rival sum is of the whole
        (
            "A council counts 97 dead across Iraq today, 38 in Kut. A union has 152 dead today.",
            {"97 dead": ["Iraq"], "38": ["Kut"], "152 dead": ["Iraq"]},
        ),
        # the inner place of a sentence that its town opens, if no other count is told with it
        (
            "In Kut, police found six bodies, bound and burnt, behind the Nour stadium.",
            {"six bodies": ["Nour stadium"]},
        ),
        (
            "In Kut, two men died, and a boy was shot behind the Nour stadium.",
            {"two men": ["Kut"], "a boy": ["Nour stadium"]},
        ),
        # the town that heads a report on its province
        (
            "RAMADI - A soldier died in combat on Friday in Anbar province.",
            {"A soldier": ["RAMADI"]},
        ),
        ("KUT - A soldier died in combat on Friday in Anbar province.", {"A soldier": ["Anbar"]}),
        # where a bus or a shell was to get to, and where bodies are brought
        (
            "Gunmen stopped a bus bound for Basra in Hibhib. Ten men were shot.",
            {"Ten men": ["Hibhib"]},
        ),
        ("In Kut, rockets aimed at Hibhib fell short. Two men were hurt.", {"Two men": ["Kut"]}),
        ("Twenty bodies were brought to a graveyard in Kut, he said.", {"Twenty bodies": []}),
        ("Twenty bodies were found in a graveyard in Kut, he said.", {"Twenty bodies": ["Kut"]}),
        # what a noun goes back to that stands in or beside a place
        (
            "Tanks are on the Ghurab bridge, near Kut. Two men were shot on the bridge.",
            {"Two men": ["Ghurab bridge"]},
        ),
        # one item of a list: province and count
        (
            "A council publishes a list of the dead, as of noon: Diyala province 19; Kut 4.",
            {"19": ["Diyala"], "4": ["Kut"]},
        ),
        # with nothing nearer, the province of the sentence before; but not who spoke there
        (
            "Jets were heard in Anbar province. Four soldiers were lightly wounded by fire.",
            {"Four soldiers": ["Anbar"]},
        ),
        (
            "He told reporters in Anbar province. Four soldiers were lightly wounded by fire.",
            {"Four soldiers": []},
        ),
        # two places that are hit
        (
            "Shells fell on Kut and on Amara. A council counted 14 bodies.",
            {"14 bodies": ["Kut", "Amara"]},
        ),
        (
            "Shelling of Kut and Amara began at noon. A council counted 14 bodies.",
            {"14 bodies": ["Kut", "Amara"]},
        ),
        # the seat of a body abroad
        (
            "A blast hit Kut.\n\n- 13 dead in the list of Iraq Body Count, London\n",
            {"13 dead": ["Kut"]},
        ),
        # whom a hospital admitted has said nothing
        (
            "A surgeon reports 38 dead from Amara and 20 wounded admitted.",
            {"38 dead": ["Amara"], "20 wounded": ["Amara"]},
        ),
        # a row: the place that heads an item, or stands before a bracket, has its counts
        (
            "Kut: one killed, two wounded; Amara: three killed; Hilla: 4 wounded.",
            {
                "one killed": ["Kut"],
                "two wounded": ["Kut"],
                "three killed": ["Amara"],
                "4 wounded": ["Hilla"],
            },
        ),
        (
            "Dead so far: Kut and its suburbs: 12; Amara and its countryside: 14; Hilla: 4.",
            {"12": ["Kut"], "14": ["Amara"], "4": ["Hilla"]},
        ),
        (
            "Dead by district: Kut 19, most in Hai; Amara and its suburbs 14; Hilla 4.",
            {"19": ["Kut"], "14": ["Amara"], "4": ["Hilla"]},
        ),
        (
            "Toll so far: Kut – 4 dead; Amara – 7 dead.",
            {"4 dead": ["Kut"], "7 dead": ["Amara"]},
        ),
        (
            "Shelling went on in Kut (3 dead) and Amara (5 dead).",
            {"3 dead": ["Kut"], "5 dead": ["Amara"]},
        ),
        # ... but one heading alone leaves the count to the place behind it
        ("Kut: officials say three people died in Amara.", {"three people": ["Amara"]}),
        # a town can report its deaths
        (
            "Kut and Amara had three deaths. Hilla had two deaths.",
            {"three deaths": ["Kut", "Amara"], "two deaths": ["Hilla"]},
        ),
        ("Kut had a quiet night; two men were killed in Hilla.", {"two men": ["Hilla"]}),
        # a clause that says where it was takes no place of the clause before
        (
            "Two boys were killed in raids on Kut, a nurse was killed in the raids that targeted "
            "Amara, and six men were killed in Hilla.",
            {"Two boys": ["Kut"], "a nurse": ["Amara"], "six men": ["Hilla"]},
        ),
        (
            "Two boys were killed in Kut, and six men were hurt by the blast.",
            {"Two boys": ["Kut"], "six men": ["Kut"]},
        ),
        # the inner of two, and what only lies around it
        (
            "A bomb went off in Hit, a small town in Anbar province, killing two men.",
            {"two men": ["Hit"]},
        ),
        ("Two men were killed in the Hit district of Anbar province.", {"Two men": ["Hit"]}),
        (
            "Two men were killed in the Baghdad district of Karrada.",
            {"Two men": ["Karrada"]},
        ),
        # a country that attacks is no place; one that is attacked is
        (
            "Turkey carried out air strikes in northern Iraq, killing two shepherds.",
            {"two shepherds": ["Iraq"]},
        ),
        ("Iraq was hit by rockets from Iran, killing two men.", {"two men": ["Iraq"]}),
        # who somebody is, what borders on a place, where the wounded went
        (
            "Ali Omar, a student at Kut University, was shot dead in Amara.",
            {"Ali Omar": ["Amara"]},
        ),
        ("Ali Omar, a teacher from Kut, was shot dead.", {"Ali Omar": ["Kut"]}),
        (
            "Shells fell on Hilla, where families displaced from a village in Diyala were "
            "living. Five people were killed.",
            {"Five people": ["Hilla"]},
        ),
        (
            "Two men were shot in Amara. Their family was living in Hit. Six women were killed.",
            {"Two men": ["Amara"], "Six women": ["Amara"]},
        ),
        (
            "Gunmen attacked Kut, which borders Amara. Six women were killed.",
            {"Six women": ["Kut"]},
        ),
        # an event before is not gone on with, but what follows at once is
        (
            "Two men were killed in Kut, a week after a bombing in Amara. Five more were hurt.",
            {"Two men": ["Kut"], "Five more": ["Kut"]},
        ),
        (
            "Shells hit Kut hours after a raid killed nine farmers.",
            {"nine farmers": []},
        ),
        ("Two days after clashes in Kut, three men were killed.", {"three men": ["Kut"]}),
        # another day, an earlier time, another piece of news
        (
            "Two men were killed in Kut on Sunday.\n\nOn Monday, police shot dead a student.",
            {"Two men": ["Kut"], "a student": []},
        ),
        (
            "Two men were shot in Kut on Sunday. On Monday, six men died.",
            {"Two men": ["Kut"], "six men": ["Kut"]},
        ),
        (
            "Shells hit Kut. Three men were killed. A few months ago, a raid left 30 people dead.",
            {"Three men": ["Kut"], "30 people": []},
        ),
        (
            "- Two men were killed in Kut.\n\n- Two soldiers died when their car hit a mine.",
            {"Two men": ["Kut"], "Two soldiers": []},
        ),
        (
            "- Two men were killed in Kut.\n\n- Two soldiers were wounded in the attack.",
            {"Two men": ["Kut"], "Two soldiers": ["Kut"]},
        ),
        # "his province", and a province of its own
        (
            "The governor of Wasit province said shells had killed five farmers of his province.",
            {"five farmers of his province": ["Wasit"]},
        ),
        (
            "Shells killed two men in Kut. Drones attacked Diyala province, killing a nurse and "
            "injuring two others.",
            {"two men": ["Kut"], "a nurse": ["Diyala"], "two others": ["Diyala"]},
        ),
        (
            "In Wasit province, shells killed two men in Kut. Four more died in the province.",
            {"two men": ["Kut"], "Four more": ["Wasit"]},
        ),
        # ... nor is a year a number of attacks
        (
            "12 August 2016 attacks kill two men in Diyala. Two men were killed by rockets in the "
            "town of Baquba.",
            {"two men": ["Diyala"], "Two men": ["Baquba"]},
        ),
        # a dateline with its day
        (
            "Erbil, May 7, 2019 — A drone killed two men in Diyala province.",
            {"two men": ["Diyala"]},
        ),
        # several attacks together have no narrower place
        (
            "Gunmen killed two men in three separate attacks in Diyala province. The first attack "
            "was on a bus in Baquba.",
            {"two men": ["Diyala"]},
        ),
        # "in the province" right behind a count; where else some of them were is a part's
        (
            "Shells fell in Wasit province.\n\nNine men in the province were hurt in raids on Kut.",
            {"Nine men": ["Wasit"]},
        ),
        (
            "Shells fell in Wasit province. Nine men were hurt in raids on Kut.",
            {"Nine men": ["Kut"]},
        ),
        # a hospital is no place for those who come after, nor a whole country for who speaks
        (
            "Two men died in Diyala province.\n\nA mission in Iraq said six women were hurt.",
            {"Two men": ["Diyala"], "six women": ["Diyala"]},
        ),
        (
            "Two men died in Diyala province.\n\nA doctor in Baquba said six women were hurt.",
            {"Two men": ["Diyala"], "six women": ["Baquba"]},
        ),
        # the next clause has a place in its subject
        (
            "Shelling in Diyala killed two men, and a drone in Basra wounded six women.",
            {"two men": ["Diyala"], "six women": ["Basra"]},
        ),
        (
            "Two men were killed and six women were wounded in Basra.",
            {"Two men": ["Basra"], "six women": ["Basra"]},
        ),
        # a town that reports "that" is who speaks
        ("Basra reported that two men had been killed in Amara.", {"two men": ["Amara"]}),
        ("Basra reported three deaths.", {"three deaths": ["Basra"]}),
        # equal counts of two days are two
        (
            "Shells killed two men in Diyala on 3 May.\n\nOn 9 May, two men were killed in the "
            "town of Baquba.",
            {"two men": ["Baquba"]},
        ),
        # counts of one member of a list share its place
        (
            "The mission counted 14 deaths and 37 injuries in Kut, "
            "6 deaths and 8 injuries in Hilla.",
            {
                "14 deaths": ["Kut"],
                "37 injuries": ["Kut"],
                "6 deaths": ["Hilla"],
                "8 injuries": ["Hilla"],
            },
        ),
        (
            "Diyala suffered 70 killed and 84 injured, Wasit 41 killed and 28 injured.",
            {
                "70 killed": ["Diyala"],
                "84 injured": ["Diyala"],
                "41 killed": ["Wasit"],
                "28 injured": ["Wasit"],
            },
        ),
        (
            "Gunmen killed 8 soldiers, 5 policemen and a guard in Kut.",
            {"8 soldiers": ["Kut"], "5 policemen": ["Kut"], "a guard": ["Kut"]},
        ),
        (
            "One man was killed in Kut and four more in the regional capital, Hilla.",
            {"One man": ["Kut"], "four more": ["Hilla"]},
        ),
        # a count in brackets belongs to what stands before them
        (
            "It names the raid on Kut on 27 May (13 soldiers killed) and the raid in Hilla on 23 "
            "May (21 soldiers killed).",
            {"13 soldiers": ["Kut"], "21 soldiers": ["Hilla"]},
        ),
        # what an event is only measured by, or far from, is not where it was
        (
            "Days of battles in Kut left 11 men dead in the worst spillover of the war in Syria.",
            {"11 men": ["Kut"]},
        ),
        ("Forty people died in the deadliest raid in Iraq.", {"Forty people": ["Iraq"]}),
        (
            "Rebels raided the town of Dur, in Wasit province, 37 miles north of the city of Kut."
            "\n\nNine soldiers died in the raid.",
            {"Nine soldiers": ["Dur"]},
        ),
        ("Two men were killed south of Kut.", {"Two men": ["Kut"]}),
        # the place that a reader can go to stands before what it lies beside
        ("A man was wounded near the entrance to Hilla, just outside Kut.", {"A man": ["Hilla"]}),
        ("A man was shot on the road, on the way to Kut.", {"A man": []}),
        (
            "They raided a post in the Hilla area on the outskirts of Kut. Four men were hurt.",
            {"Four men": ["Hilla"]},
        ),
        # fighting that spreads is where it came to
        (
            "Fighting that began in Diyala province spilled over into Wasit province, killing two "
            "people.",
            {"two people": ["Wasit"]},
        ),
        ("Protests spread to Kut. Two men were shot dead.", {"Two men": ["Kut"]}),
        # a part of a country, or another one, sets a claim apart from the one before
        (
            "Gunmen killed a trader in Kut. Rebels killed five soldiers in north-western Iraq.",
            {"a trader": ["Kut"], "five soldiers": ["Iraq"]},
        ),
        (
            "A bomb killed a trader in Kut. Rebels killed five soldiers in northern Jordan.",
            {"a trader": ["Kut"], "five soldiers": ["Jordan"]},
        ),
        # "at" a town is where a commander died, "at" a hospital where a doctor works
        (
            "A bomb killed a trader in Kut. Gunmen killed a commander at Hilla.",
            {"a trader": ["Kut"], "a commander": ["Hilla"]},
        ),
        # a genitive between a place and the one that it lies in
        (
            "Rebels raided the Saray outpost in Wasit's Numaniya district. Three men were killed.",
            {"Three men": ["Saray outpost"]},
        ),
        # rows: both ends, an aside between
        ("Two men were killed between Kut and Hilla.", {"Two men": ["Kut", "Hilla"]}),
        (
            "Eight men died in fighting in Kut, whose people had fled, and Hilla.",
            {"Eight men": ["Kut", "Hilla"]},
        ),
        (
            "Three men were killed in Kut and one in Hilla.",
            {"Three men": ["Kut"], "one": ["Hilla"]},
        ),
        (
            "Bombs shook the cities of Kut and Hilla, killing 14 men. Another 26 people were hurt.",
            {"14 men": ["Kut", "Hilla"], "Another 26 people": ["Kut", "Hilla"]},
        ),
        # the next in an order is not where the first count was
        (
            "Kut was worst off with many casualties, where 58 were killed, "
            "followed by Hilla and Basra.",
            {"many casualties": ["Kut"], "58": ["Kut"]},
        ),
        # beside a hospital, or at its gate, people were hurt; in it they are treated
        (
            "Shells fell on Basra. A bomb at the entrance of the Noor hospital in Kut killed two "
            "men.",
            {"two men": ["Noor hospital"]},
        ),
        # where a named speaker sits is no place of the harm
        (
            "Men raided a village in Wasit province, killing ten people.\n\nThey killed nine "
            "civilians, said Ali Hasan, a mission official in the regional capital, Kut.",
            {"ten people": ["Wasit"], "nine civilians": ["Wasit"]},
        ),
        # nor where somebody says it, between the verb and what is said
        ("The minister said on Monday in Geneva that nine men were killed.", {"nine men": []}),
        (
            "The minister said after the raid in Kut that nine men were killed.",
            {"nine men": ["Kut"]},
        ),
        (
            "According to the ministry in Gaza, nine men were killed.",
            {"nine men": ["Gaza"]},
        ),
        # a part that is told in a sentence of its own has a place of its own
        (
            "The toll of the fighting in Iraq rose to at least 28.\n\nDays of fighting in the city "
            "of Kut left 11 soldiers and nine gunmen dead.",
            {"at least 28": ["Iraq"], "11 soldiers": ["Kut"], "nine gunmen": ["Kut"]},
        ),
        # the town of an official who speaks is told in passing, that of a market is not
        (
            "A bomb went off in Hilla. Nine men died, said Kut's deputy mayor, Ali Hasan.",
            {"Nine men": ["Hilla"]},
        ),
        (
            "A bomb went off in Hilla. Nine men died in Kut's old market.",
            {"Nine men": ["Kut"]},
        ),
        # a row in the sentence before, with a comma before its "and"
        (
            "Jets carried out raids on Kut, Hilla, and Basra. The raids killed ten men.",
            {"ten men": ["Kut", "Hilla", "Basra"]},
        ),
        # what a count leaves out or holds is not where it was
        (
            "Those killed are 60 (not including nine in Kut), the mission in Iraq said.",
            {"60": ["Iraq"], "nine": ["Kut"]},
        ),
        # from one town to another, neither lies in the other
        ("Protests spread from Hilla to Kut, where two men were killed.", {"two men": ["Kut"]}),
        ("Two men were killed in Hilla, close to Kut.", {"Two men": ["Hilla"]}),
        # whose a facility is may stand between it and its town
        (
            "Shells hit the Rashid base of the Iraqi army in Kut. Two men were killed.",
            {"Two men": ["Rashid base"]},
        ),
        # who speaks north of a town was not hit there
        (
            "Two cooks died in Basra, said police in Baquba, north of Baghdad.",
            {"Two cooks": ["Basra"]},
        ),
    ],
)
def test_places_of_reports(nlp: Language, text: str, expected: dict[str, list[str]]) -> None:
    assert places(nlp, text) == expected
