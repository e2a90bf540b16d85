"""Totals and the counts that break them down: lists by place, and numbers that add up."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import WIDE, ClaimView, Link, ranges

NAMED: Final = "name-in-list"
"""A row of a list of names, which sums up none of the rows before it."""
_SUMS: Final = frozenset({"total", "all"})
REACH: Final = 40
"""How far before it, in tokens, the whole of a part may end."""
NAMED_REACH: Final = 120
"""The same of "170 of those wounded"."""
_LISTED_DEAD: Final = frozenset({"martyrs", "martyr", "bodies"})
# How many items a list by place has at least that is a tally of the day.
_TALLY: Final = 3
# How many counts a sum and its addends are at least.
_SUM: Final = 3
# How far behind a count, in tokens, its place may begin.
_SITE: Final = 6


class Breakdowns(ClaimView):
    """Finds the totals that counts by place, or counts that add up, are parts of."""

    def _tally(self, found: dict[str, Link]) -> None:
        """Items of a list by place, three at least, sum up a day: "Homs: 4; Hama: 2; Idlib: 1"."""
        if len(self.casualties) < _TALLY:
            return
        items: list[Span] = []
        for span in self.casualties:
            inner = span.id_ in found and found[span.id_].value in {item.id_ for item in items}
            if inner or self.code_of(span) == "0":
                continue  # "Hama: 2, a girl included; Idlib: none"
            colon = self._listed(span) is not None and not self.has_dateline(span)
            bare = self.is_bare(span) and (self.rule_of(span) == "by-place" or colon)
            listed = bare or self.words.lower[span.end - 1] in _LISTED_DEAD
            last = items[-1] if items else span
            beside = self.sentence_of(last.start) == self.sentence_of(span.start)
            if not listed or last.label_ != span.label_ or not (beside or self._listed(last)):
                items = []
            if self._sited(span):
                items.append(span)
            if len(items) >= _TALLY:
                self.tallied.update(item.id_ for item in items)

    def _lists(self, found: dict[str, Link]) -> None:
        """Tolls by place and the total before them: "43 died: 12 in Homs, 7 in Hama (5 women)".

        Lists leave out small tolls, so that the items need not add up to the total, but in other
        sentences than its own to more than half of it, and to all of it where other text lies
        between ("58 died. … By district:").
        """
        for number, whole in enumerate(self.casualties):
            if self.number_of(whole) < 2 or whole.id_ in found:
                continue
            items: list[Span] = []
            left, last, apart = self.number_of(whole), whole, False
            for item in self.casualties[number + 1 :]:
                if item.label_ != whole.label_ or item.id_ in found:
                    continue
                far = item.start - last.end > REACH
                if (far and items) or item.start - last.end > NAMED_REACH or not self._sited(item):
                    break
                apart |= far
                if not self._one_sentence(whole, item) and (
                    self.has_dateline(item)
                    or self.attrs[item.id_]["count"]["text"].lower() in ("a", "an")
                ):
                    break  # the next report of a round-up; "A man was shot in Kut."
                if self._bracketed(last, item):
                    found[item.id_] = Link(last.id_, "in-brackets", ranges([last]))
                    continue
                items.append(item)
                left -= self.number_of(item)
                last = item
            if not items or left < 0 or (apart and left) or self._in_line(whole, items[0]):
                continue
            beside = self._one_sentence(whole, items[-1]) and all(
                self.rule_of(item) == "by-place" for item in items
            )
            if not beside and (len(items) < 2 or 2 * left >= self.number_of(whole)):
                continue
            if len(items) > 1:
                self.totals.add(whole.id_)
            for item in items:
                found[item.id_] = Link(whole.id_, "listed", ranges([whole]))

    def _breakdowns(self, found: dict[str, Link]) -> None:
        """Counts that add up to a total before or behind them: "In all 53", "six dead, …"."""
        if len(self.casualties) < _SUM:
            return
        for number, whole in enumerate(self.casualties):
            if self.number_of(whole) < 2 or whole.id_ in found or self.rule_of(whole) == NAMED:
                continue
            following = self.casualties[number + 1 :]
            place = self._listed(whole)
            if place is not None:
                parts = []
            else:
                # "58 dead, 46 of them civilians": a second breakdown, by town, may follow.
                free = [span for span in following if span.id_ not in found]
                parts = self._addends(whole, following, found) or self._addends(whole, free, found)
                if parts and self._sited(parts[0]) and self._in_line(whole, parts[0]):
                    parts = []
                if parts and self.words.lower[whole.end : parts[0].start] == [",", "their"]:
                    parts = []  # "two women, their driver and a boy": besides the two
            earlier = self.casualties[:number][::-1]
            if place is not None and place.label_ not in WIDE and _SUMS.isdisjoint(
                self.words.lower[max(0, place.start - 2) : place.start]
            ):  # fmt: skip
                earlier = []  # "Homs 1, Idlib 2; Hama 3", but not "Total for Hama: 6"
            if earlier and not self.is_bare(whole) and (
                self._trigger(earlier[0]) == self._trigger(whole)
            ):  # fmt: skip
                earlier = []  # "a man, his wife and two boys died": two, not these two
            parts = parts or self._addends(whole, earlier, found)
            for part in parts:
                found.setdefault(part.id_, Link(whole.id_, "adds-up", ranges([whole])))

    def _addends(self, whole: Span, others: list[Span], found: dict[str, Link]) -> list[Span]:
        """The first of `others` that add up to a count, at least two; none if they do not."""
        parts: list[Span] = []
        left = self.number_of(whole)
        last, listed = whole, self.is_item(whole.start)
        for part in others:
            if listed and part.start > whole.end and (
                self.block_of(part.start) != self.block_of(whole.start)
                and _SUMS.isdisjoint(self.words.lower[slice(*self.sentence_of(whole.start))])
            ):  # fmt: skip
                return []  # "- 18 were murdered", "- 12 were shot", "- 6 drowned"
            if part.label_ != whole.label_ or (
                part.id_ in found and found[part.id_].value != whole.id_
            ):
                continue
            gap = max(part.start - last.end, last.start - part.end)
            size = self.number_of(part)
            if self.code_of(part) == "0":
                continue  # "Homs: none"
            if not 0 < size <= left or gap > REACH:
                return []
            if self.speaker_at(part.start) != self.speaker_at(whole.start):
                return []
            parts.append(part)
            last = part
            left -= size
            if left == 0:
                return parts if len(parts) > 1 and self._break_down(whole, parts) else []
        return []

    def _break_down(self, whole: Span, parts: list[Span]) -> bool:
        """Whether counts that add up stand together: in one sentence, or in items of a list.

        In a round-up of many small incidents, some numbers add up to another by chance.
        """
        sentences = {self.sentence_of(span.start) for span in parts}
        if self.number_of(whole) == 2 and any(
            self._trigger(span) != self._trigger(whole) and not self.is_bare(span) for span in parts
        ):
            return False  # "Two rebels were killed. A boy was shot, and a girl died."
        if len(sentences) > 1 and any(self.has_dateline(span) for span in parts):
            return False
        return len(sentences - {self.sentence_of(whole.start)}) < 2 or all(
            self.is_item(span.start) or self.is_bare(span) or self._listed(span) is not None
            for span in parts
        )

    def _in_line(self, first: Span, second: Span) -> bool:
        """Whether a count has a place of its own and is itself an item: "5 in Homs, 4 in Hama".

        It is the total where a colon follows the place, "5 in Homs: 2 in Rastan".
        """
        if self._listed(first) is not None:
            return True
        own = self._listed(second)  # "Rastan: 2": a colon of its own
        between = self.words.lower[first.end : second.start if own is None else own.start]
        if not self._sited(first) or ":" in between:
            return False
        beside = [p for p in self.places if first.end < p.start < second.start]
        return not any(p.label_ == "country" for p in beside[:1])

    def _bracketed(self, before: Span, span: Span) -> bool:
        """Whether a bracket opens between two counts and holds the second."""
        between = self.words.lower[before.end : span.start]
        return between.count("(") > between.count(")")

    def _sited(self, span: Span) -> bool:
        """Whether a count has a place beside it: "12 in Homs", "12 were reported in Homs"."""
        if self._listed(span) is not None:
            return True
        for token in range(span.end, min(span.end + _SITE, self.sentence_of(span.start)[1])):
            if token in self._place_starts:
                return self._starts.isdisjoint(range(span.start + 1, token))
        return False

    def _listed(self, span: Span) -> Span | None:
        """The place of a count that is one of a list by place: "Homs: 12" or "Homs 12"."""
        i = span.start - 1
        if i > 0 and self.words.lower[i] in (":", ",", "(", "–", "—", "-"):
            i -= 1
        if self.words.lower[i - 2 : i] == ["and", "its"]:
            i -= 3  # "Kut and its suburbs: 12"
        return self._place_ends.get(i + 1)

    @cached_property
    def _place_ends(self) -> dict[int, Span]:
        """The places by the token behind each."""
        return {place.end: place for place in reversed(self.places)}

    @cached_property
    def _place_starts(self) -> frozenset[int]:
        """The first tokens of the places."""
        return frozenset(place.start for place in self.places)

    @cached_property
    def _starts(self) -> frozenset[int]:
        """The first tokens of the casualties."""
        return frozenset(casualty.start for casualty in self.casualties)

    def _one_sentence(self, first: Span, second: Span) -> bool:
        return self.sentence_of(first.start) == self.sentence_of(second.start)

    def _trigger(self, span: Span) -> object:
        """The words that tell the outcome of a casualty."""
        return self.attrs[span.id_]["trigger"]
