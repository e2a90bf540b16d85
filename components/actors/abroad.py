"""Whether a state's actor is another country's than the one that the page is about."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final

from sitrep.components.actors.mentions import Actor, Phrase
from sitrep.components.actors.names import COUNTRY, Names

_DATELINE: Final = frozenset({":", ",", "-LRB-", "HYPH", "SYM"})
"""Tags of what stands behind the town of a dateline."""


def is_of_country(phrase: Phrase, home: str | None) -> bool:
    """Whether "of" and another country follow ("president of Russia")."""
    if phrase.behind != "of":
        return False
    starting = phrase.names.starting
    name = starting.get(phrase.end + 1) or starting.get(phrase.end + 2)
    return name is not None and name.label == COUNTRY and name.country != (home or name.country)


def is_of_home(phrase: Phrase, home: str | None) -> bool:
    """Whether "of" and the page's country follow ("commander-in-chief of Ukraine's army")."""
    if phrase.behind != "of" or not home:
        return False
    starting = phrase.names.starting
    name = starting.get(phrase.end + 1) or starting.get(phrase.end + 2)
    return name is not None and not name.is_actor and name.country == home


def is_sent(phrase: Phrase, home: str | None, sending: Collection[str]) -> bool:
    """Whether another country has them: "Rwanda sent 150 …", "troops from Saudi Arabia".

    `sending` are the lower-case verbs behind a country that has or sends.
    """
    words, i = phrase.words, phrase.start
    if phrase.behind == "from":
        near = words.tags[phrase.end + 1 : phrase.end + 2] in (["JJ"], ["VBG"])  # "neighbouring"
        name = phrase.names.starting.get(phrase.end + 1 + near)
        return name is not None and name.label == COUNTRY and name.country != home
    while i > 0 and words.tags[i - 1] in ("CD", "DT", "RB", "JJ"):
        i -= 1
    if i == 0 or words.lower[i - 1] not in sending:
        return False
    i -= 1
    i -= i > 0 and words.lower[i - 1] in ("has", "have", "had", "will")
    name = phrase.names.ending.get(i)
    return name is not None and name.label == COUNTRY and name.country != home


def is_elsewhere(phrase: Phrase, home: str | None) -> bool:
    """Whether the text speaks of another country where a state's actor has none.

    "The defence ministry in London", "In Jordan, the minister …", "Sudan denies. The foreign
    ministry …", or under a dateline of that country whose name the text repeats.
    """
    words, names, start = phrase.words, phrase.names, phrase.start
    if not home or not names.lands or phrase.name is not None:
        return False
    if any(part.name and part.name.country for part in phrase.parts):
        return False
    if phrase.behind == "in" and phrase.head.kind == "office":
        there = names.lands.get(phrase.end + 1)
        return there is not None and there.country != home
    number = words.sentence_number(start)
    first = words.sentences[number][0]
    if words.lower[first] == "in":
        there = names.lands.get(first + 1)
        if there and words.texts[there.end : there.end + 1] == [","]:
            return there.country != home
    if start - (words.lower[start - 1] == "the") == first and number > 0:
        before = words.sentences[number - 1][0]
        there = names.lands.get(before)
        if there and "".join(words.tags[there.end : there.end + 1]).startswith("VB"):
            return there.country != home and not _is_told_of(names, home, before, first)
    there = names.lands.get(0)
    return (
        there is not None
        and there.country != home
        and words.texts[0].isupper()
        and _DATELINE.issuperset(words.tags[there.end : there.end + 1])
        and _is_told_of(names, there.country, there.end, phrase.start)
        and not _is_told_of(names, home, there.end, phrase.start)
    )


def _is_told_of(names: Names, country: str, start: int, end: int) -> bool:
    """Whether tokens [start, end) name a country or its people."""
    return any(name.country == country and start <= name.start < end for name in names.found)


def is_unit_of_others(phrase: Phrase, before: Sequence[Actor]) -> bool:
    """Whether a unit is named without its country where its men are: "from 3rd Battalion".

    `before` are the actors found so far, in text order.
    """
    words, left = phrase.words, phrase.start - 1
    left -= left > 0 and words.lower[left] == "the"
    named = phrase.is_name and phrase.head.kind == "armed" and phrase.head.opens != "person"
    if not (named and before) or before[-1].body or words.lower[left] not in ("of", "from"):
        return False
    men = left - (words.texts[left - 1] == ",")
    beside = before[-1].end == men or words.lower[left - 1] in ("one", "member", "members")
    return beside and not any(part.name for part in phrase.parts)


def resumed(phrase: Phrase, before: Sequence[Actor]) -> str:
    """The label where a bare head resumes another state's actor or repeats a title, or nothing.

    "The president", "its soldiers"; "the general" of whom the text has called general. Soldiers
    of any name resume the latest state's force, police only police, and an army only an army or
    a force of its own sentence: each country has one.
    """
    head, sentence = phrase.head, 0
    if not head.plural and head.opens != "person":
        words = phrase.words
        sentence = words.sentences[words.sentence_number(phrase.start)][0]
    for actor in reversed(before):
        same = actor.head == head.lemma or _ends_alike(phrase, actor)
        if actor.start < sentence and not same:
            continue
        if ("police" in head.lemma) != ("police" in actor.head):
            continue
        force = head.kind == actor.kind == "armed" and actor.label in (
            "SECURITY_FORCES", "INTERNATIONAL",
        )  # fmt: skip
        if force or same:
            titled = actor.rule == "title" and phrase.words.lower[phrase.start - 1] == "the"
            return actor.label if actor.label == "INTERNATIONAL" or titled else ""
    return ""


def _ends_alike(phrase: Phrase, actor: Actor) -> bool:
    """Whether an office has the last words of a listed name ("the court", "the council")."""
    lower, length = phrase.words.lower, phrase.head.length
    named = actor.rule == "named" and phrase.head.kind != "armed" and actor.end - actor.start > 1
    return (
        named
        and lower[actor.end - length : actor.end] == (lower[phrase.head_start : phrase.head_end])
    )
