"""Actors that are described by a head noun: which noun phrases are actors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from sitrep.components.actors.labels import OF_COUNTRY, LabelRules
from sitrep.components.actors.mentions import Actor, Head, Phrase
from sitrep.components.actors.names import DEMONYM, Names
from sitrep.components.actors.noun_phrases import Part, PhraseEdges, hyphenated
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_OPENING: Final = 2
"""A subject begins at most so many tokens behind its sentence's beginning."""
_ONE: Final = frozenset({"a", "an", "another", "each", "every"})
_WHITHER: Final = frozenset({"to", "at", "in", "into", "from"})
_NEAR: Final = 4
_FAR: Final = 9
"""So far before and behind a noun stands what befell its people."""
_STOPS: Final = frozenset(". ; : say says said that told seen saw counted heard reports".split())
"""What ends the words about somebody."""
_SHORT: Final = "short name of "
_OBJECTS: Final = frozenset({"CD", "DT", "JJ", "NNP", "NNS", "PRP", "PRP$"})
"""Tags of what follows a verb rather than a noun ("the war of 2010 displaced thousands")."""


class ActorGrammar:
    """Reads actors' noun phrases with the tables of heads, modifiers and closed lists."""

    def __init__(
        self, heads: Sequence[Line], modifiers: Sequence[Line], lists: Sequence[Line]
    ) -> None:
        self._heads: dict[str, list[tuple[list[str], Head]]] = {}
        for line in heads:
            for form, plural in ((line["head"], False), (line["plural"], True)):
                if form:
                    words = form.replace("-", " - ").replace("'s", " 's").split()
                    head = Head(
                        line["head"], line["forms"], line["label"], line["proper"], line["class"],
                        line["opens"], plural, len(words),
                    )  # fmt: skip
                    self._heads.setdefault(words[-1], []).append((words, head))
        for found in self._heads.values():
            found.sort(key=lambda item: -len(item[0]))
        self.edges = PhraseEdges(lists, {line["word"] for line in modifiers})
        trades = frozenset(
            line["plural"] for line in heads if (line["label"], line["opens"]) == ("CIVILIANS", "person")
        )
        self._labels = LabelRules(modifiers, self.edges.lists, trades)
        self._short_names = {
            word: kind.removeprefix(_SHORT)
            for kind, found in self.edges.lists.items()
            for word in found
            if kind.startswith(_SHORT)
        }

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
        for i in [i for i, word in enumerate(words.lower) if word in self._heads]:
            while waiting and waiting[-1].end <= i:
                seen.append(waiting.pop())
            head = self._head(words, i)
            phrase = self._phrase(words, names, i + 1, head) if head else None
            actor = self._actor(phrase, home, seen) if phrase else None
            known = whole.get(actor.start) if actor else None
            if actor and (other := self._other_nation(phrase, actor, home)):
                found.append(other)
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
        return Actor(name.start, i, label, "head", (name.start, actor.end), "", actor.head, actor.kind)

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
        return replace(actor, start=owner.start, label=actor.label if own else owner.label)

    def _head(self, words: Words, i: int) -> Head | None:
        """The longest head noun that ends with token i."""
        for form, head in self._heads[words.lower[i]]:
            start = i + 1 - len(form)
            if len(form) == 1 or (start >= 0 and words.lower[start : i + 1] == form):
                return head
        return None

    def _phrase(self, words: Words, names: Names, end: int, head: Head) -> Phrase | None:
        """The noun phrase around a head that ends before token `end`; None if it heads none."""
        edges, start = self.edges, end - head.length
        if hyphenated(words, start - 1) and (
            edges.has("particle", words, start - 2)
            or (words.texts[start][0].isupper() and words.texts[start - 2].islower())
        ):
            return None  # part of a name ("al-Sheikh", "Port-au-Prince")
        tag, behind = words.tags[end - 1], words.tags[end] if end < len(words) else "."
        bound = head.length > 1 or (
            not head.plural and start > 0 and edges.is_modifier(words.lower[start - 1])
        )
        if head.forms == "article" and start > 0:  # "the displaced", no verb
            counted = words.tags[start - 1] == "CD" and behind not in _OBJECTS
            bound = bound or counted or words.tags[start - 1] == "DT"
        if (
            not bound
            and tag in ("VB", "VBP", "VBD", "VBZ", "MD")
            and (not head.plural or (tag == "VBZ" and behind in ("DT", "PRP", "PRP$", "CD")))
        ):
            return None
        outlet = head.proper == "MEDIA" and words.tags[start - 1 : start] == ["NNP"]
        outlet = outlet and not edges.has("facility", words, end - 1)
        proper = bool(head.proper) and (words.texts[end - 1][0].isupper() or outlet)
        media = head.kind == "group" or head.label == "MEDIA"
        first, parts = edges.before(words, names, start, proper=proper, media=media)
        if proper and (head.plural or head.lemma.endswith("s")) and self._is_count(words, parts):
            first = parts.pop(0).end
        last, name = end, None
        if head.opens == "person" and not head.plural:
            last, name = edges.person(words, names, end)
            if last > end and name is None and self._ends_body(words, last - 1):
                return None  # "Revolutionary Court"
        elif head.opens == "group" and (not proper or (first == start and head.kind == "fixed")):
            last, name = edges.group(words, names, end)
        elif proper:
            last = edges.of_phrase(words, names, end, group=head.kind == "group")
            if head.label == "CIVILIANS" and last > end and words.lower[last - 1] in self._heads:
                return None  # a name that the last word heads ("Sons of the Ridge Battalion")
            if head.label == "CIVILIANS" and edges.has("facility", words, last - 1):
                last, proper = end, False  # "Students of Homs University"
            parts += [Part(j, j + 1, words.lower[j]) for j in range(end, last)]
        plural = (head.plural or head.lemma.endswith("s")) and not proper
        # "A priest goes …": what follows one of something in the plural is a verb
        verb = behind == "NNS" and first > 0 and words.lower[first - 1] in _ONE
        # "650 terrorist attacks", "in suicide bomber attacks": no subject, and no verb
        person = head.opens == "person" and not head.plural and behind == "NNS" and not verb
        bare = person and self._counts_deeds(words, first, end)
        quoted = behind == "''" and not head.plural  # "terrorist" attacks
        if last == end and self._is_last_name(words, head, end - 1):
            return None
        modifies = edges.only_modifies(words, end + quoted, plural=plural)
        if last == end and not verb and (modifies or (bare and words.lower[first - 1] != "one")):
            spoken_for = head.kind in ("office", "armed") and edges.has("mouthpiece", words, end)
            if not spoken_for:
                return None
        if last > end and (
            edges.has("facility", words, last) or edges.has("facility", words, last - 1)
        ):
            return None
        return Phrase(words, names, head, first, start, end, last, proper, parts, name)

    def _ends_body(self, words: Words, i: int) -> bool:
        """Whether the capitalised word at token i heads a body's name."""
        heads = self._heads.get(words.lower[i], ())
        return any(
            head.opens != "person" and head.kind in ("office", "group") and head.proper
            for _, head in heads
        )

    def _is_count(self, words: Words, parts: Sequence[Part]) -> bool:
        """Whether a number counts what a name calls ("20 Guards"), and is no date of it."""
        dated = len(parts) > 1 and self.edges.has("date", words, parts[1].start)
        return bool(parts) and words.tags[parts[0].start] == "CD" and not dated

    def _counts_deeds(self, words: Words, first: int, end: int) -> bool:
        """Whether one person without an article only modifies: "in sniper attacks", "rebel claims that"."""
        left = words.tags[first - 1] if first else ""
        if left in ("IN", "CD"):
            return True
        return left not in ("DT", "PRP$", "POS", "WP$") and words.tags[end + 1 : end + 2] in (
            ["VBP"], ["VBD"], ["MD"], ["WDT"], ["IN"],
        )  # fmt: skip

    def _is_last_name(self, words: Words, head: Head, i: int) -> bool:
        """Whether a trade at token i is somebody's name: "Secretary Baker", "Cook left"."""
        return (
            head.label == "CIVILIANS"
            and words.tags[i] == "NNP"
            and words.texts[i].istitle()
            and not (head.plural or head.proper or head.length > 1)
            and words.tags[i + 1 : i + 2] != ["NNP"]
            and words.texts[max(i - 1, 0)].isalpha()
            and words.sentences[words.sentence_number(i)][0] < i
        )

    def _actor(self, phrase: Phrase, home: str | None, before: Sequence[Actor]) -> Actor | None:
        """The actor that a phrase describes, or None."""
        head, end = phrase.head, phrase.end
        named = end > phrase.head_end
        if not named and self._is_no_party(phrase):
            return None
        if not self._form_fits(phrase):
            resumes = head.forms in ("proper", "national") and phrase.bare and not head.plural
            resumes = resumes and "MEDIA" not in (head.label, head.proper)
            resumed = self._resume(phrase, home, before) if resumes else None
            return resumed or self._short_name(phrase)
        if head.lemma == "man" and head.plural and phrase.bare and (worn := self._worn(phrase)):
            return worn
        label, cause = self._labels.decide(phrase, home, before)
        if label == "CIVILIANS" and (self._is_owner(phrase) or self._is_outlet_staff(phrase)):
            return None
        if not label:
            resumed = self._resume(phrase, home, before) if head.forms == "modified" else None
            return resumed or self._short_name(phrase)
        titled = named and head.opens == "person"
        return Actor(
            phrase.start, end, label,
            "title" if titled else "shape" if phrase.proper else "head",
            cause, phrase.name.id if phrase.name else "", head.lemma, head.kind,
            end - 1 if titled else None,
            head.opens != "person" and label not in ("CIVILIANS", "PROTESTERS"),
        )  # fmt: skip

    def _is_owner(self, phrase: Phrase) -> bool:
        """Whether a possessive means no one: "a dentist's surgery", "the mayor's wife"."""
        words, end = phrase.words, phrase.end
        if end > phrase.head_end or not self.edges.possesses(words, end):
            return False
        owned = words.tags[end + 1 : end + 2]
        if owned and not owned[0].startswith(("NN", "JJ")):
            return False  # "at a neighbour's"
        known = words.tags[phrase.start - 1] == "PRP$"  # "my uncle's van"
        owners = phrase.head.plural or any(
            self.is_person(word) for word in words.lower[end + 1 : end + 3]
        )
        return owners or not known

    def _form_fits(self, phrase: Phrase) -> bool:
        """Whether the head names an actor in this form; see `forms` in the table of heads."""
        head, named = phrase.head, phrase.end > phrase.head_end
        if head.forms == "proper":
            return phrase.is_name
        if head.forms == "harmed" and not phrase.is_name:
            return self._is_harmed(phrase)
        if named or head.plural or phrase.is_name:
            return True
        if head.forms == "national":
            return any(part.name is not None and not part.name.is_actor for part in phrase.parts)
        if head.forms == "article":
            return phrase.start > 0 and phrase.words.tags[phrase.start - 1] in ("DT", "CD")
        return head.forms not in ("title", "plural")

    def _is_harmed(self, phrase: Phrase) -> bool:
        """Whether people who speak elsewhere are victims: "a reporter and two cooks were hurt"."""
        words, left = phrase.words, phrase.start - 1
        if words.lower[left] in ("our", "my") or self.edges.has("telling", words, left):
            return False
        if words.tags[left] == "CD" and phrase.head.lemma == "journalist":
            return True
        while left >= 0 and phrase.start - left <= _NEAR and words.lower[left] not in _STOPS:
            if self.edges.has("harmed", words, left):
                return True
            left -= 1
        for i in range(phrase.head_end, min(phrase.head_end + _FAR, len(words))):
            if self.edges.has("harmed", words, i):
                return True
            if words.lower[i] in _STOPS or self.edges.has("telling", words, i):
                return False
        return False

    def _is_no_party(self, phrase: Phrase) -> bool:
        """Whether a phrase is a building, a measure or a post in a named body."""
        head, words, end, lists = phrase.head, phrase.words, phrase.end, self.edges.lists
        left = phrase.start - 1
        if head.proper == "MEDIA" and self.edges.has("no outlet", words, phrase.head_start - 1):
            return True
        if head.kind in ("office", "group"):
            left -= left > 0 and words.lower[left] == "the"
            if self.edges.has("beside", words, left):
                return True
        if not head.plural and self.edges.has("mouthpiece", words, end - 1):
            body = self._heads.get(words.lower[phrase.head_start - 1], ())
            if phrase.parts and any(found.kind in ("office", "armed") for _, found in body):
                return True
        if words.lower[end : end + 1] not in (["of"], ["for"]):
            return False
        if words.lower[end - 1] in lists["crowd"] and words.lower[end] == "of":
            return True
        post = head.opens == "person" and (
            head.forms in ("context", "modified") or head.kind == "office"
        )
        if not post or head.plural:
            return False
        i = end + 1 + (words.lower[end + 1 : end + 2] == ["the"])
        name = phrase.names.starting.get(i)
        if name:
            return name.is_actor
        named = words.tags[i : i + 2] == ["NNP", "NNP"] and head.lemma not in lists["ruling"]
        return named or self._heads_body(words, i)

    def _heads_body(self, words: Words, i: int) -> bool:
        """Whether a body without a name begins at token i ("the local farmers' association")."""
        for j in range(i, min(i + 4, len(words))):
            if words.tags[j] == "NN" and any(
                head.kind == "group" or head.label in ("OPPOSITION", "MONITOR")
                for _, head in self._heads.get(words.lower[j], ())
            ):
                return True
            if words.tags[j] not in ("JJ", "NN", "NNS", "POS"):
                return False
        return False

    def _worn(self, phrase: Phrase) -> Actor | None:
        """Men whose side shows by what they wear or carry ("men in plain clothes")."""
        words, end = phrase.words, phrase.end
        end += words.lower[end : end + 2] == ["armed", "with"]
        if not self.edges.has("wearing", words, end):
            return None
        for j in range(end + 1, min(end + 4, len(words))):
            for label in ("MILITIA", "SECURITY_FORCES", "ARMED_GROUP"):
                if self.edges.has(f"worn by {label}", words, j):
                    return Actor(
                        phrase.start, j + 1, label, "head", (end, j + 1), "", "man", "armed"
                    )
            if words.tags[j] not in ("JJ", "NN", "NNS", "DT", "PRP$", "VBN"):
                break
        return None

    def _is_outlet_staff(self, phrase: Phrase) -> bool:
        """Whether a head with a news organisation before it is its reporter."""
        name = phrase.names.ending.get(phrase.head_start)
        return name is not None and name.label == "MEDIA"

    def _short_name(self, phrase: Phrase) -> Actor | None:
        """A body that goes by its head alone, as its capital shows: "the Centre has recorded"."""
        words, i = phrase.words, phrase.head_start
        if not (phrase.bare and words.texts[i].istitle() and i and words.lower[i - 1] == "the") or (
            words.lower[i - 2] in _WHITHER or self.edges.has("beside", words, i - 2)
        ):
            return None
        following = words.texts[i + 1 : i + 2]
        if following and (following[0][:1].isupper() or following[0] in ("of", "for", "-")):
            return None
        label = self._short_names.get(words.lower[i])
        here, head = (i, i + 1), phrase.head
        if label is None:
            return None
        return Actor(*here, label, "shape", here, "", head.lemma, head.kind, None, True)

    def _resume(self, phrase: Phrase, home: str | None, before: Sequence[Actor]) -> Actor | None:
        """A bare "the group", "the Council", "its members" as the actor that it resumes."""
        head, words = phrase.head, phrase.words
        start = phrase.start if head.lemma in self.edges.lists["resumable"] else phrase.head_start
        left = start - 1
        if not self.edges.has("determiner", words, left):
            return None
        owned = words.tags[left] == "PRP$"
        if head.plural and not (owned and head.lemma in ("man", "member")):
            return None
        if head.proper == "MEDIA" and words.lower[left] != "the":
            return None  # "this agency" is who writes
        speaks = head.lemma == "office" and self._speaks(phrase)
        if owned and (head.lemma == "man" or speaks):
            label = self._labels.owner(phrase, before, home, "people" if speaks else "armed")
            if not label:
                return None
            here = (phrase.head_start, phrase.head_end)
            return Actor(*here, label, "anaphor", here, "", head.lemma, head.kind)
        for resumes in (self._is_same, self._is_body_abroad):
            fitting = [actor for actor in before if resumes(phrase, actor, owned=owned)]
            if fitting:
                actor = _speaker(words, fitting, phrase.start)
                return replace(
                    actor, start=start, end=phrase.head_end, rule="anaphor",
                    cause=(actor.start, actor.end), id="" if head.plural else actor.id,
                    head=head.lemma, kind=head.kind, surname=None,
                )  # fmt: skip
        return None

    def _speaks(self, phrase: Phrase) -> bool:
        """Whether an office is no room: "his office said", "a letter from her office"."""
        words, end = phrase.words, phrase.end
        verb = "".join(words.tags[end : end + 1]) in ("VBD", "VBZ", "VBP", "VBN")
        i = phrase.head_start - 2
        return verb or (words.lower[i] in ("from", "by") and words.tags[i - 1][:2] in ("NN", "VB"))

    def _is_same(self, phrase: Phrase, actor: Actor, *, owned: bool) -> bool:
        """Whether a bare head can stand for an actor by its word or by what it means."""
        head, words = phrase.head, phrase.words
        if owned and head.lemma == "member":
            same = actor.rule in ("named", "shape")
        else:
            same = (head.kind in ("group", "armed") or head.forms == "national") and (
                words.lower[phrase.head_end - 1] in words.lower[actor.start : actor.end]
                or actor.head == head.lemma
            )
        organisation = head.lemma in self.edges.lists["resumable"] and _is_organisation(actor)
        return same or organisation or actor.label == head.proper == "MEDIA"

    def _is_body_abroad(self, phrase: Phrase, actor: Actor, *, owned: bool) -> bool:
        """Whether "the mission", "the alliance" can stand for a body between states."""
        named = actor.label == "INTERNATIONAL" and actor.rule in ("named", "shape")
        return named and not owned and phrase.head.lemma in self.edges.lists["alliance"]


def _is_organisation(actor: Actor) -> bool:
    """Whether "the group" can resume an actor."""
    return actor.rule in ("named", "shape") and actor.label in (
        "ARMED_GROUP", "MONITOR", "OPPOSITION", "MILITIA",
    )  # fmt: skip


def _speaker(words: Words, actors: Sequence[Actor], i: int) -> Actor:
    """Whom a noun at token i resumes: the one that begins the sentence before, or the latest."""
    start = words.sentences[max(words.sentence_number(i) - 1, 0)][0]
    first = (actor for actor in actors if start <= actor.start <= start + _OPENING)
    return next(first, actors[-1])
