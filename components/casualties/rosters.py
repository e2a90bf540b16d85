"""Lists of the dead or hurt by name: a line or an item each, or one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sitrep.components.casualties.lists import behind_mark
from sitrep.components.casualties.roster_rows import Row, RowReader
from sitrep.components.casualties.spans import Casualty
from sitrep.components.casualties.victims import Actors
from sitrep.components.grammar.phrases import PhraseReader
from sitrep.components.grammar.word_forms import WERE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# How many tokens a heading without a colon takes: "Martyrs of the day."
_TITLE: Final = 8
_NAMES: Final = frozenset({"names", "name", "named"})
_LISTS: Final = frozenset("names name list register roll record toll".split())
# What a heading may have before the word for the dead: "The names of the first martyrs".
_LEADS: Final = _LISTS | frozenset(
    "the of our its their those these some all first new more latest full today 's among "
    "following are were have been in by".split()
)
_ARE: Final = WERE | {"include", "included", "so", "far", "namely", ","}


class _Heading(NamedTuple):
    """Whom a list names: their outcome, the words that tell it, and the count that counts them.

    `sure`: the heading itself says so; otherwise the ages of those named have to.
    """

    label: str
    trigger: tuple[int, int]
    whole: Casualty | None
    sure: bool


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
        self.words, self.told, self.others = words, told, others
        self.found = found
        self._reader = RowReader(words, phrases, actors, places)
        self.taken = {t for c in found for t in range(c.start, c.end)}

    def read(self) -> list[Casualty]:
        """Who is named in a list under a heading that tells of the dead, or with an age."""
        if not self.told:
            return []
        lower = self.words.lower
        result: list[Casualty] = []
        loose: list[Row] = []  # under no heading that tells whom they are
        rows: list[Row] = []
        heading: _Heading | None = None
        listing = False  # whether the list under a heading can go on
        for start, end in self.words.sentences:
            i = behind_mark(self.words, start, end)
            gap = start > 0 and self.words.texts[start - 1].count("\n") > 1
            if listing and not (gap and rows and i == start) and (
                more := self._reader.rows(i, end, listed=True)):  # fmt: skip
                rows += more
                continue
            if listing and rows and i > start:
                continue  # "3. nobody knew her"
            result += self._listed(heading, rows)
            rows, heading, listing = [], None, False
            colon = self._colon(start, end)
            if heading := self._title(i if colon is None else colon + 1, end):
                listing = True
                continue
            if colon is None:
                if lower[i : i + 2] in (["they", "are"], ["they", "were"]):
                    i += 2
                loose += self._reader.rows(i, end, listed=False)
                continue
            heading = self._heading(i, colon)
            others = heading is None and not self.others.isdisjoint(lower[i:colon])
            behind = colon + 1
            if all(text.isspace() for text in self.words.texts[behind:end]):
                listing = heading is not None or others
            elif heading is not None:
                rows = self._inline(heading, behind, end)
            elif not others:
                loose += self._reader.rows(i, end, listed=False)
        result += self._listed(heading, rows)
        if len(loose) > 1 and any(label == "KILLED" for _, label in self.told):
            result += [
                _casualty(row, self._told_before(row.start), (row.end, row.end + 2), None)
                for row in loose
                if self.taken.isdisjoint(range(row.start, row.end))
            ]
        return result

    def _inline(self, heading: _Heading, i: int, end: int) -> list[Row]:
        """Whom the sentence of a heading names behind its colon."""
        if heading.sure and ";" not in self.words.lower[i:end] and (
            rows := self._reader.in_line(i, end)):  # fmt: skip
            size = heading.whole.code if heading.whole else ""
            exact = size == str(sum(int(row.code) for row in rows if row.code.isdigit()))
            return rows if exact or not size else []
        return self._reader.rows(i, end, listed=";" in self.words.lower[i:end])

    def _listed(self, heading: _Heading | None, rows: list[Row]) -> list[Casualty]:
        """The casualties of the rows under a heading."""
        if heading is None or not rows:
            return []
        aged = sum(row.aged for row in rows)
        if not (heading.sure or 2 <= aged >= len(rows) / 2):
            return []
        if len(rows) == 1 and not aged:
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

    def _told_before(self, i: int) -> str:
        """The outcome of those told of last before token i: killed, unless only the hurt are."""
        before = [word for word in self.told if word[0] < i]
        if not before:
            return "KILLED"
        sentence = self.words.sentences[self.words.sentence_number(before[-1][0])]
        labels = {label for t, label in before if t >= sentence[0]}
        return "KILLED" if "KILLED" in labels else "INJURED"

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
            return _Heading(self._told_before(start), (colon, colon + 1), None, sure=False)
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
        closed = lower[lead] in ("the", "these", "those") and _ARE.issuperset(lower[at + 1 : colon])
        return _Heading(label, (at, at + 1), None, sure=named or closed)


def _casualty(
    row: Row, label: str, trigger: tuple[int, int], whole: tuple[int, int] | None
) -> Casualty:
    return Casualty(row.start, row.end, label, row.code, row.number, trigger, "name-in-list", whole)
