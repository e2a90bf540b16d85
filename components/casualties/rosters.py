"""Lists of the dead or hurt by name: a line or an item each, or one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sitrep.components.casualties.lists import behind_mark
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import Actors
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_NAME_JOINTS: Final = frozenset(
    {"al", "el", "-", "bin", "ibn", "abu", "umm", "’", "'", "de", "van"}
)
_OLDEST: Final = 110  # years
# How many tokens the place before an item's colon takes: "Kut: Omar Saleh, 43".
_LABEL_REACH: Final = 5
# How many tokens a heading without a colon takes: "Martyrs of the day."
_TITLE: Final = 8
_NAMES: Final = frozenset({"names", "name", "named"})
_LISTS: Final = frozenset("names name list register roll record toll".split())
# What a heading may have before the word for the dead: "The names of the first martyrs".
_LEADS: Final = _LISTS | frozenset(
    "the of our its their those these some all first new more latest full today 's among".split()
)
_ARE: Final = WERE | {"include", "included", "so", "far", "namely", ","}
# Behind these a row tells more of its victim with a verb of its own.
_RELATIVE: Final = frozenset("who whom whose which that where when as after while".split())
# Behind a number alone that counts people: "four whose families have not come".
_UNNAMED: Final = _RELATIVE | {"unidentified", "unnamed", "unknown", "others", "without", "from"}
_OUTLETS: Final = frozenset({"MEDIA", "MONITOR", "INTERNATIONAL"})
_ROW_ENDS: Final = frozenset({",", ";", ".", "(", "–", "—", "-", "from", "of", "in", "and"})


@dataclass(frozen=True, slots=True)
class _Heading:
    """Whom a list names: their outcome, the words that tell it, and the count that counts them.

    `sure`: the heading itself says so; otherwise the ages of those named have to.
    """

    label: str
    trigger: tuple[int, int]
    whole: Casualty | None
    sure: bool


@dataclass(frozen=True, slots=True)
class _Row:
    """Whom a row names, at tokens [start, end), up to where it goes, and whether with an age."""

    start: int
    end: int
    code: str
    number: tuple[int, int]
    after: int
    aged: bool


class RosterReader:
    """Reads the lists of names of a text; `told` are its outcome words with their outcomes.

    `others` are the words for people who are neither dead nor hurt: a list of the arrested.
    """

    def __init__(
        self,
        words: Words,
        phrases: PhraseReader,
        told: Sequence[tuple[int, str]],
        others: frozenset[str],
        actors: Actors,
        places: set[int],
        found: Sequence[Casualty],
    ) -> None:
        self.words, self.phrases = words, phrases
        self.told, self.others = told, others
        self.actors, self.places = actors, places
        self.found = found
        self.taken = {t for c in found for t in range(c.start, c.end)}

    def read(self) -> list[Casualty]:
        """Who is named in a list under a heading that tells of the dead, or with an age."""
        if not self.told:
            return []
        lower = self.words.lower
        result: list[Casualty] = []
        loose: list[_Row] = []  # under no heading that tells whom they are
        rows: list[_Row] = []
        heading: _Heading | None = None
        listing = False  # whether the list under a heading can go on
        for start, end in self.words.sentences:
            i = behind_mark(self.words, start, end)
            gap = start > 0 and self.words.texts[start - 1].count("\n") > 1
            if listing and not (gap and rows and i == start) and (
                more := self._rows(i, end, listed=True)):  # fmt: skip
                rows += more
                continue
            result += self._listed(heading, rows)
            rows, heading, listing = [], None, False
            colon = self._colon(start, end)
            if heading := self._title(i if colon is None else colon + 1, end):
                listing = True
                continue
            if colon is None:
                if lower[i : i + 2] in (["they", "are"], ["they", "were"]):
                    i += 2
                loose += self._rows(i, end, listed=False)
                continue
            heading = self._heading(i, colon)
            others = heading is None and not self.others.isdisjoint(lower[i:colon])
            behind = colon + 1
            if all(text.isspace() for text in self.words.texts[behind:end]):
                listing = heading is not None or others
            elif heading is not None:
                rows = self._rows(behind, end, listed=";" in lower[behind:end])
            elif not others:
                loose += self._rows(i, end, listed=False)
        result += self._listed(heading, rows)
        if len(loose) > 1 and any(label == "KILLED" for _, label in self.told):
            result += [
                _casualty(row, "KILLED", (row.end, row.end + 2), None)
                for row in loose
                if self.taken.isdisjoint(range(row.start, row.end))
            ]
        return result

    def _listed(self, heading: _Heading | None, rows: list[_Row]) -> list[Casualty]:
        """The casualties of the rows under a heading."""
        aged = sum(row.aged for row in rows)
        if heading is None or len(rows) < 2 or not (heading.sure or 2 <= aged >= len(rows) / 2):
            return []
        whole = heading.whole
        total = sum(int(row.code) if row.code.isdigit() else 1 for row in rows)
        if whole and whole.code.isdigit() and total > int(whole.code):
            whole, rows = None, [row for row in rows if row.aged]
        elif whole and whole.code.isdigit() and 2 * max(total, 2 * aged) < int(whole.code):
            return []  # "The ministers spoke of the 40 dead: Omar Saleh, health; Rula Nasser, …"
        of = (whole.start, whole.end) if whole else None
        return [
            _casualty(row, heading.label, heading.trigger, of)
            for row in rows
            if self.taken.isdisjoint(range(row.start, row.end))
        ]

    def _title(self, start: int, end: int) -> _Heading | None:
        """The sentence at tokens [start, end) if it only says who follows: "Martyrs of the day."""
        if end - start > _TITLE or not any(start <= t < end for t, _ in self.told):
            return None
        if not FINITE.isdisjoint(self.words.tags[start:end]):
            return None
        title = self._heading(start, end)
        return title if title and title.sure and not title.whole else None

    def _colon(self, start: int, end: int) -> int | None:
        """The colon that closes a sentence, else the first in it."""
        lower = self.words.lower
        if ":" not in lower[start:end]:
            return None
        last = end - 1
        while last > start and self.words.texts[last].isspace():
            last -= 1
        return last if lower[last] == ":" else lower.index(":", start)

    def _heading(self, start: int, colon: int) -> _Heading | None:
        """The heading at tokens [start, colon), if it tells whom a list names."""
        lower = self.words.lower
        told = [word for word in self.told if start <= word[0] < colon]
        counted = [c for c in self.found if start <= c.start and c.end <= colon]
        labels = {label for _, label in told} | {c.label for c in counted}
        if not self.others.isdisjoint(lower[start:colon]):
            return None
        if not labels and not _NAMES.isdisjoint(lower[start:colon]):
            return _Heading("KILLED", (colon, colon + 1), None, sure=False)
        if len(labels) != 1:
            return None
        label = labels.pop()
        several = [c for c in counted if c.code not in ("0", "1")]
        if several:
            of = several[-1].rule == "event-of"  # "held for the killing of six people:"
            return _Heading(label, several[-1].trigger, several[-1], sure=not of)
        if not told or any(c.code == "0" for c in counted):
            return None
        at = told[-1][0]
        lead = at
        while lead > start and lower[lead - 1] in _LEADS:
            lead -= 1
        named = not _LISTS.isdisjoint(lower[lead:at]) or lead == start or lower[lead - 1] == ":"
        closed = lower[lead : lead + 1] == ["the"] and _ARE.issuperset(lower[at + 1 : colon])
        return _Heading(label, (at, at + 1), None, sure=named or closed)

    def _rows(self, i: int, end: int, *, listed: bool) -> list[_Row]:
        """Whom the items at tokens [i, end) name; of those that are not `listed`, with an age."""
        lower = self.words.lower
        rows: list[_Row] = []
        while i < end:
            if ":" in lower[i : min(i + _LABEL_REACH, end)]:
                i = lower.index(":", i) + 1
            row = self._aged(i, end) or (self._unaged(i, end) if listed else None)
            after = row.after if row else i
            joint = after + 1 + (lower[after + 1 : after + 2] == ["and"])
            if row and lower[after : after + 1] == [","] and self._aged(joint, end):
                rows.append(row)
                i = joint
                continue
            stop = next((t for t in range(after, end) if lower[t] == ";"), end)
            verb = next((t for t in range(after, stop) if self._tells(t, after, listed)), stop)
            if row and (verb == stop or (listed and not _RELATIVE.isdisjoint(lower[after:verb]))):
                rows.append(row)
            i = stop + 1
        return rows

    def _aged(self, i: int, end: int) -> _Row | None:
        """A name and the age behind it: "Samir Haddad, about 43", "Rula Nasser (8)"."""
        lower, last = self.words.lower, self._name_end(i, end)
        if last is None or lower[last : last + 1] not in ([","], ["("]):
            return None
        age = last + 1 + (lower[last + 1 : last + 2] in (["about"], ["aged"], ["around"]))
        after = age + 1
        if age >= end or not lower[age].isdigit() or int(lower[age]) > _OLDEST:
            return None
        if lower[last] == "(" and lower[after : after + 1] != [")"]:
            return None
        after += lower[last] == "(" or lower[after : after + 1] == ["years"]
        closed = after >= end or lower[after] in (",", ";", ".") or self._breaks(after)
        return _Row(i, last, "1", (i, last), after, aged=True) if closed else None

    def _unaged(self, i: int, end: int) -> _Row | None:
        """Who is named without an age, or not by name: "Rula Nasser, porter", "two brothers"."""
        lower = self.words.lower
        phrase = self.phrases.starting_at(self.words, i, end, self.actors)
        if last := self._name_end(i, end):
            closed = last >= end or lower[last] in _ROW_ENDS or self._breaks(last)
            closed &= last - 1 not in self.places
            older = range(last + 1, min(last + 5, end - 1))  # ", porter, 43"
            aged = any(lower[t] == "," and lower[t + 1].isdigit() for t in older)
            return _Row(i, last, "1", (i, last), last, aged) if closed else None
        if phrase is None or phrase.full_start != i or not self._counts_people(phrase):
            return None
        number = phrase.quantity
        code = number.code if number else "1"
        span = (number.start, number.end) if number else (phrase.start, phrase.end)
        return _Row(phrase.start, phrase.end, code, span, phrase.end, aged=False)

    def _counts_people(self, phrase: Phrase) -> bool:
        """Whether a phrase is a count of people, or somebody's kin: "his wife"."""
        if phrase.quantity is None:
            own = self.words.tags[phrase.full_start] == "PRP$"
            return own and phrase.people and not phrase.plural
        if phrase.quantity.code == "0" or phrase.quantity.vague:
            return False
        behind = self.words.lower[phrase.end : phrase.end + 1]
        return phrase.people or (phrase.bare and bool(behind) and behind[0] in _UNNAMED)

    def _name_end(self, i: int, end: int) -> int | None:
        """Where a person's name of two words at least ends that begins at token i."""
        last = i
        while last < end and (
            self.words.tags[last] == "NNP" or self.words.lower[last] in _NAME_JOINTS
        ):
            last += 1
        outlet = i in self.actors and self.actors[i][1] in _OUTLETS
        named = last - i > 1 and self.words.tags[last - 1] == "NNP"
        return last if named and not outlet else None

    def _tells(self, i: int, after: int, listed: bool) -> bool:
        """Whether token i, behind whom a row names at token `after`, is a finite verb.

        In a list not ", carried in by neighbours" nor ", names withheld".
        """
        lower, tags = self.words.lower, self.words.tags
        if tags[i] != "VBD" or not listed or lower[i] in WERE:
            return tags[i] in FINITE
        closes = i + 1 >= len(lower) or lower[i + 1] in (".", ";", ",") or self._breaks(i + 1)
        withheld = closes and tags[i - 1] == "NNS" and i - 1 > after
        return not withheld and not (
            lower[i - 1] == "," and tags[i + 1 : i + 2] in (["IN"], ["RP"])
        )

    def _breaks(self, i: int) -> bool:
        """Whether a line ends at token i."""
        return self.words.texts[i].isspace()


def _casualty(
    row: _Row, label: str, trigger: tuple[int, int], whole: tuple[int, int] | None
) -> Casualty:
    return Casualty(row.start, row.end, label, row.code, row.number, trigger, "name-in-list", whole)
