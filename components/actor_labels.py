"""What label an actor's phrase gets: by head, modifiers, the page's country and context."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from sitrep.components.actor_names import COUNTRY, Name, Names
from sitrep.components.noun_phrases import Part
from sitrep.components.patterns import Line
from sitrep.components.words import Words

STATE_LABELS: Final = frozenset({"SECURITY_FORCES", "GOVERNMENT"})
"""Labels that become INTERNATIONAL on a page about another country."""

FIGHTERS: Final = ("ARMED_GROUP", "MILITIA")
_SIDES: Final = {"SECURITY_FORCES": (*FIGHTERS, "SECURITY_FORCES"), "ARMED_GROUP": FIGHTERS}
"""Whose men a noun of context can be ("two commanders", "the fighters"), by its own label."""
_OF_COUNTRY: Final = {"armed": "SECURITY_FORCES", "office": "GOVERNMENT"}
"""What a country's name makes of a head without label ("Iraqi leaders"), by the head's class."""
_DOMESTIC: Final = frozenset({"party", "front", "movement"})
"""Heads whose names may tell of a wider people ("Arab Democratic Party")."""
_REACH: Final = 8
"""At most so many tokens from a phrase to its verb."""
_DATELINE: Final = frozenset({":", ",", "-LRB-", "HYPH", "SYM"})
"""Tags of what stands behind the town of a dateline."""
_WITHOUT_ARMY: Final = frozenset({"PS"})
"""Countries with police but no army: soldiers on their pages are another state's."""


class Head(NamedTuple):
    """A head noun in one number; see the columns of `patterns/actor_heads.csv`."""

    lemma: str
    forms: str
    label: str
    proper: str
    kind: str
    opens: str
    plural: bool
    length: int


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor mention at tokens [start, end).

    `rule` says how it was found and `cause` is the token range of the words that gave the label.
    `head` and `kind` are the head noun's lemma and class, empty for a listed name; `surname` is
    the token of the last name behind a title; `body`: the head names a body, not people.
    """

    start: int
    end: int
    label: str
    rule: str
    cause: tuple[int, int]
    id: str = ""
    head: str = ""
    kind: str = ""
    surname: int | None = None
    body: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase around a head at tokens [head_start, head_end)."""

    words: Words
    names: Names
    head: Head
    start: int
    head_start: int
    head_end: int
    end: int
    proper: bool
    parts: Sequence[Part]
    name: Name | None

    @property
    def bare(self) -> bool:
        """Whether nothing stands with the head."""
        return self.start == self.head_start and self.end == self.head_end

    @property
    def is_name(self) -> bool:
        """Whether the phrase is a capitalised name of more than one word."""
        return self.proper and (not self.bare or self.head.length > 1)


