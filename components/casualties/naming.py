"""Who those were whom a text has counted: "One has been identified as Ali Saleh"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sitrep.components.casualties.parts import CasualtyParts
from sitrep.components.casualties.roster_rows import RowReader
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.verbs import NATURAL
from sitrep.components.casualties.victims import AMONG, OF_AGE
from sitrep.components.grammar.clauses import verb_group_start
from sitrep.components.grammar.phrases import Phrase
from sitrep.components.grammar.word_forms import BE, WERE
from sitrep.components.grammar.word_tagger import FINITE

_IDENTIFIED: Final = frozenset("identified identifies named names recognised recognized".split())
_VICTIM: Final = AMONG | {"victim", "fatality"}
_RANKED: Final = frozenset("first second third fourth fifth sixth seventh last".split())
# How many tokens "The family identified him" takes, where nobody else is told of before "him".
_SUBJECT: Final = 5
_HE: Final = frozenset({"he", "she", "him", "her"})
_THEY: Final = frozenset({"they", "them", "both"})
_ONE: Final = frozenset({"one", "another"})
_MOURN: Final = frozenset({"mourn", "mourns", "mourning"})
# Whose subject a name can be that is no suspect's: "Their bulletin names Ali Saleh, 26".
_LISTS: Final = frozenset(
    "list bulletin register roll statement notice hospital clinic morgue families".split()
)
_GUARDS: Final = _IDENTIFIED | _RANKED | OF_AGE | _MOURN | {"one", "two", "three"}
# How many tokens before its sentence the count may end that a name goes back to.
_REACH: Final = 60
# How many tokens of its sentence may part a count from ", the youngest a girl of four".
_ASIDE: Final = 24
_PARTED: Final = frozenset({",", ";", "and", "–", "—", "-", "("})
_HURT: Final = frozenset({"wounded", "injured", "hurt"})
_SURE: Final = frozenset({"dead", "killed", "wounded", "injured", "deceased"})
_NOUN_TAGS: Final = frozenset({"NN", "NNS", "NNP", "JJ", "CD", "VBG", "HYPH"})


class CasualtyNames(CasualtyParts):
    """Finds, besides, who those were whom the text has told of as dead or hurt."""

    def named(self, earlier: list[Casualty]) -> list[Casualty]:
        """Who is named as one of those whom `earlier` counts."""
        lower = self.words.lower
        if _GUARDS.isdisjoint(lower[self.start : self.end]):
            return []
        taken = {t for c in earlier for t in range(c.start, c.end)}
        found: list[Casualty] = []
        for i in range(self.start, self.end):
            word = lower[i]
            if word not in _GUARDS:
                continue
            told = [c for c in earlier if c.code != "0" and c.end <= i]
            told = [c for c in told if c.end >= self.start - _REACH]
            for item in self._read(i, word, told, taken):
                if taken.isdisjoint(range(item.start, item.end)):
                    found.append(item)
                    taken.update(range(item.start, item.end))
        return found

    def _read(self, i: int, word: str, told: list[Casualty], taken: set[int]) -> Iterator[Casualty]:
        """The casualties that the guard word at token i leads to; `taken` are those found."""
        lower = self.words.lower
        if word in _IDENTIFIED:
            yield from self._identified(i, told, taken)
            yield from self._listed_by_name(i, told)
        elif word in OF_AGE:
            yield from self._by_age(i, told)
        elif word in _RANKED and not _VICTIM.isdisjoint(lower[i + 1 : i + 2]):
            yield from self._by_age(i, told)  # "The third victim, a nurse, …"
        elif word in _RANKED:
            yield from self._by_rank(i, told, taken)
        elif word in _MOURN:
            yield from self._mourned(i, told)
        else:
            yield from self._one_of_the(i, told)

    def _identified(self, i: int, told: list[Casualty], taken: set[int]) -> Iterator[Casualty]:
        """As in "One was identified as Ali Saleh", "named the driver as Ali Saleh"."""
        lower = self.words.lower
        if lower[i + 1 : i + 2] == ["as"]:
            group = verb_group_start(self.words, i, self.start)
            if lower[i - 1] not in BE or group == self.start:
                return
            behind, meant = i + 2, group
        else:
            victim = self.phrases.starting_at(self.words, i + 1, self.end, {})
            behind = victim.end if victim else i + 2
            if lower[behind : behind + 1] != ["as"] or (victim and victim.head in taken):
                return  # "identified a dead man as …": told here
            behind, meant = behind + 1, behind
        whole = self._meant(meant, told)
        name = self.phrases.starting_at(self.words, behind, self.end, {})
        if whole is None or name is None or not self._is_name(name):
            return
        yield self._part(name, whole, i)
        one = lower[meant - 1] in _ONE or lower[meant - 3 : meant - 2] in (["one"], ["another"])
        if whole.code != "1" and not one:
            rows = RowReader(self.words, self.phrases, self.actors, self.places)
            for row in rows.in_line(behind, self.end)[1:]:  # "Ali Saleh, 43, and Omar Haddad, 22"
                yield Casualty(
                    row.start, row.end, whole.label, row.code, row.number, (i, i + 1), "named",
                    (whole.start, whole.end))  # fmt: skip

    def _meant(self, end: int, told: list[Casualty]) -> Casualty | None:
        """The earlier count whom the words before token `end` mean: "one", "the driver"."""
        lower = self.words.lower
        if not told:
            return None
        if lower[end - 1] in _HE | _THEY:  # nobody else is told of: "by a gunman"
            between = lower[told[-1].end : max(self.start, told[-1].end)]
            alone = end - self.start <= _SUBJECT and self.phrases.person.isdisjoint(between)
            one = lower[end - 1] in _HE
            return told[-1] if alone and one == (told[-1].code == "1") else None
        if lower[end - 1] in _ONE and end - 1 == self.start:
            return self._several(told, end - 1)
        of = end - 2
        if lower[of:end] == ["of", "them"] and lower[of - 1] in _ONE:
            return self._several(told, end - 2)
        size = self.phrases.quantities.starting_at(self.words, end - 1, end)
        if size is not None and lower[end - 2] == "the":  # "named the two as"
            alike = [c for c in told if c.code == size.code != "1"]
            known = alike and not self._others_between(alike[-1].end, end - 1)
            return alike[-1] if known else None
        if lower[end - 2] == "the" or lower[end - 3] == "the":  # "the driver", "the dead man"
            if lower[end - 1] in ("victim", "deceased") or lower[end - 2] in _SURE:
                hurt = lower[end - 2] in _HURT
                alike = [c for c in told if (c.label == "INJURED") == hurt]
                return alike[-1] if alike else None
            alike = [c for c in told if c.code == "1" and lower[c.end - 1] == lower[end - 1]]
            return alike[-1] if alike else None
        return None

    def _listed_by_name(self, i: int, told: list[Casualty]) -> Iterator[Casualty]:
        """As in "Their bulletin names Ali Saleh, 26"."""
        lower = self.words.lower
        name = self.phrases.starting_at(self.words, i + 1, self.end, {})
        if not told or lower[i - 1] not in _LISTS or name is None or not self._is_name(name):
            return
        aged = lower[name.end : name.end + 1] == [","] and (
            "".join(lower[name.end + 1 : name.end + 2]).isdigit()
        )
        if aged and "as" not in lower[name.end : self.end]:
            dead = [c for c in told if c.label == "KILLED"] or told
            yield self._part(name, self._several(dead) or dead[-1], i)

    def _by_age(self, i: int, told: list[Casualty]) -> Iterator[Casualty]:
        """As in ", the youngest a girl of four", "the eldest of them Ali Saleh, 83"."""
        lower = self.words.lower
        whole = self._several(told, i)
        if whole is None or lower[i - 1] != "the":
            return
        opens = i - 1 == self.start
        if not opens and whole.end < self.start:
            return  # of others: "The hostages were freed, the youngest a girl of four"
        if not opens and (lower[i - 2] not in _PARTED or i - whole.end > _ASIDE):
            return
        at = i + 1
        if lower[at : at + 1] and lower[at] in _VICTIM:
            at += 1
        elif lower[at : at + 2] in (["of", "them"], ["of", "whom"]):
            at += 2
        at += lower[at : at + 1] == [","] or (at < self.end and lower[at] in WERE | {"being"})
        who = self.phrases.starting_at(self.words, at, self.end, self.actors)
        if who is not None and (self._is_name(who) or self._is_somebody(who)):
            yield self._part(who, whole, i)

    def _by_rank(self, i: int, told: list[Casualty], taken: set[int]) -> Iterator[Casualty]:
        """As in "The last of them, a nurse, was kneeling"."""
        lower = self.words.lower
        whole = self._several(told, i)
        if whole is None or lower[i - 1] != "the" or lower[i + 1 : i + 3] != ["of", "them"]:
            return
        at = i + 3
        if lower[at : at + 1] != [","] and not (at < self.end and lower[at] in WERE):
            return
        who = self.phrases.starting_at(self.words, at + 1, self.end, self.actors)
        if who is None or who.head in taken or self._speaks(at):
            return
        if not (self._is_name(who) or self._is_somebody(who)):
            return
        yield Casualty(i, at, whole.label, "1", (i, i + 1), (i + 1, at), "back-reference",
                       (whole.start, whole.end))  # fmt: skip

    def _mourned(self, i: int, told: list[Casualty]) -> Iterator[Casualty]:
        """As in "The union mourns driver Ali Saleh, hit in his car"."""
        name = self.phrases.starting_at(self.words, i + 1, self.end, {})
        if name is None or not self._is_name(name):
            return
        if not NATURAL.isdisjoint(self.words.lower[name.end : self.end]):
            return
        killed = any(c.label == "KILLED" for c in told)
        if killed or not self.outcomes.keys().isdisjoint(self.words.lower[name.end : self.end]):
            yield from self.make([name], "KILLED", (i, i + 1), "mourned")

    def _one_of_the(self, i: int, told: list[Casualty]) -> Iterator[Casualty]:
        """As in "One of the two was my pupil", behind "Two were killed"; "… is one of the dead"."""
        lower, tags = self.words.lower, self.words.tags
        if lower[i + 1 : i + 3] != ["of", "the"] and lower[i + 1 : i + 3] != ["of", "those"]:
            return
        at = i + 3
        if at >= self.end:
            return
        if lower[at] in AMONG:
            if lower[i] == "one" and lower[i - 1] in WERE:
                yield from self._one_of_the_dead(i, at, told)
            return
        size = self.phrases.quantities.starting_at(self.words, at, self.end)
        part = self.phrases.quantities.starting_at(self.words, i, self.end)
        if size is None or part is None or size.end >= self.end or (
            tags[size.end] in _NOUN_TAGS or lower[size.end] == "of"):  # fmt: skip
            return
        alike = [c for c in told if c.code == size.code != "1"]
        if (
            alike
            and not self._others_between(alike[-1].end, i)
            and i == self.start
            and not self._speaks(size.end)
        ):
            whole = alike[-1]
            yield Casualty(i, size.end, whole.label, part.code, (i, part.end), (i + 1, size.end),
                           "back-reference", (whole.start, whole.end))  # fmt: skip

    def _one_of_the_dead(self, i: int, noun: int, told: list[Casualty]) -> Iterator[Casualty]:
        """As in "Ali Saleh, 19, who baked bread, is one of the dead"."""
        lower = self.words.lower
        if not told and lower[noun] not in _SURE:
            return
        if self.words.tags[min(noun + 1, self.end - 1)] in _NOUN_TAGS:
            return  # "one of the dead man's sons"
        label = "INJURED" if lower[noun] in _HURT else "KILLED"
        name = self.phrases.starting_at(self.words, self.start, self.end, {})
        who = [p for p in self.subjects(i - 1) if self._is_name(p) or self._is_somebody(p)]
        if not who and name and self._is_name(name) and lower[name.end : name.end + 1] == [","]:
            who = [name]
        whole = self._several([c for c in told if c.label == label])
        for item in self.make(who, label, (i, noun + 1), "among-the-dead"):
            yield item._replace(whole=(whole.start, whole.end) if whole else None)

    def _several(self, told: list[Casualty], before: int | None = None) -> Casualty | None:
        """The last count of more than one, or the one that it is part of.

        None where others are counted between it and token `before`.
        """
        wholes = [c for c in told if c.code != "1"]
        if not wholes or (before is not None and self._others_between(told[-1].end, before)):
            return None
        last = wholes[-1]
        return next((c for c in told if (c.start, c.end) == last.whole), last)

    def _others_between(self, start: int, end: int) -> bool:
        """Whether people or things are counted at tokens [start, end): "Four were arrested"."""
        tags = self.words.tags
        for i in range(start, end):
            if tags[i] == "CD":
                phrase = self.phrases.starting_at(self.words, i, end, {})
                if phrase and phrase.plural and (not phrase.bare or tags[i + 1] in FINITE):
                    return True
        return False

    def _is_name(self, phrase: Phrase) -> bool:
        """Whether a phrase is a person's name of two words at least: "porter Ali Saleh"."""
        names = self.words.tags[phrase.start : phrase.end].count("NNP")
        return phrase.name and names > 1 and phrase.head not in self.places

    @staticmethod
    def _is_somebody(phrase: Phrase) -> bool:
        """Whether a phrase is one person without a name: "a girl"."""
        return phrase.people and phrase.quantity is not None and phrase.quantity.code == "1"

    def _part(self, phrase: Phrase, whole: Casualty, trigger: int) -> Casualty:
        """The one person whom a phrase names, part of an earlier count."""
        number = phrase.quantity
        span = (number.start, number.end) if number else (phrase.start, phrase.end)
        return Casualty(
            phrase.start, phrase.end, whole.label, "1", span, (trigger, trigger + 1), "named",
            (whole.start, whole.end))  # fmt: skip
