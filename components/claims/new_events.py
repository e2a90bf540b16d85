"""Where a report passes on to another event: another day, another item of a list."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from sitrep.components.claims.view import ClaimView
from sitrep.components.grammar.word_forms import MONTHS, PERIODS, WEEKDAYS

# How long the words for a time at the head of a sentence may be, in tokens.
_HEAD: Final = 8
_BEFORE_DAY: Final = frozenset("on late early overnight".split()) | WEEKDAYS | MONTHS
# The blanks and line ends before an item, in code points.
_GAP: Final = 3
_PLACES: Final = frozenset("provinces regions districts states counties cities towns".split())
_SEVERAL: Final = frozenset("several separate multiple various different".split())
_MODIFYING: Final = frozenset({"JJ", "NN", "VBN", "HYPH"})
_RANKS: Final = frozenset({"worst", "most", "first", "second", "third"})
# How many digits a year has.
_YEAR: Final = 4
_AGO: Final = frozenset({"ago", "before", "earlier"})
# One of these stands in whatever parts events by their time.
_TIMES: Final = WEEKDAYS | MONTHS | _AGO | {"last"}
# What tells of a month or a year as a whole, and what stands before it.
_SPANS: Final = frozenset("month months year years".split())
_WHICH: Final = frozenset({"last", "past", "recent"})
_DURING: Final = MONTHS | frozenset("in since during early late from between".split())
_GONE_BACK_TO: Final = frozenset({"the", "this", "that", "same"})


class NewEvents(ClaimView):
    """Tells which sentences are of one event."""

    def goes_on(self, token: int, sentence: tuple[int, int]) -> bool:
        """Whether a sentence can be of the event that was told at an earlier token."""
        times = self._spans_of_time.get(sentence[0])
        if times and times.isdisjoint(self.words.lower[: sentence[0]]):
            return False  # "Since July, 300 people have been killed"
        events = self._events
        if events and (
            events[self.words.sentence_number(token)]
            != events[self.words.sentence_number(sentence[0])]
        ):
            return False
        return (
            not self._has_items
            or not self._in_other_item(token, sentence[0])
            or self._goes_back(sentence)
        )

    @cached_property
    def _spans_of_time(self) -> dict[int, set[str]]:
        """The months and years as a whole that sentences tell of, by their first token.

        As in "since July", "in 1999", "last year". Nothing of those that name a day.
        """
        lower, found = self.words.lower, dict[int, set[str]]()
        for k, word in enumerate(lower):
            if k and (
                (lower[k - 1] in _WHICH and word in _SPANS)
                or (lower[k - 1] in _DURING and (word in MONTHS or _is_year(word)))
            ):
                sentence = self.sentence_of(k)
                if self.days_in(*sentence) <= WEEKDAYS and not self._ranks(sentence):
                    found.setdefault(sentence[0], set()).add(word)
        return found

    def _ranks(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence only compares with a time: "the worst attack since July"."""
        lower = self.words.lower
        return any(
            lower[k - 1] == "the" and (lower[k] in _RANKS or lower[k].endswith("est"))
            for k in range(sentence[0] + 1, sentence[1])
        )

    @cached_property
    def _has_items(self) -> bool:
        """Whether the entry has a list."""
        return any(label == "item" for _, label in self.blocks)

    def _in_other_item(self, token: int, later: int) -> bool:
        """Whether two tokens stand in items of a list that are parted by an empty line.

        Such items are pieces of news; items line by line may be several answers to one question.
        """
        if not (self.is_item(token) and self.is_item(later)):
            return False
        first, second = self.block_of(token), self.block_of(later)
        if first >= second:
            return False
        start = self.words.offsets[self.blocks[second][0]]
        return self.text[max(start - _GAP, 0) : start].count("\n") > 1

    def tells_of_several(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence sums up events: "in two separate attacks", "in three provinces"."""
        lower = self.words.lower
        return any(
            (word in _PLACES or (word[-1] == "s" and word in self.cues_of.words("incident")))
            and self._is_several(k, sentence[0])
            for k, word in enumerate(lower[slice(*sentence)], start=sentence[0])
        )

    def _is_several(self, noun: int, start: int) -> bool:
        """Whether a noun has a number before it, or a word for one: "six bomb attacks"."""
        lower, tags, k = self.words.lower, self.words.tags, noun - 1
        while k > start and tags[k] in _MODIFYING and lower[k] not in _SEVERAL:
            k -= 1
        year = _is_year(lower[k])  # "the 2016 attacks"
        return k >= start and (lower[k] in _SEVERAL or (tags[k] == "CD" and not year))

    def _goes_back(self, sentence: tuple[int, int]) -> bool:
        """Whether a sentence names the event that was told before: "two were hurt in the blast"."""
        lower, incidents = self.words.lower, self.cues_of.words("incident")
        return any(
            lower[k] in incidents and lower[k - 1] in _GONE_BACK_TO
            for k in range(sentence[0] + 1, sentence[1])
        )

    @cached_property
    def _events(self) -> list[int]:
        """The number of its event by the number of a sentence; empty if all are of one."""
        if _TIMES.isdisjoint(self.words.lower) and not self.further_attacks:
            return []
        starts = set(self._block_starts)
        numbers: list[int] = []
        event, days, dated = 0, frozenset[str](), False
        for start, end in self.words.sentences:
            named = self.days_in(start, end)
            opens = self._opens_with_day(start)
            # Within a paragraph days part events only where one after the other opens with its day.
            other = opens and (dated or start in starts) and are_apart(days, named)
            other = other or (start, end) in self.further_attacks
            if other or self._looks_back(start, end):
                event += 1
                days, dated = frozenset(), False
            days |= named
            dated |= opens
            numbers.append(event)
        return numbers if event else []

    def days_in(self, start: int, end: int) -> frozenset[str]:
        """The weekdays and the days of a month that a sentence names: "monday", "9 march"."""
        lower = self.words.lower
        found = WEEKDAYS.intersection(lower[start:end])
        if not MONTHS.isdisjoint(lower[start:end]):
            for k in range(start, end):
                if lower[k] in MONTHS:
                    near = lower[max(k - 1, start) : k + 2]
                    day = next((w for w in near if w.isdigit() and len(w) < _YEAR), "")
                    found |= {f"{day} {lower[k]}"} if day else set()
        return found

    def _opens_with_day(self, start: int) -> bool:
        """Whether a sentence opens with the day of what it tells: "On Monday, police shot"."""
        head = self.words.lower[start : start + _HEAD]
        return (
            head[:1] != []
            and head[0] in _BEFORE_DAY
            and bool(self.days_in(start, start + len(head)))
        )

    def _looks_back(self, start: int, end: int) -> bool:
        """Whether a sentence opens with an earlier time: "Days before the attack", "Last year"."""
        head = self.words.lower[start : min(start + _HEAD, end)]
        for k, word in enumerate(head):
            if k and word in _AGO and head[k - 1] in PERIODS:
                return "," not in head[:k]
        return head[:1] == ["last"] and head[1:2] != [] and head[1] in PERIODS


def _is_year(word: str) -> bool:
    """Whether a word is the number of a year."""
    return len(word) == _YEAR and word.isdigit()


def are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two sets of days have days of one kind, and none of them in common."""
    kinds = (one & WEEKDAYS, other & WEEKDAYS), (one - WEEKDAYS, other - WEEKDAYS)
    return any(a and b and a.isdisjoint(b) for a, b in kinds)
