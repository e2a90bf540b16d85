"""What label an actor's phrase gets: by head, modifiers, the page's country and context."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sitrep.components.actors.abroad import (
    is_elsewhere,
    is_of_country,
    is_of_home,
    is_sent,
    is_unit_of_others,
    resumed,
)
from sitrep.components.actors.mentions import Actor, Phrase
from sitrep.components.actors.names import COUNTRY, DEMONYM
from sitrep.components.actors.noun_phrases import Part
from sitrep.components.actors.sides import (
    FIGHTERS,
    STATE_LABELS,
    allied,
    is_killer,
    is_own_of_rebels,
    is_raider,
    latest,
)
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_OF_STATES: Final = STATE_LABELS | {COUNTRY, DEMONYM}

_SIDES: Final = {"SECURITY_FORCES": (*FIGHTERS, "SECURITY_FORCES"), "ARMED_GROUP": FIGHTERS}
"""Whose men a noun of context can be ("two commanders", "the fighters"), by its own label."""
OF_COUNTRY: Final = {"armed": "SECURITY_FORCES", "office": "GOVERNMENT"}
"""What a country's name makes of a head without label ("Iraqi leaders"), by the head's class."""
_OF_PARTY: Final = {"side": ("of",), "people": ("from",), "armed": ("of", "from", "with")}
"""Words that join people to their party, by the class of the head."""
_DOMESTIC: Final = frozenset({"party", "front", "movement"})
"""Heads whose names may tell of a wider people ("Arab Democratic Party")."""
_REACH: Final = 8
"""At most so many tokens from a phrase to its verb."""
_UNSIDED: Final = frozenset({"man", "individual"})
"""Heads that a country's name alone does not make its soldiers ("a Palestinian man")."""
_WITHOUT_ARMY: Final = frozenset({"PS"})
"""Countries with police but no army: soldiers on their pages are another state's."""


