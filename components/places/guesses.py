"""Names that the gazetteer does not know, or not surely, shown to be places by their context."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from sitrep.components.places.contexts import AGE, COMPASS, LISTED, Contexts, Lead, Noun
from sitrep.components.places.gazetteer import Atlas
from sitrep.components.places.keys import plain_name
from sitrep.components.places.mentions import Match, Mention, best
from sitrep.components.places.runs import LINKS, Run

_LONGEST: Final = 4  # words of an unknown name
_LONGEST_SETTLED: Final = 6  # words of one with a noun: "Ah Ko Pan Pa Win village"
_LONGEST_LIST: Final = 12  # places
_LISTED_BELOW: Final = 6  # words of one that the gazetteer may know
_SHORTEST_ALIKE: Final = 5  # characters of one that it may know in another spelling
_JOINED: Final = (
    " and ",
    ", ",
    ", and ",
    " & ",
    "; ",
    "/",
    " or ",
    "–",
    ", in ",
    " and in ",
    " and neighbouring ",
    " and neighboring ",
    " and nearby ",
)
SPEAKS: Final = re.compile(
    r",? (?:said|says|told|tells|added|wrote|who)\b"
    r"|, (?:an?|the|of|from)\b(?! (?:\w+ ){1,2}(?:said|says|added|told)\b)|, (?:aged )?\d\d,"
)
"""What follows the name of a person: "Aden Ali, a survivor", "Sabah Hadi, of Kut"."""
# What stands between a place and the type noun's name: "Merawi town, West Gojam zone".
_CHAINED: Final = re.compile(r"['’]s |(?: [a-z-]+)?, ")
# Joints of a list before a place that its type noun shows, and what no list of scenes follows.
_LAST_JOINT: Final = (" and ", ", and ", " & ")
_ENUMERATED: Final = (*_LAST_JOINT, ", ")
_LISTS: Final = frozenset({"type-noun", "enumeration"})
_MANY: Final = 3  # unknown names that need no preposition before them
_LISTED_LABELS: Final = frozenset({"settlement", "neighbourhood"})
_NO_SCENE: Final = frozenset({"to", "for", "of", "over"})
_ENCLOSED: Final = (", ", " in ", " of ", " in the ", " of the ")
_GAP: Final = 1 + max(map(len, _JOINED))
_ALSO_IN: Final = ", also in "
# Behind the head of a line: "Mbora: Shells fell", "Mbora | Shells fell".
_HEAD_DATE: Final = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:st|nd|rd|th)?:? )?")
_HEAD: Final = re.compile(r": (?=[A-Z\"“])| ?\| ")
_NEAR: Final = re.compile(r",? (?:where|near|in|outside|(?:north|south)(?:east|west)?|east|west) ")


def by_context(
    contexts: Contexts, text: str, match: Match, found: Sequence[Mention], atlas: Atlas
) -> Mention | None:
    """A name that its context shows to be a place, though the gazetteer does not (surely)."""
    run, first = match.run, match.first
    if first and contexts.hard[run[first - 1].text]:
        return None
    while first < match.last - 1 and contexts.is_compound(run[first]):
        first += 1
    words = run[first : match.last]
    start, end = words[0].start, match.end
    end += contexts.tail_length(text, end)
    several = len(words) > 1
    if several and (mention := _by_own_noun(contexts, words)):
        person = contexts.lead(text, start).titled or AGE.match(text, mention.end)
        return None if person else mention
    hard = any(map(contexts.hard.__getitem__, [word.text for word in words]))
    capitals = text[start:end].isupper()
    lower = [word.lower for word in words]
    no_places = list(map(contexts.no_place.__getitem__, lower))
    never = capitals or any(no_places)
    persons = several and not no_places[-1]
    if never and not persons:
        return None
    if not hard and (not several or contexts.starts_sentence(text, start)):
        return None
    possessive = words[-1].possessive
    noun = None if possessive else contexts.noun_after(text, end, known=False)
    facility = noun and noun.lower in contexts.facilities and not capitals
    is_member = text.endswith(_JOINED, 0, start)
    if noun and facility and several and contexts.is_plural(noun) and not is_member:
        return None  # "Red Hand camps"
    if noun and facility and contexts.lead(text, start).last not in ("a", "an"):
        words_of_rule = ((noun.start, noun.end),)
        mention = Mention(start, noun.end, "facility", "type-noun", words_of_rule, settled=True)
        return None if contexts.lead(text, start).titled else mention
    if not (never or contexts.names_organisation(words) or noun) and (
        owned := _by_owner(contexts, text, (start, end), found, several=several, hard=hard)
    ):
        return owned
    settled = noun is not None and contexts.nouns[noun.lower] == "settlement" and several
    if never or not (hard or settled) or contexts.names_organisation(words):
        return None
    if len(words) > (_LONGEST_SETTLED if settled else _LONGEST):
        return None
    if not contexts.titles.isdisjoint(lower):
        return None
    lead = contexts.lead(text, start)
    if lead.titled or (match.last < len(run) and COMPASS.issuperset(lower)):
        return None
    if not noun or not _is_behind(contexts, text, noun, start, lead, found):
        noun = lead.noun if lead.noun and lead.noun.lower not in contexts.facilities else None
    if noun:
        label = contexts.nouns[noun.lower]
        return Mention(start, end, label, "type-noun", ((noun.start, noun.end),))
    if noun := contexts.noun_apposed(text, start, end):
        label = contexts.nouns[noun.lower]
        return Mention(start, end, label, "apposition", ((noun.start, noun.end),))
    if possessive or (several and words[0].lower in contexts.given_names):
        return None
    listed = run[match.first : match.last] if match.last - match.first < _LISTED_BELOW else ()
    name = " ".join([word.text for word in listed])
    if not match.places:
        match = match._replace(places=atlas.nearby(plain_name(name)))
    mention = _by_neighbours(contexts, text, match, lead, found)
    places = match.places
    if mention and not places and len(name) >= _SHORTEST_ALIKE:
        places = atlas.here.alike(name)
    if mention and places:
        return mention._replace(label=best(places, atlas.home).label)
    return mention


def listed_before(
    contexts: Contexts, text: str, match: Match, ends: Mapping[int, Match], found: Sequence[Mention]
) -> Mention | None:
    """An unknown name in a list that ends in a place with a type noun: "from Mbora and Kut towns".

    `ends` has the other unknown names by the offset where they end, to find where the list begins.
    """
    words = match.run[match.first : match.last]
    start, end = words[0].start, match.end
    if len(words) > _LONGEST or words[-1].possessive or not contexts.can_name(words[-1]):
        return None
    follower = next(
        (
            m
            for m in found
            if m.rule in _LISTS
            and m.label in _LISTED_LABELS
            and 0 < m.start - end < _GAP
            and text[end : m.start] in (_ENUMERATED if m.rule == "enumeration" else _LAST_JOINT)
        ),
        None,
    )
    head, members = start, 1
    while text[head - 2 : head] == ", " and (before := ends.get(head - 2)) is not None:
        head, members = before.run[before.first].start, members + 1
    lead = contexts.lead(text, head)
    if follower is None or lead.titled:
        return None
    long = members >= _MANY or follower.rule == "enumeration"
    if (not lead.weak or lead.last in _NO_SCENE) and not long:
        return None
    words_of_rule = ((follower.start, follower.end),)
    return Mention(start, end, follower.label, "enumeration", words_of_rule)


def _is_behind(
    contexts: Contexts, text: str, noun: Noun, start: int, lead: Lead, found: Sequence[Mention]
) -> bool:
    """Whether a type noun behind an unknown name shows a place: "in the Mbora department".

    Not "the Mbora division", which may be soldiers, nor "Mbora territory", which may be theirs.
    """
    if noun.lower in contexts.only_behind:
        return lead.strong
    if noun.lower in contexts.behind_if_placed:
        return (
            lead.strong
            or _joined_to(text, start, found) is not None
            or any(
                text[noun.end : m.start] in _ENCLOSED
                or (m.end < start and _CHAINED.fullmatch(text, m.end, start))
                for m in found
            )
        )
    return noun.lower not in contexts.only_before and noun.lower not in contexts.facilities


def _joined_to(text: str, start: int, found: Sequence[Mention]) -> Mention | None:
    """The place to which a name is joined: "Idlib and Mbora", "Idlib, Mbora"."""
    if not text.endswith(_JOINED, 0, start):
        return None
    joined = (m for m in found if 0 < start - m.end < _GAP and text[m.end : start] in _JOINED)
    return next(joined, None)


def _opener(text: str, mention: Mention, found: Sequence[Mention]) -> Mention:
    """The first place of the list to which a place belongs: "in [Kut], Amara and Nasiriya"."""
    for _ in range(_LONGEST_LIST):
        previous = _joined_to(text, mention.start, found)
        if previous is None or previous.rule in ("enumeration", "type-noun"):
            return previous or mention
        mention = previous
    return mention


def _by_own_noun(contexts: Contexts, words: Run) -> Mention | None:
    """An unknown name with a type noun in it: "Reservoir Street", "Wadi Barada", "Rue X"."""
    street = len(words) == 2 and words[1].lower in contexts.facilities  # "on 60 Street"
    if words[0].text.isdigit() and not street and words[1].lower not in contexts.months:
        words = words[1:]
    if (own := contexts.own_noun(words)) is not None:
        noun, first, stop = own
        name, label = words[:first], contexts.nouns[noun]
        named = not all(contexts.is_adjective(word.lower) for word in name)
        if (
            (label in ("facility", "region", "neighbourhood") and named)
            or noun in ("embassy", "consulate", "museum", "hospital")
            or _can_name(contexts, name)
        ):
            end = words[stop - 1].end
            return Mention(words[0].start, end, label, "type-noun", ((words[first].start, end),))
        return None
    found = contexts.leading.get(words[0].lower)
    if not found or contexts.names_organisation(words):
        return None
    following = [word.text for word in words[1:] if word.text not in LINKS]
    titled = found == "facility" and words[1].text == "of"  # "Palace of Justice"
    if following and (titled or contexts.hard[following[-1]] or following[0].isdigit()):
        head = ((words[0].start, words[0].end),)
        return Mention(words[0].start, words[-1].end, found, "leading-noun", head)
    return None


def _by_owner(
    contexts: Contexts,
    text: str,
    span: tuple[int, int],
    found: Sequence[Mention],
    *,
    several: bool,
    hard: bool,
) -> Mention | None:
    """A name that a town or province owns: "near Hebron's Cave of the Patriarchs"."""
    start, end = span
    if text[start - 3 : start] not in ("'s ", "’s ") or SPEAKS.match(text, end):
        return None
    owner = next((m for m in found if m.end == start - 3 and m.label != "country"), None)
    if owner is None or not contexts.lead(text, owner.start).strong:
        return None
    if hard and " of " not in text[start:end]:
        label = "settlement" if owner.label == "admin" else "neighbourhood"
    elif several:
        label = "facility"
    else:
        return None
    return Mention(start, end, label, "enclosing-place", ((owner.start, owner.end),))


def _can_name(contexts: Contexts, name: Run) -> bool:
    """Whether words before a type noun can be a name; a direction may end it: "Mbora East"."""
    last = name[-1]
    if len(name) > 1 and last.lower in contexts.directions:
        last = name[-2]
    return contexts.hard[last.text] and not contexts.no_place[last.lower]


def _by_neighbours(
    contexts: Contexts, text: str, match: Match, lead: Lead, found: Sequence[Mention]
) -> Mention | None:
    """An uncertain name by preposition, enclosing place, apposition or enumeration."""
    start, end = match.run[match.first].start, match.end
    several = match.last - match.first > 1
    here = ((start, end),)
    gap = 2 if text[end : end + 2] == ", " else int(text[end : end + 1] == " ")
    inner = gap and (lead.weak or (gap == 2 and contexts.starts_item(text, start)))
    if text.startswith(_ALSO_IN, end):
        gap, inner = len(_ALSO_IN), True
    follower = next((m for m in found if m.start == end + gap), None) if inner else None
    if follower and gap == 1 and all(
        word.lower in contexts.directions or word.lower == "central"
        for word in match.run[match.first : match.last]
    ):  # fmt: skip
        return Mention(start, follower.end, "region", "direction", here)  # "North Central Mbora"
    if follower:
        inside = follower.label in ("settlement", "neighbourhood")
        label = "neighbourhood" if inside else "settlement"
        return Mention(start, end, label, "enclosing-place", ((follower.start, follower.end),))
    if lead.direction:
        return Mention(start, end, "settlement", "direction", here)
    counted = match.run[match.first].text.isdigit()
    if lead.weak and not counted and (noun := contexts.noun_of_list(text, end)):
        return Mention(start, end, contexts.nouns[noun.lower], "type-noun", (noun[2:],))
    noun = contexts.apposition(text, end) if lead.weak else None
    if noun:
        label = contexts.nouns[noun.lower]
        return Mention(start, end, label, "apposition", ((noun.start, noun.end),))
    previous = _joined_to(text, start, found)
    alone = bool(lead.weak or previous) and contexts.stands_alone(text, end)
    shown = alone and (lead.strong or (lead.weak and match.places))
    if shown or (lead.weak and _NEAR.match(text, end)):
        return Mention(start, end, "settlement", "preposition", here)
    opener = _opener(text, previous, found) if previous else None
    listed = opener is not None and (
        opener.rule in ("enumeration", "type-noun") or contexts.lead(text, opener.start).weak
    )
    if previous and (
        SPEAKS.match(text, end) or (several and contexts.of_office(text, previous.start))
    ):
        return None  # "the mayor of Kut, Sabah Hadi, said"
    if previous and previous.label != "country" and alone and listed:
        words = ((previous.start, previous.end),)
        return Mention(start, end, previous.label, "enumeration", words)
    if _is_head(text, start, end) and any(
        m.label != "country" and _is_head(text, m.start, m.end) for m in found
    ):
        return Mention(start, end, "settlement", "list", here)
    if LISTED.match(text, end) and contexts.starts_item(text, start):
        for other in found:
            if other.label != "country" and LISTED.match(text, other.end):
                label = "settlement" if other.label == "admin" else other.label
                return Mention(start, end, label, "list", ((other.start, other.end),))
    return None


def _is_head(text: str, start: int, end: int) -> bool:
    """Whether a name alone, or behind a date, is the head of a line in a report by places."""
    if _HEAD.match(text, end) is None:
        return False
    return _HEAD_DATE.fullmatch(text, text.rfind("\n", 0, start) + 1, start) is not None
