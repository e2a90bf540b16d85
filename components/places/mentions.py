"""Mentions of places: the records of the place tagger, and what settles them among each other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from sitrep.components.places.contexts import LISTED
from sitrep.components.places.gazetteer import Atlas, Place
from sitrep.components.places.keys import plain_name
from sitrep.components.places.runs import Run

_LARGE: Final = 100_000  # inhabitants
_LISTED_PROVINCES: Final = 3
_TOWN_AND_PROVINCE: Final = frozenset({"admin", "settlement"})
_ORDER: Final = ("country", "neighbourhood", "settlement", "region", "facility", "admin")
_POSSESSIVE: Final = re.compile(r"['’`]|s ")
_INSIDE_ACTOR: Final = re.compile(
    r"\b(?:[Ii]n|[Ff]rom|to|[Nn]ear|[Aa]t|[Oo]utside|[Ii]nside|[Aa]cross)(?: \w+)? $"
    r"|\b[a-z]\w* of (?:the )?$"
)
# "Human Rights Activists in Iran", not "Syrian troops in Homs".
_NAMED_WITH: Final = re.compile(r"(?:[A-Z][\w-]+ [A-Z][\w-]+|[Aa]l-?Qa\w+) in (?:the )?$")
_AND_NAME: Final = re.compile(r" and (?:the )?[A-Z]\w+")
_PAIRED: Final = frozenset({"country", "admin", "region", "settlement"})
_PAIRED_LABELS: Final = frozenset({"country", "admin"})
_BULLETS: Final = frozenset({"", "•", "-", "*", ";", ":", "–"})


class Mention(NamedTuple):
    """A mention of a place by code point offsets, end exclusive.

    `rule` is the rule that found it and `words` the offsets of the words that it went by;
    `senses` are the labels of the known places of this name, `settled` tells that the context
    chose the label.
    """

    start: int
    end: int
    label: str
    rule: str
    words: tuple[tuple[int, int], ...] = ()
    senses: frozenset[str] = frozenset()
    settled: bool = False


class Match(NamedTuple):
    """Words `first` to `last` (exclusive) of a run, ending at `end`, and the places so named."""

    run: Run
    first: int
    last: int
    end: int
    places: Sequence[Place] = ()

    @property
    def rest(self) -> Run:
        """The words behind the match in the same phrase."""
        tail = self.run[self.last - 1]
        return [] if tail.possessive or self.end < tail.end else self.run[self.last :]


def best(places: Sequence[Place], home: str) -> Place:
    """The likeliest place of a name: at home, our own or large, of the commonest kind."""
    if len(places) == 1:
        return places[0]
    return min(
        places,
        key=lambda p: (
            p.country != home and bool(home),
            p.label == "admin" or not p.id.startswith("sitrep:"),
            p.label != "country" and p.population < _LARGE,
            _ORDER.index(p.label),
            -p.population,
        ),
    )


def is_actor(text: str, mention: Mention, actors: Iterable[tuple[int, int]]) -> bool:
    """Whether a mention is only part of an actor's name, or is that actor."""
    for start, end in actors:
        if start <= mention.start and mention.end <= end:
            if (mention.start, mention.end) == (start, end):
                return mention.label != "country"
            if _POSSESSIVE.match(text, mention.end, end):
                return False
            before = text[start : mention.start]
            return _INSIDE_ACTOR.search(before) is None or _NAMED_WITH.search(before) is not None
    return False


def runs_into(match: Match, actors: Iterable[tuple[int, int]]) -> bool:
    """Whether an actor begins inside a match: "in Afgoye| Al-Shabaab fighters"."""
    return any(match.run[match.first].start < start < match.end for start, _ in actors)


def join_roads(text: str, mentions: list[Mention]) -> list[Mention]:
    """One facility from a road that is named after both its ends: "Homs–Hama highway"."""
    joined: list[Mention] = []
    for mention in mentions:
        if joined and mention.label == "facility" and text[joined[-1].end : mention.start] in "–—-":
            joined[-1] = mention._replace(start=joined[-1].start)
        else:
            joined.append(mention)
    return joined


def join_pairs(text: str, mentions: list[Mention], atlas: Atlas) -> list[Mention]:
    """One country or province from a name with an "and" in it: "Bosnia and Herzegovina"."""
    joined: list[Mention] = []
    for mention in mentions:
        if joined and mention.start < joined[-1].end:
            continue  # its second half
        tail = _AND_NAME.match(text, mention.end) if mention.label in _PAIRED else None
        places = atlas.named(plain_name(text[mention.start : tail.end()])) if tail else ()
        label = next((place.label for place in places if place.label in _PAIRED_LABELS), "")
        if tail and label:
            joined.append(mention._replace(end=tail.end(), label=label))
        else:
            joined.append(mention)
    return joined


def agree(text: str, found: list[Mention]) -> list[Mention]:
    """Let a name that is both town and province have the one sense that the text gives it."""
    both = [m for m in found if m.senses >= _TOWN_AND_PROVINCE and not m.settled]
    if not both:
        return found
    senses: dict[str, set[str]] = {}
    for mention in found:
        if mention.settled and mention.label in ("admin", "settlement"):
            bare = text[mention.start : mention.end].split(" P", maxsplit=1)[0]
            senses.setdefault(plain_name(bare), set()).add(mention.label)
    listed = sum(
        LISTED.match(text, m.end) is not None
        and text[max(0, m.start - 2) : m.start].strip() in _BULLETS
        for m in both
    )
    agreed = []
    for previous, mention in zip([None, *found], found, strict=False):
        chosen = mention
        if mention in both:
            given = senses.get(plain_name(text[mention.start : mention.end]))
            behind_town = (
                previous is not None
                and previous.label == "settlement"
                and "admin" not in previous.senses
                and text[previous.end : mention.start] in (", ", " ")
            )
            in_list = listed >= _LISTED_PROVINCES and LISTED.match(text, mention.end)
            if given == {"admin"} or behind_town or in_list:
                chosen = mention._replace(label="admin")
        agreed.append(chosen)
    return agreed


def longest(mentions: Iterable[Mention]) -> list[Mention]:
    """Mentions in text order; of overlapping ones the longest."""
    ordered = sorted(mentions, key=lambda m: m.start)
    if all(one.end <= other.start for one, other in pairwise(ordered)):
        return ordered
    kept: list[Mention] = []
    for mention in sorted(ordered, key=lambda m: m.start - m.end):
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    return sorted(kept, key=lambda m: m.start)
