"""Names that a known place's name is only a part of: of persons, of bodies, of longer places."""

from __future__ import annotations

import re
from typing import Final

from sitrep.components.places.contexts import AGE, COMPASS, Contexts, Lead
from sitrep.components.places.gazetteer import Atlas, Place
from sitrep.components.places.guesses import SPEAKS
from sitrep.components.places.mentions import Match, Mention, best
from sitrep.components.places.runs import LINKS

LARGE: Final = 100_000
"""Inhabitants of a town that needs no context."""
SMALL: Final = 15_000
"""Inhabitants of a town that does."""
_METROPOLIS: Final = 1_000_000  # inhabitants of a town that the whole world knows
# "In |Kulgam": a sentence goes on with its subject, and what is next to its verb is no place.
_OPENING: Final = re.compile(r"(?:^|[.!?:\n\"“”•])\s*[A-Z][a-z]+ $")
_OPENING_REACH: Final = 14
_SAYS: Final = re.compile(
    r" (?:also |later )?(?:said|says|told|added|confirmed|claimed|explained|noted|stressed"
    r"|stated|warned|denied|wrote)\b"
)
_VERB: Final = re.compile(
    r" (?:is|are|was|were|has|have|had|will|\w+ed|came|fell|fled|left|took)\b"
)


def is_name_part(
    contexts: Contexts,
    text: str,
    match: Match,
    matches: list[Match],
    place: Place,
    home: str,
    lead: Lead,
) -> bool:
    """Whether the match is part of a person's or an organisation's name."""
    run = match.run
    if match.first == 0 and lead.titled and place.label != "country":
        return True
    rest = match.rest
    if (
        rest
        and not lead.located
        and SPEAKS.match(text, run[-1].end)
        and not contexts.apposition(text, run[-1].end)
        and contexts.titles.isdisjoint([word.lower for word in rest])
    ):
        return True  # "Aden Ali, a survivor"
    if lead.organisation or (rest and contexts.names_organisation(rest[:5])):
        return True
    left = run[match.first - 1] if match.first else None
    if left and left.lower in contexts.no_place_behind:
        return True
    if left and left.text in LINKS and match.first > 1:
        holder = run[match.first - 2].lower
        opener = holder in contexts.titles | contexts.directions  # "Shelling of Baba Amr"
        if opener or (holder in contexts.nouns and holder != "state"):
            return False
        if run[match.first - 1].text == "of" and contexts.can_name(run[match.first - 2]):
            before = contexts.lead(text, run[match.first - 2].start)
            if before.located or before.last == "and":
                return False  # "in Kokrajhar and Baksa of Assam"
        return holder not in contexts.common or holder in contexts.organisations | {"state"}
    if is_second_half(contexts, match, matches):
        return True
    if not rest or not contexts.hard[rest[0].text] or is_matched(match.last, matches):
        return False
    given_name = run[match.first].lower in contexts.given_names
    at_home = place.country == home and place.population >= (LARGE if given_name else SMALL)
    return not (at_home or (lead.located and not given_name))


def extended(contexts: Contexts, text: str, match: Match) -> Mention | None:
    """What is named after a known place: "Idlib Prison", "Bor West County"."""
    run = match.run
    if not any(word.lower in contexts.noun_ends for word in match.rest):
        return None
    first = match.first
    while first and run[first - 1].lower not in contexts.function_words:
        if run[first - 1].text == "of" and first > 2 and run[first - 2].lower in contexts.nouns:
            break  # "Dong Village of |Jos South Local Council"
        first -= 1
    while first < match.first and (run[first].text in LINKS or contexts.no_place[run[first].lower]):
        first += 1
    own = contexts.own_noun(run[first:])
    if own is None or first + own[1] < match.last:
        return None
    noun, head, end, start = own[0], first + own[1], first + own[2], run[first].start
    label = contexts.nouns[noun]
    between = [word.lower for word in run[match.last : head]]
    directed = (between or " " in noun) and contexts.directions.issuperset(between)
    if not (label == "admin" and directed) and label not in ("facility", "region"):
        return None
    if contexts.lead(text, start).titled or AGE.match(text, run[end - 1].end):
        return None
    words = ((run[head].start, run[end - 1].end),)
    return Mention(start, words[0][1], label, "type-noun", words, settled=True)


def is_last_name(text: str, start: int, end: int) -> bool:
    """Whether a name is who says something, and a person's whom the text named in full before."""
    if _SAYS.match(text, end) is None:
        return False
    name = re.escape(text[start:end])
    if re.search(rf"\b[A-Z]{{1,3}}\.? {name}$", text[:end]):
        return True
    return re.search(rf"\b(?!In\b)[A-Z][\w.]*\.? {name}\b", text[:start]) is not None


def side_of(match: Match, matches: list[Match]) -> Mention | None:
    """A county or district that is named after the town or land whose side it is: "Tonj East"."""
    run, last = match.run, match.last
    if (
        not match.rest
        or run[last].lower not in COMPASS
        or run[last].lower.endswith("ern")
        or is_matched(last, [m for m in matches if m.last - m.first > 1])
        or last + 1 < len(run)
        or not run[last].text.istitle()
    ):
        return None
    end = run[last].end
    words = ((run[last].start, end),)
    return Mention(run[match.first].start, end, "admin", "type-noun", words, settled=True)


def is_second_half(contexts: Contexts, match: Match, matches: list[Match]) -> bool:
    """Whether an unknown capitalised word is next to a match: "the Gush |Dan region"."""
    left = match.first - 1
    return left >= 0 and contexts.hard[match.run[left].text] and not is_matched(left, matches)


def is_side(contexts: Contexts, match: Match) -> bool:
    """Whether a point of the compass is only a part of a longer name: "Twic East", "East Ekar"."""
    run, first = match.run, match.first
    if run[first].lower not in COMPASS:
        return False
    if first and contexts.hard[run[first - 1].text]:
        return True
    return bool(match.rest) and contexts.hard[match.rest[0].text]


def lengthened(
    contexts: Contexts, text: str, match: Match, matches: list[Match], atlas: Atlas
) -> Match | None:
    """A known name with the unknown ones behind it, where both may be one: "Beni Slimane".

    A large town begins no name of another but by an article: "in London Amnesty said".
    """
    run, last = match.run, match.last
    while (
        last < len(run)
        and len(run[last].text) > 1
        and contexts.hard[run[last].text]
        and not is_matched(last, matches)
    ):
        last += 1
    if last == match.last:
        return None
    opens = run[match.first].lower in contexts.leading or run[match.last].has_article
    if not opens:
        place = best(match.places, atlas.home)
        limit = LARGE if place.country == atlas.home else _METROPOLIS
        if place.population >= limit or place.label not in ("settlement", "neighbourhood"):
            return None
    end = run[last - 1].end
    if SPEAKS.match(text, end) and not contexts.apposition(text, end):
        return None  # "in Ariha Bassel Karam, a baker, was shot"
    start = run[match.first].start
    if _VERB.match(text, end) and _OPENING.search(text[max(0, start - _OPENING_REACH) : start]):
        return None  # "In Ariha Bassel Karam was shot"
    return Match(run, match.first, last, end)


def is_matched(word: int, matches: list[Match]) -> bool:
    """Whether a word of a run belongs to one of its matches."""
    return any(match.first <= word < match.last for match in matches)