class LabelRules:
    """Decides labels with the table of modifiers and the closed lists of `actor_words.csv`."""

    def __init__(
        self,
        modifiers: Sequence[Line],
        lists: Mapping[str, frozenset[str]],
        trades: frozenset[str],
    ) -> None:
        """`trades` are the lower-case plurals of people who form bodies ("the bakers' union")."""
        self._modifiers = {line["word"]: line for line in modifiers}
        self._lists = lists
        self._trades = trades

    def decide(
        self, phrase: Phrase, home: str | None, before: Sequence[Actor]
    ) -> tuple[str, tuple[int, int]]:
        """The label, empty if there is none, and the range of the tokens that gave it.

        `home` is the page's country; `before` are the actors found so far, in text order.
        """
        head, words, end = phrase.head, phrase.words, phrase.end
        label, cause, abroad = self._own_label(phrase, home)
        own = cause == (phrase.head_start, phrase.head_end)
        if head.forms == "context" and own and not (phrase.is_name or self._is_called(phrase)):
            label = latest(before, _SIDES[head.label]) or label
        if (
            own
            and label == "SECURITY_FORCES"
            and is_own_of_rebels(phrase, self._lists["rebels' own"])
        ):
            label = "ARMED_GROUP"
        elif own and label in STATE_LABELS and not abroad:
            owner = self.owner(phrase, before, home)
            if label == "SECURITY_FORCES" or owner == "INTERNATIONAL":
                label = owner or label
        unsided = own and words.lower[end - 1] in self._lists["unsided"]
        if unsided and is_killer(phrase, before):
            label = "ARMED_GROUP"
        raider = own and label == "CIVILIANS" and head.lemma in self._lists["raider"]
        if raider and is_raider(phrase, before, self._lists["attacking"]):
            label = "ARMED_GROUP"
        if own and head.lemma == "dissident" and home in self._lists["dissidents fight"]:
            label = "ARMED_GROUP"
        party = self._of_party(phrase) if own else None
        if party and (label or head.kind == "side"):
            label, cause = party
        elif not label and head.kind == "side":
            label = self.owner(phrase, before, home, "side")
        if label in FIGHTERS and head.lemma in self._lists["resumable"]:
            label = self._of_same_group(phrase, before) or label
        elif own and label == "MILITIA" and head.kind == "side":
            label = "ARMED_GROUP" if home in self._lists["militias rebel"] else label
        beside = any(part.word in self._lists["beside a side"] for part in phrase.parts)
        if beside and (own or label not in STATE_LABELS):
            label = allied(phrase, before) or label
        if label in STATE_LABELS and (
            abroad or is_sent(phrase, home, self._lists["sending"]) or is_elsewhere(phrase, home)
        ):
            label = "INTERNATIONAL"
        elif label == "GOVERNMENT" and self._is_past(phrase):
            label = "OPPOSITION"
        elif label == "SECURITY_FORCES" and is_unit_of_others(phrase, before):
            label = resumed(phrase, before) or label
        elif label in STATE_LABELS and phrase.bare and not is_of_home(phrase, home):
            without_army = head.kind == "armed" and home in _WITHOUT_ARMY
            if without_army and "police" not in head.lemma:
                label = "INTERNATIONAL"
            else:
                label = resumed(phrase, before) or label
        elif self._is_in_the_street(phrase, label):
            label = "PROTESTERS"
        if phrase.behind == "who" and head.kind == "armed" and label == "SECURITY_FORCES":
            label = "ARMED_GROUP" if self._any("defecting", words, end, end + 5) else label
        if label == "ARMED_GROUP" and words.lower[end : end + 2] == ["loyal", "to"]:
            label = "MILITIA"
        return label, cause

    def _of_same_group(self, phrase: Phrase, before: Sequence[Actor]) -> str:
        """The label of the named party that "the Islamist group" resumes; empty if none fits."""
        left, effects = max(phrase.start - 1, 0), [e for _, e in self._effects(phrase.parts)]
        if phrase.words.lower[left] != "the" or any(part.name for part in phrase.parts):
            return ""
        unarmed = any(effect.get("people") == "OPPOSITION" for effect in effects)
        return latest([a for a in before if a.body or a.id], FIGHTERS + ("OPPOSITION",) * unarmed)

    def _is_in_the_street(self, phrase: Phrase, label: str) -> bool:
        """Whether the words around civilians or supporters make them protesters."""
        words, end = phrase.words, phrase.end
        if label == "CIVILIANS":
            around = self._any("protesting", words, phrase.start - 1, end + 2)
            return around or self._protests(words, end)
        return phrase.head.kind == "side" and any(
            phrase.behind in self._lists[kind] for kind in ("protesting", "massing")
        )

    def _is_called(self, phrase: Phrase) -> bool:
        """Whether a unit has a name of its own and no number ("the al-Walid brigade")."""
        return (
            bool(phrase.head.proper)
            and phrase.head.lemma not in self._lists["small unit"]
            and any(
                part.name is None
                and phrase.words.texts[part.end - 1][0].isupper()
                and part.word not in self._lists["ordinal"]
                and part.word not in self._modifiers
                and not part.word[0].isdigit()
                for part in phrase.parts
            )
        )

    def _is_past(self, phrase: Phrase) -> bool:
        """Whether somebody has left an office ("the former prime minister")."""
        return phrase.head.opens == "person" and any(
            part.word.partition("-")[0] in self._lists["past"] for part in phrase.parts
        )

    def _of_party(self, phrase: Phrase) -> tuple[str, tuple[int, int]] | None:
        """What a party behind people of a side or fighters makes of them.

        "Supporters of the president", "soldiers from the Free Syrian Army".
        """
        words, i, kind = phrase.words, phrase.end + 1, phrase.head.kind
        if phrase.behind not in _OF_PARTY.get(kind, ()) or i >= len(words.lower):
            return None
        i += words.lower[i] == "the"
        i += words.tags[i : i + 1] == ["JJ"]
        if name := phrase.names.starting.get(i):
            label = self._modifiers.get(name.label, {}).get(kind, "")
            modifies = words.tags[name.end : name.end + 1] in (["NN"], ["NNS"], ["HYPH"])
            return (label, (name.start, name.end)) if label and not modifies else None
        if kind != "side":
            return None
        label = self._modifiers.get("".join(words.lower[i : i + 1]), {}).get(kind, "")
        return (label, (i, i + 1)) if label else None

    def _protests(self, words: Words, end: int) -> bool:
        """Whether the verb behind a phrase and its prepositions makes it one of protesters."""
        if words.tags[end : end + 1] not in (["IN"], ["CC"]):
            return False
        for i in range(end, min(end + _REACH, len(words))):
            if words.tags[i].startswith("VB") or words.tags[i] in (",", ".", "MD", "WP", ":"):
                return words.lower[i] in self._lists["protesting"]
        return False

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

    def _any(self, kind: str, words: Words, start: int, end: int) -> bool:
        """Whether a word of a closed list stands in tokens [start, end)."""
        return not self._lists[kind].isdisjoint(words.lower[max(start, 0) : end])

    def _own_label(self, phrase: Phrase, home: str | None) -> tuple[str, tuple[int, int], bool]:
        """(label or "", the tokens that gave it, whether the actor is of another country)."""
        head, name = phrase.head, phrase.name
        label, cause = head.label, (phrase.head_start, phrase.head_end)
        listed = phrase.names.ending.get(phrase.head_end)
        if listed and listed.is_actor and phrase.start < listed.start < phrase.head_start:
            nations = (
                part.name.country for part in phrase.parts if part.name and not part.name.is_actor
            )
            country = next(nations, listed.country)
            foreign = bool(country) and country != (home or country)
            return listed.label, (listed.start, listed.end), foreign
        abroad, tier, adjectival = is_of_country(phrase, home), False, False
        beside: set[str] = set()
        for part, effect in self._effects(phrase.parts):
            if part.name:
                country, of_state = part.name.country, part.name.label in _OF_STATES
                abroad = abroad or (of_state and country not in ("", home or country))
                beside.add(part.name.label)
            given = self._given(phrase, part, effect)
            if given == "INTERNATIONAL":
                abroad = True
                domestic = phrase.proper and head.lemma in _DOMESTIC
                of_body = part.name is not None and part.name.is_actor and label == "OPPOSITION"
                if (not label or of_body) and head.forms != "proper" and not domestic:
                    label, cause = given, (part.start, part.end)
                    adjectival = part.name is None
            elif given and (cause == (phrase.head_start, phrase.head_end) or tier):
                label, cause = given, (part.start, part.end)
            elif label == "INTERNATIONAL" and adjectival and given == effect.get("group") != label:
                # "a foreign-led rebel group"
                label = given if given in FIGHTERS else label
            elif label == "OPPOSITION" and given in (*FIGHTERS, "MONITOR"):
                # "anti-junta militia groups", "Women's Rights Group"
                label = "MONITOR" if given == "MONITOR" else "ARMED_GROUP"
            tier = head.opens == "person" and part.word in self._lists["tier"]
        own = cause == (phrase.head_start, phrase.head_end)
        if name is not None and {name.label, label} == {"GOVERNMENT", "OPPOSITION"}:
            return label, cause, False  # the title is of today
        if name is not None and head.proper != "MEDIA":
            return name.label, (name.start, name.end), bool(name.country) and name.country != home
        if phrase.is_name and own:
            numbered = any(part.word[-2:] in ("st", "nd", "rd", "th") and part.word[0].isdigit()
                           for part in phrase.parts if part.word)  # fmt: skip
            label = "SECURITY_FORCES" if numbered and head.kind == "armed" else head.proper or label
        elif own and head.forms == "context" and self._is_called(phrase):
            label = head.proper
        elif label == "INTERNATIONAL" == head.label and head.kind == "office":
            ruled = not beside.isdisjoint((COUNTRY, DEMONYM, "GOVERNMENT"))
            label = "GOVERNMENT" if ruled and not abroad else label
        elif not label and head.lemma == "party" and self._is_political(phrase):
            label = "OPPOSITION"
        elif not (label or head.lemma in _UNSIDED or beside.isdisjoint((COUNTRY, DEMONYM))):
            label = OF_COUNTRY.get(head.kind, "")
        return label, cause, abroad

    def _is_political(self, phrase: Phrase) -> bool:
        """Whether a party stands for election by its name or kind ("the small secular party")."""
        tags = phrase.words.tags
        return any(
            tags[part.start] in ("JJ", "JJS", "NNP") and part.word not in self._lists["no politics"]
            for part in phrase.parts
        )

    def _effects(self, parts: Sequence[Part]) -> list[tuple[Part, Line]]:
        """Parts with their rows of the modifier table; a ministry hides its own modifiers."""
        effects: list[tuple[Part, Line]] = []
        for part in parts:
            defence = effects and effects[-1][0].word in ("defence", "defense")
            if part.word == "ministry" or (defence and part.word == "force"):
                effects = [(own, effect if own.name else {}) for own, effect in effects]
            effects.append((part, self._effect(part)))
        return effects

    def _given(self, phrase: Phrase, part: Part, effect: Line) -> str:
        """The label that a part gives a head by its class; what bears arms tells of no soldier."""
        head, behind = phrase.head, " ".join(phrase.words.texts[part.end : part.end + 1])
        if part.word == "armed" and behind.lower() == "forces":
            return "SECURITY_FORCES" if head.kind != "office" else ""  # "Armed Forces spokesman"
        if part.word == "western" and part.end < phrase.head_start and behind.istitle():
            return ""  # a direction that opens a name: "Western Highlands Command"
        if head.label == "SECURITY_FORCES" and head.forms != "context":
            return "" if part.word in self._lists["bearing arms"] else effect.get(head.kind, "")
        if part.word in self._lists["suspecting"] and head.lemma in self._lists["raider"]:
            return "ARMED_GROUP"
        if part.word == "armed" and head.label == "PROTESTERS":
            return "ARMED_GROUP"  # "armed youths"
        if head.label == "CIVILIANS" and head.kind == "fixed" and head.opens == "person":
            if part.word == "armed":
                return "ARMED_GROUP"  # "armed herders"
            if part.word in self._lists["service"]:
                return "SECURITY_FORCES"  # "a navy medic"
        return str(effect.get(head.kind, ""))

    def _effect(self, part: Part) -> Line:
        """The row of the modifier table for a part beside a head; empty if it has none."""
        rows, word = self._modifiers, part.word
        if part.name is not None:
            return rows.get(part.name.label, {}) if part.name.is_actor else {}
        if (row := rows.get(word)) is not None:
            return row
        first, hyphen, last = word.partition("-")
        if hyphen and (row := rows.get(first + "-") or rows.get("-" + last)):
            return row
        return rows["CIVILIANS"] if word[-1] in "'’" and word[:-1] in self._trades else {}
