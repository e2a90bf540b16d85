"""The rows of lists of names: "3. Samir Haddad, baker, 43", "two brothers from Kut"."""

from __future__ import annotations

from typing import Final, NamedTuple

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
# How many tokens behind a name its age may stand: ", a school porter, 43".
_AGE_REACH: Final = 5
# How many tokens of "of the Kut hospital" may stand between two names.
_ASIDE_REACH: Final = 7
# Behind these a row tells more of its victim with a verb of its own.
_RELATIVE: Final = frozenset("who whom whose which that where when as after while".split())
_UNKNOWN: Final = frozenset({"unidentified", "unnamed", "unknown"})
# Behind a number alone that counts people: "four whose families have not come".
_UNNAMED: Final = _RELATIVE | _UNKNOWN | {"others", "without", "from"}
_OUTLETS: Final = frozenset({"MEDIA", "MONITOR", "INTERNATIONAL"})
_ROW_ENDS: Final = frozenset({",", ";", ".", "(", "–", "—", "-", "from", "of", "in", "and"})
_STOPS: Final = frozenset({",", ";", ".", "and"})
_BEHIND_NAME: Final = frozenset({"of", "from", "in", "at", "("})
_ARTICLES: Final = frozenset({"a", "an", "the"})


class Row(NamedTuple):
    """Whom a row names, at tokens [start, end), up to where it goes, and whether with an age."""

    start: int
    end: int
    code: str
    number: tuple[int, int]
    after: int
    aged: bool


class RowReader:
    """Reads whom the rows of a list name."""

    def __init__(
        self, words: Words, phrases: PhraseReader, actors: Actors, places: set[int]
    ) -> None:
        self.words, self.phrases = words, phrases
        self.actors, self.places = actors, places

    def rows(self, i: int, end: int, *, listed: bool) -> list[Row]:
        """Whom the items at tokens [i, end) name; of those that are not `listed`, with an age."""
        lower = self.words.lower
        rows: list[Row] = []
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
            stop = lower.index(";", after, end) if ";" in lower[after:end] else end
            if row:
                verb = next((t for t in range(after, stop) if self._tells(t, after, listed)), stop)
                if verb == stop or (listed and not _RELATIVE.isdisjoint(lower[after:verb])):
                    rows.append(row)
            i = stop + 1
        return rows

    def in_line(self, i: int, end: int) -> list[Row]:
        """Whom tokens [i, end) name one behind the other: "Ali Saleh, 43, a baker, and a girl".

        Nobody where anything else stands among them.
        """
        lower = self.words.lower
        rows: list[Row] = []
        while i < end:
            row = self._aged(i, end) or self._unaged(i, end)
            if row is None:
                return []
            rows.append(row)
            at = self._behind_aside(row.after, end)
            if at >= end or lower[at] in (".", ";") or self._breaks(at):
                return rows
            if lower[at] not in (",", "and"):
                return []
            i = at + 1 + (lower[at : at + 2] == [",", "and"])
        return []

    def _behind_aside(self, i: int, end: int) -> int:
        """The token behind what is told of a name: "of Kut", "(a baker)", ", a clerk"."""
        lower, tags = self.words.lower, self.words.tags
        if i < end and lower[i] in _BEHIND_NAME:
            stop = ")" if lower[i] == "(" else ""
            for at in range(i + 1, min(i + _ASIDE_REACH, end)):
                if lower[at] == stop:
                    return at + 1
                if not stop and (lower[at] in _STOPS or self._breaks(at)):
                    i = at
                    break
                if tags[at] in FINITE:
                    return i
            else:
                return end if not stop and end - i <= _ASIDE_REACH else i
        if lower[i : i + 1] == [","] and i + 1 < end and lower[i + 1] in _ARTICLES:
            told = self.phrases.starting_at(self.words, i + 1, end, {})
            closed = told and (told.end >= end or lower[told.end] in _STOPS)
            if told and closed and not told.plural:
                return told.end
        return i

    def _aged(self, i: int, end: int) -> Row | None:
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
        return Row(i, last, "1", (i, last), after, aged=True) if closed else None

    def _unaged(self, i: int, end: int) -> Row | None:
        """Who is named without an age, or not by name: "Rula Nasser, porter", "two brothers"."""
        lower = self.words.lower
        phrase = self.phrases.starting_at(self.words, i, end, self.actors)
        if last := self._name_end(i, end):
            closed = last >= end or lower[last] in _ROW_ENDS or self._breaks(last)
            closed &= i not in self.places
            older = range(last + 1, min(last + _AGE_REACH, end - 1))
            aged = any(lower[t] == "," and lower[t + 1].isdigit() for t in older)
            return Row(i, last, "1", (i, last), last, aged) if closed else None
        if phrase is None or phrase.full_start != i or not self._counts_people(phrase):
            return None
        number = phrase.quantity
        code = number.code if number else "1"
        span = (number.start, number.end) if number else (phrase.start, phrase.end)
        return Row(phrase.start, phrase.end, code, span, phrase.end, aged=False)

    def _counts_people(self, phrase: Phrase) -> bool:
        """Whether a phrase is a count of people, or somebody's kin: "his wife"."""
        if phrase.quantity is None:
            own = self.words.tags[phrase.full_start] == "PRP$"
            own |= self.words.lower[phrase.start] in _UNKNOWN  # "unknown woman, burned"
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
        actor = self.actors.get(i, (0, ""))
        outlet = actor[0] == last and actor[1] in _OUTLETS
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
