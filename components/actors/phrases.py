"""Actors that are described by a head noun: which noun phrases are actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sitrep.components.actors.labels import OF_COUNTRY, LabelRules
from sitrep.components.actors.mentions import Actor, Head, Phrase
from sitrep.components.actors.names import DEMONYM, Names
from sitrep.components.actors.noun_phrases import Part, PhraseEdges, hyphenated
from sitrep.components.actors.parties import Parties
from sitrep.components.actors.resumption import Resumption
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_ONE: Final = frozenset({"a", "an", "another", "each", "every"})
_VERBS: Final = frozenset({"MD", "VB", "VBD", "VBP", "VBZ"})
_OBJECTS: Final = frozenset({"CD", "DT", "JJ", "NNP", "NNS", "PRP", "PRP$"})
"""Tags of what follows a verb rather than a noun ("the war of 2010 displaced thousands")."""


class ActorGrammar:
    """Reads actors' noun phrases with the tables of heads, modifiers and closed lists."""

    def __init__(
        self, heads: Sequence[Line], modifiers: Sequence[Line], lists: Sequence[Line]
    ) -> None:
        self._heads: dict[str, list[tuple[list[str], Head]]] = {}
        self._cased: dict[str, set[str]] = {}
        for line in heads:
            for form, plural in ((line["head"], False), (line["plural"], True)):
                if form and form != form.lower():
                    self._cased.setdefault(form.lower(), set()).add(form)
                for words in _spellings(form.lower()):
                    head = Head(
                        line["head"].lower(), line["forms"], line["label"], line["proper"],
                        line["class"], line["opens"], plural, len(words),
                    )  # fmt: skip
                    self._heads.setdefault(words[-1], []).append((words, head))
        self._single: dict[str, Head] = {}
        self._longer: dict[tuple[str, str], list[tuple[list[str], Head]]] = {}
        for word, found in self._heads.items():
            found.sort(key=lambda item: -len(item[0]))
            for form, head in found:
                if len(form) == 1:
                    self._single.setdefault(word, head)
                else:
                    self._longer.setdefault((form[-2], word), []).append((form, head))
        self.edges = PhraseEdges(lists, {line["word"] for line in modifiers})
        trades = frozenset(
            line["plural"]
            for line in heads
            if (line["label"], line["opens"]) == ("CIVILIANS", "person")
        )
        self._labels = LabelRules(modifiers, self.edges.lists, trades)
        self._resumption = Resumption(self.edges, self._labels)
        self._parties = Parties(self.edges, self._heads, self.is_person)

    def is_person(self, word: str) -> bool:
        """Whether a lower-case word is a noun for a person ("reporter", "adviser")."""
        heads = self._heads.get(word, ())
        return word in self.edges.lists["person"] or any(
            head.opens == "person" or head.label == "CIVILIANS" for _, head in heads
        )

    def read(
        self, words: Words, names: Names, home: str | None, named: Iterable[Actor]
    ) -> list[Actor]:
        """The actors that head nouns describe, in text order.

        `home` is the page's country; `named` are listed actors, which "the group" may resume.
        """
        found: list[Actor] = []
        seen: list[Actor] = []
        waiting = sorted(named, key=lambda actor: actor.end, reverse=True)
        whole = {i: actor for actor in waiting for i in range(actor.start, actor.end)}
        heads = self._heads
        for i in [i for i, word in enumerate(words.lower) if word in heads]:
            while waiting and waiting[-1].end <= i:
                seen.append(waiting.pop())
            head = self._head(words, i)
            phrase = self._phrase(words, names, i + 1, head) if head else None
            actor = self._actor(phrase, home, seen) if phrase else None
            known = whole.get(actor.start) if actor else None
            if actor and (other := self._other_nation(phrase, actor, home)):
                found.append(other)
            if actor and head and head.length > 1 and found and found[-1].start == actor.start:
                seen.remove(found.pop())  # "Council of Ministers" is more than a council
            if actor and not (known and known.end >= actor.end):
                found.append(self._owned(words, found[-1], actor) if found else actor)
                seen.append(found[-1])
        return found

    def _other_nation(self, phrase: Phrase | None, actor: Actor, home: str | None) -> Actor | None:
        """The first of two nations whose men act together: "French and Malian troops"."""
        i, label = actor.start - 1, OF_COUNTRY.get(actor.kind)
        if phrase is None or label is None or phrase.words.lower[i] not in ("and", "or"):
            return None
        name = phrase.names.ending.get(i)
        beside = phrase.names.starting.get(actor.start)
        if not (name and name.country and phrase.head.plural):
            return None
        if name.label != DEMONYM and not phrase.words.texts[i - 1].isupper():
            return None  # "officials in Mali and French troops"; "U.S. and Iraqi soldiers"
        if beside is None and phrase.words.tags[actor.start] != "JJ":
            return None
        label = "INTERNATIONAL" if name.country != (home or name.country) else label
        cause = (name.start, actor.end)
        return Actor(name.start, i, label, "head", cause, "", actor.head, actor.kind)

    def _owned(self, words: Words, owner: Actor, actor: Actor) -> Actor:
        """A party with the title and name of the one whose it is ("President Deby's forces")."""
        if (
            owner.rule != "title"
            or not owner.start < actor.start <= owner.end + 1
            or not self.edges.possesses(words, owner.end)
            or not (actor.kind == "armed" or actor.body)
        ):
            return actor
        own = actor.start <= owner.end or owner.label == "GOVERNMENT"
        return actor._replace(start=owner.start, label=actor.label if own else owner.label)

    def _head(self, words: Words, i: int) -> Head | None:
        """The longest head noun that ends with token i."""
        lower, word = words.lower, words.lower[i]
        for form, head in self._longer.get((lower[i - 1], word), ()):
            start = i + 1 - len(form)
            if start >= 0 and lower[start : i + 1] == form:
                return head
        cased = self._cased.get(word)
        return None if cased and words.texts[i] not in cased else self._single.get(word)

    def _phrase(self, words: Words, names: Names, end: int, head: Head) -> Phrase | None:
        """The noun phrase around a head that ends before token `end`; None if it heads none."""
        edges, start = self.edges, end - head.length
        if hyphenated(words, start - 1) and (
            edges.has("particle", words, start - 2)
            or (words.texts[start][0].isupper() and words.texts[start - 2].islower())
        ):
            return None  # part of a name ("al-Sheikh", "Port-au-Prince")
        if words.tags[end - 1] in _VERBS and self._is_verb(words, end, head):
            return None
        if head.forms == "article" and head.lemma.endswith("ed") and words.tags[start - 1] == "NNS":
            return None  # "the families displaced by it"
        outlet = head.proper == "MEDIA" and words.tags[start - 1 : start] == ["NNP"]
        outlet = outlet and not edges.has("facility", words, end - 1)
        proper = bool(head.proper) and (words.texts[end - 1][0].isupper() or outlet)
        media = head.kind == "group" or head.label == "MEDIA"
        first, parts = edges.before(words, names, start, proper=proper, media=media)
        many = head.plural or head.lemma.endswith("s")
        if proper and parts and (
            (many and self._parties.is_count(words, parts))
            or self._parties.is_spelled_count(words, parts)
        ):  # fmt: skip
            first = parts.pop(0).end
        last, name = end, None
        if head.opens == "person" and not head.plural:
            if edges.has("grade", words, end - 1) and self._is_title(words, end):
                return None
            last, name = edges.person(words, names, end)
            if last == end + 1 and name is None and len(words.texts[end]) == 1:
                return None  # "Gen Z"
            if last > end and name is None and self._parties.ends_body(words, last - 1):
                return None  # "Revolutionary Court"
        elif head.opens == "group" and (not proper or (first == start and head.kind == "fixed")):
            last, name = edges.group(words, names, end)
        elif proper:
            last = edges.of_phrase(words, names, end, group=head.kind == "group")
            if head.label == "CIVILIANS" and last > end and words.lower[last - 1] in self._heads:
                return None  # a name that the last word heads ("Sons of the Ridge Battalion")
            if head.label == "CIVILIANS" and edges.has("facility", words, last - 1):
                last, proper = end, False  # "Students of Homs University"
            parts += _parts_behind(words, names, end, last)
        if last == end:
            plural = (head.plural or head.lemma.endswith("s")) and not proper
            if self._parties.is_last_name(words, head, end - 1) or self._only_modifies(
                words, first, end, head, plural=plural
            ):
                return None
        elif edges.has("facility", words, last) or edges.has("facility", words, last - 1):
            return None
        behind = words.lower[last] if last < len(words.lower) else ""
        return Phrase(words, names, head, first, start, end, last, proper, parts, name, behind)

    def _is_title(self, words: Words, i: int) -> bool:
        """Whether a capitalised title stands at token i ("Deputy Commandant", "Head Constable")."""
        head = self._single.get(words.lower[i]) if i < len(words) else None
        titled = head is not None and head.opens == "person" and not head.plural
        return titled and words.texts[i][0].isupper()

    def _is_verb(self, words: Words, end: int, head: Head) -> bool:
        """Whether a head that ends before token `end`, tagged as a verb, is no noun."""
        left, behind = end - 1 - head.length, words.tags[end] if end < len(words) else "."
        verbal = words.tags[end - 1] == "VBZ" and behind in ("DT", "PRP", "PRP$", "CD")
        if head.length > 1 or (head.plural and not verbal):
            return False
        if left < 0:
            return True
        if head.forms == "article":  # "the displaced", no verb
            counted = words.tags[left] == "CD" and behind not in _OBJECTS
            if counted or words.tags[left] == "DT":
                return False
        return head.plural or not self.edges.is_modifier(words.lower[left])

    def _only_modifies(
        self, words: Words, first: int, end: int, head: Head, *, plural: bool
    ) -> bool:
        """Whether a phrase without a name at tokens [first, end) only modifies what follows."""
        behind = words.tags[end] if end < len(words.lower) else "."
        if behind == "NNS" and first > 0 and words.lower[first - 1] in _ONE:
            return False  # "A priest goes …": what follows one of something is a verb
        quoted = behind == "''" and not head.plural  # "terrorist" attacks
        modifies = self.edges.only_modifies(words, end + quoted, plural=plural)
        people = head.opens == "person" or head.label == "CIVILIANS"
        if people and not (modifies or head.plural) and behind == "NNS":
            # "650 terrorist attacks", "in suicide bomber attacks": no subject, and no verb
            deeds = self._parties.counts_deeds(words, first, end)
            modifies = deeds and words.lower[first - 1] != "one"
        if not modifies or head.kind not in ("office", "armed"):
            return modifies
        return not self.edges.has("mouthpiece", words, end)

    def _actor(self, phrase: Phrase, home: str | None, before: Sequence[Actor]) -> Actor | None:
        """The actor that a phrase describes, or None."""
        head, end = phrase.head, phrase.end
        named = end > phrase.head_end
        if (not named and self._parties.is_no_party(phrase)) or self._parties.is_place(phrase):
            return None
        if not self._form_fits(phrase):
            resumes = head.forms in ("proper", "national") and phrase.bare and not head.plural
            resumes = resumes and "MEDIA" not in (head.label, head.proper)
            resumed = self._resumption.resume(phrase, home, before) if resumes else None
            return resumed or self._resumption.short_name(phrase)
        man = head.lemma == "man" and head.plural and phrase.bare
        if man and (worn := self._resumption.worn(phrase)):
            return worn
        label, cause = self._labels.decide(phrase, home, before)
        parties, resumption = self._parties, self._resumption
        if label == "CIVILIANS" and (parties.is_owner(phrase) or parties.is_outlet_staff(phrase)):
            return None
        if not label:
            resumes = head.forms == "modified"
            resumed = resumption.resume(phrase, home, before) if resumes else None
            return resumed or resumption.short_name(phrase)
        titled = named and head.opens == "person"
        return Actor(
            phrase.start, end, label,
            "title" if titled else "shape" if phrase.proper else "head",
            cause, phrase.name.id if phrase.name else "", head.lemma, head.kind,
            end - 1 if titled else None,
            head.opens != "person" and label not in ("CIVILIANS", "PROTESTERS"),
        )  # fmt: skip

    def _form_fits(self, phrase: Phrase) -> bool:
        """Whether the head names an actor in this form; see `forms` in the table of heads."""
        head, named = phrase.head, phrase.end > phrase.head_end
        if head.forms == "proper":
            return phrase.is_name
        if head.forms == "harmed" and not phrase.is_name:
            ethnic = any(part.word == "ethnic" for part in phrase.parts)
            return ethnic or self._parties.is_harmed(phrase)
        if named or head.plural or phrase.is_name:
            return True
        if head.forms == "national":
            return any(part.name is not None and not part.name.is_actor for part in phrase.parts)
        if head.forms == "article":
            return phrase.start > 0 and phrase.words.tags[phrase.start - 1] in ("DT", "CD")
        return head.forms not in ("title", "plural")


def _spellings(form: str) -> list[list[str]]:
    """The tokens of a head's form, with a straight and a curled apostrophe; none of no form."""
    if not form:
        return []
    words = form.replace("-", " - ").replace("'s", " 's").split()
    curled = ["’s" if word == "'s" else word for word in words]
    return [words] if curled == words else [words, curled]


def _parts_behind(words: Words, names: Names, start: int, end: int) -> list[Part]:
    """The words, and the listed actors, of the of-phrase of a body's name."""
    parts: list[Part] = []
    while start < end:
        name = names.starting.get(start)
        listed = name if name is not None and name.is_actor and name.end <= end else None
        stop = listed.end if listed else start + 1
        parts.append(Part(start, stop, "" if listed else words.lower[start], listed))
        start = stop
    return parts