class LabelRules:
    """Decides labels with the table of modifiers and the closed lists of `actor_words.csv`."""

    def __init__(self, modifiers: Sequence[Line], lists: Mapping[str, frozenset[str]]) -> None:
        self._modifiers = {line["word"]: line for line in modifiers}
        self._lists = lists

    def decide(
        self, phrase: Phrase, home: str | None, before: Sequence[Actor]
    ) -> tuple[str, tuple[int, int]]:
        """The label, empty if there is none, and the range of the tokens that gave it.

        `home` is the page's country; `before` are the actors found so far, in text order.
        """
        head, words, end = phrase.head, phrase.words, phrase.end
        label, cause, abroad = self._own_label(phrase, home)
        own = cause == (phrase.head_start, phrase.head_end)
        if head.forms == "context" and own and not phrase.is_name:
            label = _latest(before, _SIDES[head.label]) or label
        if own and label in STATE_LABELS and not abroad:
            owner = self.owner(phrase, before, home)
            if label == "SECURITY_FORCES" or owner == "INTERNATIONAL":
                label = owner or label
        if not label and head.kind == "side":
            label, cause = self._of_party(phrase) or (
                self.owner(phrase, before, home, "side"), cause,
            )  # fmt: skip
        if label in STATE_LABELS and (
            abroad or self._sent_from_abroad(phrase, home) or self._is_elsewhere(phrase, home)
        ):
            label = "INTERNATIONAL"
        elif label in STATE_LABELS and phrase.bare:
            without_army = head.kind == "armed" and home in _WITHOUT_ARMY
            if (without_army and "police" not in head.lemma) or _resumes_foreign(phrase, before):
                label = "INTERNATIONAL"
        elif label == "CIVILIANS" and (
            self._any("protesting", words, phrase.start - 1, end + 2) or self._protests(words, end)
        ):
            label = "PROTESTERS"
        relative = words.lower[end : end + 1] == ["who"]
        if relative and head.kind == "armed" and label == "SECURITY_FORCES":
            label = "ARMED_GROUP" if self._any("defecting", words, end, end + 5) else label
        if label == "ARMED_GROUP" and words.lower[end : end + 2] == ["loyal", "to"]:
            label = "MILITIA"
        return label, cause

    def _of_party(self, phrase: Phrase) -> tuple[str, tuple[int, int]] | None:
        """What a party behind "of" makes of people of a side ("supporters of the president")."""
        words, i = phrase.words, phrase.end + 1
        if words.lower[phrase.end : i] != ["of"]:
            return None
        i += words.lower[i : i + 1] == ["the"]
        i += words.tags[i : i + 1] == ["JJ"]
        if name := phrase.names.starting.get(i):
            label = self._modifiers.get(name.label, {}).get("side", "")
            return (label, (name.start, name.end)) if label else None
        label = self._modifiers.get("".join(words.lower[i : i + 1]), {}).get("side", "")
        return (label, (i, i + 1)) if label else None

    def _protests(self, words: Words, end: int) -> bool:
        """Whether the verb behind a phrase and its prepositions makes it one of protesters."""
        if words.tags[end : end + 1] not in (["IN"], ["CC"]):
            return False
        for i in range(end, min(end + _REACH, len(words))):
            if words.tags[i].startswith("VB") or words.tags[i] in (",", ".", "MD", "WP", ":"):
                return words.lower[i] in self._lists["protesting"]
        return False

    def of_owner(self, owner: str) -> str:
        """The label of a body that is named after its members ("nurses'")."""
        return self._modifiers.get(owner, {}).get("group") or "CIVILIANS"

    def owner(
        self, phrase: Phrase, before: Sequence[Actor], home: str | None, kind: str = "armed"
    ) -> str:
        """Whose "his men", "its soldiers" are: a label, empty if no owner stands before.

        `kind` is the class of the head that is owned.
        """
        words, left = phrase.words, phrase.start - 1
        left -= left > 0 and words.tags[left] == "CD"
        if left < 0 or words.tags[left] != "PRP$" or words.lower[left] in ("my", "our", "your"):
            return ""
        countries = (
            n for n in reversed(phrase.names.found) if n.label == COUNTRY and n.end <= left
        )
        country = next(countries, None)
        personal = words.lower[left] in ("his", "her")
        parties = [
            actor
            for actor in reversed(before)
            if actor.end <= left
            and words.tags[actor.end - 1] != "NNS"
            and self._modifiers.get(actor.label, {}).get(kind)
            and (personal or not (country and country.end > actor.end))
        ]
        bodies = [actor for actor in parties if actor.body or actor.rule in ("named", "shape")]
        persons = [
            actor
            for actor in parties
            if not actor.body and (actor.rule != "head" or words.tags[actor.start - 1] == "DT")
        ]
        owners = (persons or bodies) if personal else bodies
        if owners:
            return str(self._modifiers[owners[0].label][kind])
        abroad = not personal and country is not None and country.country != home
        return "INTERNATIONAL" if abroad and kind == "armed" else ""

    def _sent_from_abroad(self, phrase: Phrase, home: str | None) -> bool:
        """Whether another country has them: "Rwanda sent 150 …", "troops from Saudi Arabia"."""
        words, i = phrase.words, phrase.start
        if words.lower[phrase.end : phrase.end + 1] == ["from"]:
            name = phrase.names.starting.get(phrase.end + 1)
            return name is not None and name.label == COUNTRY and name.country != home
        while i > 0 and words.tags[i - 1] in ("CD", "DT", "RB", "JJ"):
            i -= 1
        if not self._any("sending", words, i - 1, i):
            return False
        i -= 1
        i -= i > 0 and words.lower[i - 1] in ("has", "have", "had", "will")
        name = phrase.names.ending.get(i)
        return name is not None and name.label == COUNTRY and name.country != home

    def _is_elsewhere(self, phrase: Phrase, home: str | None) -> bool:
        """Whether the text speaks of another country where a state's actor has none.

        "The defence ministry in London", "In Jordan, the minister …", "Sudan denies. The foreign
        ministry …", or under a dateline of that country whose name the text repeats.
        """
        words, names, start = phrase.words, phrase.names, phrase.start
        named = phrase.name is not None or any(
            part.name and part.name.country for part in phrase.parts
        )
        if not home or named or not names.lands:
            return False
        if words.lower[phrase.end : phrase.end + 1] == ["in"] and phrase.head.kind == "office":
            there = names.lands.get(phrase.end + 1)
            return there is not None and there.country != home
        number = bisect_right(words.sentences, (start, len(words))) - 1
        first = words.sentences[number][0]
        if words.lower[first] == "in":
            there = names.lands.get(first + 1)
            if there and words.texts[there.end : there.end + 1] == [","]:
                return there.country != home
        if start - (words.lower[start - 1] == "the") == first and number > 0:
            before = words.sentences[number - 1][0]
            there = names.lands.get(before)
            if there and "".join(words.tags[there.end : there.end + 1]).startswith("VB"):
                return there.country != home and not self._is_told_of(names, home, before, first)
        there = names.lands.get(0)
        return (
            there is not None
            and there.country != home
            and words.texts[0].isupper()
            and _DATELINE.issuperset(words.tags[there.end : there.end + 1])
            and self._is_told_of(names, there.country, there.end, phrase.start)
            and not self._is_told_of(names, home, there.end, phrase.start)
        )

    def _is_told_of(self, names: Names, country: str, start: int, end: int) -> bool:
        """Whether tokens [start, end) name a country or its people."""
        return any(name.country == country and start <= name.start < end for name in names.found)

    def _any(self, kind: str, words: Words, start: int, end: int) -> bool:
        """Whether a word of a closed list stands in tokens [start, end)."""
        return not self._lists[kind].isdisjoint(words.lower[max(start, 0) : end])

    def _own_label(self, phrase: Phrase, home: str | None) -> tuple[str, tuple[int, int], bool]:
        """(label or "", the tokens that gave it, whether the actor is of another country)."""
        head, name = phrase.head, phrase.name
        label, cause = head.label, (phrase.head_start, phrase.head_end)
        listed = phrase.names.ending.get(phrase.head_end)
        if listed and listed.is_actor and phrase.start < listed.start < phrase.head_start:
            foreign = bool(listed.country) and listed.country != (home or listed.country)
            return listed.label, (listed.start, listed.end), foreign
        abroad, tier = self._of_foreign_country(phrase, home), False
        for part, effect in self._effects(phrase.parts):
            if (
                part.name
                and part.name.country
                and (not part.name.is_actor or (part.name.label in STATE_LABELS and home))
            ):
                abroad = abroad or part.name.country != (home or part.name.country)
            given = effect.get(head.kind, "")
            if given == "INTERNATIONAL":
                abroad = True
                domestic = phrase.proper and head.lemma in _DOMESTIC
                if not label and head.forms != "proper" and not domestic:
                    label, cause = given, (part.start, part.end)
            elif given and (cause == (phrase.head_start, phrase.head_end) or tier):
                label, cause = given, (part.start, part.end)
            elif label == "OPPOSITION" and given in FIGHTERS:
                label = "ARMED_GROUP"  # "anti-junta militia groups"
            tier = head.opens == "person" and part.word in self._lists["tier"]
        own = cause == (phrase.head_start, phrase.head_end)
        of_country = any(part.name and not part.name.is_actor for part in phrase.parts)
        if name is not None and name.label == "GOVERNMENT" and label == "OPPOSITION":
            return label, cause, False
        if name is not None and head.proper != "MEDIA":
            return name.label, (name.start, name.end), bool(name.country) and name.country != home
        if phrase.is_name and own:
            numbered = any(part.word[-2:] in ("st", "nd", "rd", "th") and part.word[0].isdigit()
                           for part in phrase.parts if part.word)  # fmt: skip
            label = "SECURITY_FORCES" if numbered and head.kind == "armed" else head.proper or label
        elif label == "INTERNATIONAL" == head.label and head.kind == "office" and of_country:
            label = label if abroad else "GOVERNMENT"
        elif not label and of_country:
            label = _OF_COUNTRY.get(head.kind, "")
        return label, cause, abroad

    def _effects(self, parts: Sequence[Part]) -> Iterator[tuple[Part, Mapping[str, str]]]:
        """Parts with their rows of the modifier table; a ministry hides its own modifiers."""
        ministry = max((i for i, part in enumerate(parts) if part.word == "ministry"), default=0)
        for i, part in enumerate(parts):
            if part.name is not None and part.name.is_actor:
                yield part, self._modifiers.get(part.name.label, {})
            elif i < ministry or part.name is not None:
                yield part, {}
            else:
                first, hyphen, last = part.word.partition("-")
                forms = (part.word, first + "-", "-" + last) if hyphen else (part.word,)
                rows = (self._modifiers[form] for form in forms if form in self._modifiers)
                yield part, next(rows, {})

    def _of_foreign_country(self, phrase: Phrase, home: str | None) -> bool:
        """Whether "of" and another country follow ("president of Russia")."""
        if phrase.words.lower[phrase.end : phrase.end + 1] != ["of"]:
            return False
        starting = phrase.names.starting
        name = starting.get(phrase.end + 1) or starting.get(phrase.end + 2)
        return name is not None and name.label == COUNTRY and name.country != (home or name.country)


def _latest(before: Sequence[Actor], labels: Sequence[str]) -> str:
    """The label of the latest actor that has one of `labels`; empty if none has."""
    return next((actor.label for actor in reversed(before) if actor.label in labels), "")


def _resumes_foreign(phrase: Phrase, before: Sequence[Actor]) -> bool:
    """Whether a bare head resumes an actor of another state ("the president", "its soldiers").

    Soldiers of any name resume the latest state's force, police only police, and an army only
    an army or a force of its own sentence: each country has one.
    """
    head, sentence = phrase.head, 0
    if not head.plural and head.opens != "person":
        number = bisect_right(phrase.words.sentences, (phrase.start, len(phrase.words))) - 1
        sentence = phrase.words.sentences[number][0]
    for actor in reversed(before):
        if actor.start < sentence and actor.head != head.lemma:
            continue
        if ("police" in head.lemma) != ("police" in actor.head):
            continue
        force = head.kind == actor.kind == "armed" and actor.label in (
            "SECURITY_FORCES", "INTERNATIONAL",
        )  # fmt: skip
        if force or actor.head == head.lemma:
            return actor.label == "INTERNATIONAL"
    return False
