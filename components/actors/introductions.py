"""Names that a text introduces: what an apposition or a naming verb calls a party, the party is.

"Walid Hamze, a butcher", "the governor, Naji al-Zaidi", "Huda-Par, an Islamist party", "Esmat
al-Sheikh, head of the Kobani Defence Authority", "a militia calling itself the Lions".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from sitrep.components.actors.appositions import described_bodies
from sitrep.components.actors.mentions import Actor
from sitrep.components.actors.names import Names
from sitrep.components.actors.noun_phrases import PhraseEdges, glued
from sitrep.components.actors.sides import FIGHTERS, STATE_LABELS
from sitrep.components.grammar.words import Words

_BEFORE_HEAD: Final = frozenset({"CD", "DT", "HYPH", "JJ", "RB", "VBN"})
_BEHIND_NAME: Final = frozenset({",", ".", ";", "alias", "who"})
_INTRODUCES: Final = frozenset({",", "told", "tells"})
_FIGHTING: Final = ("armed", "side")
_BETWEEN: Final = 7
"""At most so many tokens stand between a comma and the words that describe."""
_TOWNS: Final = frozenset("city town village port district province island".split())
_AREAS: Final = _TOWNS | frozenset(
    "state region area county municipality administration territory".split()
)
"""What somebody rules or speaks for, behind its name ("head of the Sumy district")."""
_SENT: Final = frozenset({"appointed", "installed"})
"""What tells of a head whom another country has put there ("the Russian-installed head")."""
_OF_PLACE: Final = frozenset({"of", "in", "for"})
_BEHIND_OFFICE: Final = frozenset({",", "of", "for", "in"})
_OF_PERSONS: Final = frozenset({*FIGHTERS, *STATE_LABELS, "OPPOSITION", "INTERNATIONAL"})
"""Labels of persons who are named; named civilians and people of media and monitors are sources."""


class Introductions:
    """Reads introductions with the closed lists of `actor_words.csv`."""

    def __init__(self, edges: PhraseEdges) -> None:
        self._edges = edges

    def read(self, words: Words, names: Names, actors: Sequence[Actor]) -> list[Actor]:
        """The introduced names, those that are in `actors` already with their new label."""
        if not actors and self._edges.lists["post"].isdisjoint(words.lower):
            return []
        starting = {actor.start: actor for actor in actors}
        ending = {actor.end: actor for actor in actors}
        given: dict[int, Actor] = {}
        for i in [i for i, text in enumerate(words.texts) if text in _INTRODUCES]:
            if words.texts[i] == ",":
                for found in self._around(words, names, i, starting, ending):
                    given.setdefault(found.start, found)
            elif told := self._told(words, names, i + 1):
                given.setdefault(told.start, told)
        for actor in [actor for actor in actors if actor.body]:
            if name := self._called(words, names, actor) or self._led(words, names, actor):
                given.setdefault(name.start, name)
        for body in described_bodies(words, self._edges, actors):
            given.setdefault(body.start, body)
        if not given:
            return []
        taken = {i for actor in actors for i in range(actor.start, actor.end)}
        same = {(actor.start, actor.end) for actor in actors}
        return [
            actor
            for actor in given.values()
            if (actor.start, actor.end) in same or taken.isdisjoint(range(actor.start, actor.end))
        ]

    def _around(
        self,
        words: Words,
        names: Names,
        comma: int,
        starting: dict[int, Actor],
        ending: dict[int, Actor],
    ) -> Iterator[Actor]:
        """Names before or behind a comma that the words on its other side describe."""
        bracket = words.texts[comma - 1] == ")" and words.texts[comma - 3 : comma - 2] == ["("]
        end = comma - 3 if bracket else comma
        before = ending.get(end) or self._speaker(words, end, ending)
        start = before.start if before else self._name_start(words, end)
        spoken = before is not None and self._edges.has("mouthpiece", words, before.end)
        if start is not None and (
            before is None or (before.rule in ("shape", "title") and not spoken)
        ):
            role = (
                self._described(words, comma + 1, starting)
                or self._post(words, comma + 1, starting)
                or (self._titled(words, comma + 1, starting) if end > start + 1 else None)
            )
            if not role or (before and self._is_beside(words, role, before)):
                pass  # "General Omar Nur, a member of the council"
            elif (before or not names.ending.get(end)) and self._fits(words, role, start):
                yield _as(role, start, end, before)
        if before and (spoken or (before.rule == "head" and _singular(words, before))):
            end, name = self._edges.person(words, names, comma + 1)
            named = (
                end - comma > 2
                and name is None
                and not _BEHIND_NAME.isdisjoint(words.lower[end : end + 1])
                and words.lower[comma + 1] != "operation"
            )
            if named and before.label in _OF_PERSONS:
                yield _as(before, comma + 1, end, None)

    def _name_start(self, words: Words, end: int) -> int | None:
        """Where the capitalised name begins that ends before a token; None if there is none."""
        if words.tags[end - 1] == "NN" and words.texts[end - 1][0].isupper():
            sentence = words.sentences[words.sentence_number(end - 1)]
            if sentence[0] == end - 1:
                return end - 1
        i = end
        while i > 0 and (
            words.tags[i - 1] == "NNP"
            or words.lower[i - 1] in self._edges.lists["particle"]
            or words.texts[i - 1] == "-"
        ):
            i -= 1
        plural = 0 < i < end and words.tags[i - 1] == "NNS" and words.texts[i - 1].istitle()
        if plural and words.sentences[words.sentence_number(i)][0] == i - 1:
            return i - 1  # "Denys Kovch", read as a plural where a sentence begins
        if 0 < i < end and self._edges.has("particle", words, i) and words.texts[i - 1].istitle():
            return i - 1  # "Rami al-Sayed", though a sentence begins with Rami
        while i < end and (words.tags[i] != "NNP" or self._edges.has("date", words, i)):
            i += 1
        return i if i < end else None

    def _is_beside(self, words: Words, role: Actor, before: Actor) -> bool:
        """Whether somebody with a title held the role once, or holds it beside a rank."""
        past = any(self._edges.has("past", words, i) for i in range(role.start, role.end))
        return past or (before.kind == "armed" and role.label == "GOVERNMENT")

    def _speaker(self, words: Words, end: int, ending: dict[int, Actor]) -> Actor | None:
        """Who holds an office somewhere or speaks for a body, in words that end before a token.

        "The mayor of Kharkov,", "a police spokesman in the state,".
        """
        lower, i = words.lower, end
        while i > 1 and (
            words.tags[i - 1] == "NNP"
            or lower[i - 1] in _AREAS
            or (lower[i - 1] == "of" and lower[i - 2] in _AREAS)
        ):
            i -= 1
        i -= i < end and lower[i - 1] == "the"
        i -= i < end and lower[i - 1] in _OF_PLACE
        office = ending.get(i) if i < end and lower[i] == "of" else None
        spoken = self._edges.has("mouthpiece", words, i - 1)
        return office or (ending.get(i - 1) if spoken else None)

    def _titled(self, words: Words, i: int, starting: dict[int, Actor]) -> Actor | None:
        """An office without an article at token i: ", governor of Luhansk", ", army spokesman"."""
        actor = starting.get(i)
        if actor is None or actor.rule != "head" or not _singular(words, actor):
            return self._ruler(words, i)
        end = actor.end + self._edges.has("mouthpiece", words, actor.end)
        held = end > actor.end if actor.body else actor.label in _OF_PERSONS
        behind = "".join(words.lower[end : end + 1])
        return actor if held and behind in _BEHIND_OFFICE else None

    def _ruler(self, words: Words, i: int) -> Actor | None:
        """Who heads a district or town: "the newly appointed head of the Sumy district"."""
        for j in range(i, min(i + _BETWEEN, len(words))):
            if self._edges.has("post", words, j) and words.lower[j + 1 : j + 2] == ["of"]:
                place = end = j + 2 + (words.lower[j + 2 : j + 3] == ["the"])
                while end < len(words) and words.tags[end] == "NNP":
                    end += 1
                ruled = words.lower[end - 1 : end + 1] if end > place else []
                if _AREAS.isdisjoint(ruled):
                    return None
                sent = any(
                    words.lower[k] in _SENT and words.tags[k - 2 : k] == ["NNP", "HYPH"]
                    for k in range(i, j)
                )
                label = "INTERNATIONAL" if sent else "GOVERNMENT"
                return Actor(j, j + 1, label, "head", (j, j + 1), head=words.lower[j])
            joined = glued(words, j) or glued(words, j + 1)
            if words.tags[j] not in _BEFORE_HEAD and not joined:
                return None
        return None

    def _described(self, words: Words, i: int, starting: dict[int, Actor]) -> Actor | None:
        """The described actor in an apposition that begins at token i ("a 38-year-old butcher")."""
        plural = starting.get(i)
        if (
            plural
            and plural.rule == "head"
            and not _singular(words, plural)
            and plural.kind in _FIGHTING
        ):
            return plural if words.texts[plural.end : plural.end + 1] == [","] else None
        if words.lower[i : i + 1] not in (["a"], ["an"], ["the"], ["one"]):
            return None
        for j in range(i + 1, min(i + _BETWEEN, len(words))):
            actor = starting.get(j)
            if actor:
                told = actor.rule == "head" and _singular(words, actor)
                return actor if told and (actor.body or actor.label in _OF_PERSONS) else None
            if words.tags[j] not in _BEFORE_HEAD and not glued(words, j):
                return None
        return None

    def _post(self, words: Words, i: int, starting: dict[int, Actor]) -> Actor | None:
        """The body in whose name somebody speaks: "(the) head of the …", "who commands the …"."""
        i += words.lower[i : i + 1] == ["the"]
        for j in range(i, min(i + 3, len(words))):
            if words.lower[j : j + 2] in (["who", "commands"], ["who", "leads"]):
                body = j + 2
                break
            if self._edges.has("post", words, j) and words.lower[j + 1 : j + 2] in (
                ["of"],
                ["for"],
            ):
                body = j + 2
                break
        else:
            return None
        body += words.lower[body : body + 1] == ["the"]
        actor = starting.get(body)
        return actor if actor and actor.label in _OF_PERSONS else None

    def _fits(self, words: Words, role: Actor, start: int) -> bool:
        """Whether a name that begins at token `start` can be what the role describes."""
        if self._edges.has("place", words, start - 1 - (words.lower[start - 1] == "the")):
            return False
        if words.lower[start - 1] == "of" and words.lower[start - 2] in _TOWNS:
            return False
        if self._edges.possesses(words, role.end):
            return False
        end = role.end + self._edges.has("mouthpiece", words, role.end)
        return words.tags[end : end + 1] not in (["VBD"], ["VBZ"], ["VBP"], ["MD"])

    def _told(self, words: Words, names: Names, i: int) -> Actor | None:
        """The news organisation that somebody tells something: "a nurse told Hill Radio".

        One word, or several behind "the"; persons are told by us, and to do something.
        """
        several = words.lower[i : i + 1] == ["the"]
        i += several
        end = i
        while end < len(words) and words.tags[end] == "NNP" and not self._edges.has(
            "date", words, end
        ):  # fmt: skip
            end += 1
        if end == i or (end > i + 1 and not several) or i in names.starting:
            return None
        behind = "".join(words.lower[end : end + 1])
        aged = behind == "," and words.tags[end + 1 : end + 2] == ["CD"]
        if aged or behind in ("to", "'s", "’s", "-") or words.lower[i - 2 - several] in ("i", "we"):
            return None
        return Actor(i, end, "MEDIA", "introduced", (i - 1 - several, i - several))

    def _called(self, words: Words, names: Names, actor: Actor) -> Actor | None:
        """A body's name behind "calling itself", "known as", "that styles itself"."""
        i = actor.end
        i += words.lower[i : i + 1] in (["which"], ["that"], ["who"])
        if not self._edges.has("naming", words, i):
            return None
        i += 1
        itself = words.lower[i : i + 1] in (["itself"], ["themselves"], ["as"])
        if words.lower[i - 1] == "calls" and not itself:
            return None  # "which the government calls Sora"
        i += itself
        i += words.lower[i : i + 1] == ["the"]
        end, _ = self._edges.group(words, names, i)
        return _as(actor, i, end, None) if end > i else None

    def _led(self, words: Words, names: Names, actor: Actor) -> Actor | None:
        """Who leads a party: a person's name behind "led by", "commanded by"."""
        i = actor.end + (words.texts[actor.end : actor.end + 1] == [","])
        leads = self._edges.has("leading", words, i) and words.lower[i + 1 : i + 2] == ["by"]
        if not (leads and actor.label in _OF_PERSONS) or names.starting.get(i + 2):
            return None
        end, name = self._edges.person(words, names, i + 2)
        leader = _as(actor, i + 2, end, None)._replace(surname=end - 1)
        return leader if end > i + 3 and not name else None


def _singular(words: Words, actor: Actor) -> bool:
    return actor.head.endswith(words.lower[actor.end - 1])


def _as(role: Actor, start: int, end: int, before: Actor | None) -> Actor:
    """A name at tokens [start, end) with the label of the role."""
    return Actor(
        start, end, role.label, before.rule if before else "introduced", (role.start, role.end),
        surname=None if role.body else end - 1,
    )  # fmt: skip
