"""Which casualties another one counts already, beyond the subsets that their frames tell."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.casualties.parts import SUBSETS
from sitrep.components.casualties.victims import AMONG
from sitrep.components.claims.view import ADDS_TO, WIDE, ClaimView, Link, ranges

_LEAD_WORDS: Final = frozenset(words[0] for words in SUBSETS)
_OF_THEM: Final = frozenset(
    "them these those dead wounded injured killed victims deceased casualties which whom".split()
)
# Words for all who were killed or hurt: "seven of the victims".
_ALL: Final = frozenset({"dead", "killed", "wounded", "injured", "victims", "deceased"})
_OUTCOME_OF: Final = {
    "dead": "KILLED", "killed": "KILLED", "wounded": "INJURED", "injured": "INJURED",
}  # fmt: skip
# What makes a count behind "the" the rest of a total.
_REST: Final = frozenset({"other", "remaining"})
_COPULAS: Final = frozenset("was were is are has have had".split())
_ONE_MORE: Final = frozenset({",", "and", "while"})
# A row of a list of names, which sums up none of the rows before it.
_NAMED: Final = "name-in-list"
_AMONG_THE_DEAD: Final = frozenset({"among-the-dead", "roster", _NAMED})
# Between the words for a part and its count, and up to how many tokens.
_TOLD_PART: Final = frozenset("a an the claim claims report reports of total".split())
_LEAD_REACH: Final = 4
_JOINTS: Final = frozenset({",", "and", ";", "as", "well", "plus"})
_SUMS: Final = frozenset({"total", "all"})
# How far before it, in tokens, the whole of a part may end.
_REACH: Final = 40
# How far behind "Of those killed" its part may begin.
_FRONTED: Final = 14
# The same of "170 of those wounded".
_NAMED_REACH: Final = 120
_LISTED_DEAD: Final = frozenset({"martyrs", "martyr", "bodies"})
# How many items a list by place has at least that is a tally of the day.
_TALLY: Final = 3
# How many counts a sum and its addends are at least.
_SUM: Final = 3
# How far behind a count, in tokens, its place may begin.
_SITE: Final = 6


class PartLinks(ClaimView):
    """Finds the whole of each casualty that is part of another one."""

    def part_links(self) -> dict[str, Link]:
        """The casualty that counts a casualty's victims already, by the id of the part."""
        found = {
            span.id_: Link(self.attrs[span.id_]["part_of"], "")
            for span in self.casualties
            if self.attrs[span.id_]["part_of"] and not (self._rest(span) and self._completed(span))
        }
        self._subsets(found)
        self._lists(found)
        self._breakdowns(found)
        self._tally(found)
        return found

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

    def _subsets(self, found: dict[str, Link]) -> None:
        """As in "among them a boy and two guards", "One of them …", "Ten died. Two were …"."""
        first_end = min(span.end for span in self.casualties)
        for number, span in enumerate(self.casualties):
            if span.id_ in found:
                continue
            before = self.casualties[number - 1] if number else None
            if (
                before is not None
                and before.id_ in found
                and found[before.id_].rule in ("", "subset", "one-more")
                and before.label_ == span.label_
                and self.sentence_of(before.start) == self.sentence_of(span.start)
                and (rule := self._goes_on(before, span, found[before.id_]))
            ):
                found[span.id_] = Link(found[before.id_].value, rule, found[before.id_].words)
                continue
            if total := self._added_to(span):
                found[span.id_] = Link(total.id_, "adds-to", ranges([total]))
                continue
            if span.start < first_end:
                continue  # no count before it
            lead = self._lead(span)
            if (
                before is not None
                and before.id_ in found
                and found[before.id_].rule == "subset"
                and self.words.lower[before.end : span.start] == ["and"]
            ):  # "40 dead and 90 hurt, including 5 killed and 8 hurt today"
                lead = (before.end, span.start)
            if self.number_of(span) and self.rule_of(span) in _AMONG_THE_DEAD:
                lead = (span.start, span.end)
            if lead is None:
                continue
            whole = self._whole_before(span)
            if whole is not None:
                key = whole.id_
                if key in found and self.words.lower[span.end - 1] in _ALL:
                    key = found[key].value  # "seven of the injured", of all of them
                found[span.id_] = Link(key, "subset", (self.offsets(lead),))

    def _added_to(self, span: Span) -> Span | None:
        """The total that a count brings to its new height: "two died, bringing the toll to 9"."""
        end = self.sentence_of(span.start)[1]
        for total in self.casualties:
            if span.end <= total.start < end and total.label_ == span.label_ and (
                self.number_of(total) > self.number_of(span)
                and ADDS_TO.search(self.lower, span.end_char, total.start_char)
            ):  # fmt: skip
                return total
        return None

    def _goes_on(self, before: Span, span: Span, part: Link) -> str:
        """How a count is one more part: "a boy and two men", "4 in Rastan and 3 in Homs".

        Empty where it is none.
        """
        lower = self.words.lower
        between = lower[before.end : span.start]
        if 0 < len(between) <= 3 and _JOINTS.issuperset(between):
            return "subset"
        size = next((self.number_of(c) for c in self.casualties if c.id_ == part.value), 0)
        if between[-1:] == [] or between[-1] not in _ONE_MORE or (
            self.number_of(before) + self.number_of(span) > size):  # fmt: skip
            return ""
        of_them = "them" in lower[before.end - 1 : before.end + 2] or part.rule == "one-more"
        if of_them and (self.is_bare(span) or lower[span.end - 1] == "others"):
            return "one-more"  # "26 of them had burns, 11 were deaf", "33 of them …, 13 others …"
        apart = between[-1] != "and" or "," in between or ";" in between
        return "subset" if self._sited(before) and self._sited(span) and not apart else ""

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
                far = item.start - last.end > _REACH
                if (far and items) or item.start - last.end > _NAMED_REACH or not self._sited(item):
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

    def _one_sentence(self, first: Span, second: Span) -> bool:
        return self.sentence_of(first.start) == self.sentence_of(second.start)

    def _sited(self, span: Span) -> bool:
        """Whether a count has a place beside it: "12 in Homs", "12 were reported in Homs"."""
        if self._listed(span) is not None:
            return True
        for token in range(span.end, min(span.end + _SITE, self.sentence_of(span.start)[1])):
            if token in self._place_starts:
                return self._starts.isdisjoint(range(span.start + 1, token))
        return False

    @cached_property
    def _place_starts(self) -> frozenset[int]:
        """The first tokens of the places."""
        return frozenset(place.start for place in self.places)

    @cached_property
    def _starts(self) -> frozenset[int]:
        """The first tokens of the casualties."""
        return frozenset(casualty.start for casualty in self.casualties)

    def _bracketed(self, before: Span, span: Span) -> bool:
        """Whether a bracket opens between two counts and holds the second."""
        between = self.words.lower[before.end : span.start]
        return between.count("(") > between.count(")")

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

    def _lead(self, span: Span) -> tuple[int, int] | None:
        """The tokens that make a casualty a part of an earlier one."""
        lower, tags = self.words.lower, self.words.tags
        near = lower[max(span.start - 2 - _LEAD_REACH, 0) : span.start]
        for words in () if _LEAD_WORDS.isdisjoint(near) else SUBSETS:
            for gap in range(_LEAD_REACH):
                start = span.start - len(words) - gap
                told = lower[start + len(words) : span.start]
                if gap > 1 and not _TOLD_PART.issuperset(told):
                    break  # but "include a claim of 107 people killed"
                if start >= 0 and tuple(lower[start : start + len(words)]) == words:
                    return start, start + len(words)
        several = self.number_of(span) > 1
        known = {lower[c.end - 1] for c in self.casualties if several and c.end <= span.start}
        for i in range(span.start, min(span.end + 1, len(lower) - 1)):
            if lower[i] == "of" and (
                lower[i + 1] in _OF_THEM
                or (lower[i + 1 : i + 2] == ["the"] and lower[i + 2 : i + 3] and (
                    lower[i + 2] in _OF_THEM or lower[i + 2] in known
                ))
            ):  # fmt: skip
                return i, i + 2
        start = self.sentence_of(span.start)[0]
        if lower[start] in ("of", "among") and lower[span.start - 1] == "," and (
            start + 2 < span.start <= start + _FRONTED and self.is_bare(span)
            and not AMONG.isdisjoint(lower[start : span.start])
        ):  # fmt: skip
            return start, start + 1  # "Of those killed in Kut, two were shot"
        if rest := self._rest(span):
            return rest
        if self.rule_of(span) == "condition" and self.is_bare(span):
            return span.start, span.end  # "12 were hurt, and one is in critical condition"
        after = lower[span.end : span.end + 2]
        if after == ["among", "them"]:
            return span.end, span.end + 2
        opens = span.start == self.sentence_of(span.start)[0]
        if opens and self.is_bare(span) and after[:1] and after[0] in _COPULAS and tags[
            span.end + 1 : span.end + 2
        ] not in (["VBN"], ["VBD"]):  # fmt: skip
            return span.end, span.end + 1
        return None

    def _rest(self, span: Span) -> tuple[int, int] | None:
        """The words that make a count the rest of a total: "the other nine", "three remaining"."""
        lower = self.words.lower
        for i in range(max(span.start - 1, 0), span.end):
            if lower[i] in _REST and "the" in lower[max(i - 2, 0) : i] and self.number_of(span) > 1:
                return i, i + 1
        return None

    def _whole_before(self, part: Span) -> Span | None:
        """The last earlier count of the same outcome that can hold a part, not itself a part."""
        number = self.number_of(part)
        named = _OUTCOME_OF.get(self.words.lower[part.end - 1])
        if self._rest(part) and (sum_of := self._completed(part)):
            return sum_of
        all_of = self.words.lower[part.end - 1] in _ALL
        reach = _NAMED_REACH if all_of or self.rule_of(part) in _AMONG_THE_DEAD else _REACH
        of_them = "them" in self.words.lower[part.start : part.end + 2]
        for whole in reversed(self.casualties):
            if of_them and whole.end <= part.start and self._one_sentence(whole, part) and (
                whole.label_ != part.label_ and self.number_of(whole) > number
            ):  # fmt: skip
                return None  # "18 were hurt and three of them died", who died are no part of 16
            if whole.end > part.start or whole.label_ != part.label_:
                continue
            if self.rule_of(whole) in _AMONG_THE_DEAD and (
                self._trigger(whole) == self._trigger(part)
            ):  # fmt: skip
                continue
            if part.start - whole.end > reach:
                return None
            size = self.number_of(whole)
            if named is not None and named != whole.label_:
                return None
            if size > number or (size == 0 and self.code_of(whole).isalpha()):
                return whole
        return None

    def _completed(self, rest: Span) -> Span | None:
        """The total that a rest makes up with a count before it: "16 drowned. Ten bodies …"."""
        before = [c for c in self.casualties if c.end <= rest.start and c.label_ == rest.label_]
        left = self.number_of(rest)
        sums = [
            whole
            for number, other in enumerate(before)
            for whole in before[:number]
            if self.number_of(whole) == self.number_of(other) + left
        ]
        return max(sums, key=self.number_of, default=None)

    def _breakdowns(self, found: dict[str, Link]) -> None:
        """Counts that add up to a total before or behind them: "In all 53", "six dead, …"."""
        if len(self.casualties) < _SUM:
            return
        for number, whole in enumerate(self.casualties):
            if self.number_of(whole) < 2 or whole.id_ in found or self.rule_of(whole) == _NAMED:
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

    def _trigger(self, span: Span) -> object:
        """The words that tell the outcome of a casualty."""
        return self.attrs[span.id_]["trigger"]

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
            if not 0 < size <= left or gap > _REACH:
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

    def _listed(self, span: Span) -> Span | None:
        """The place of a count that is one of a list by place: "Homs: 12" or "Homs 12"."""
        i = span.start - 1
        if i > 0 and self.words.lower[i] in (":", ",", "(", "–", "—", "-"):
            i -= 1
        return self._place_ends.get(i + 1)

    @cached_property
    def _place_ends(self) -> dict[int, Span]:
        """The places by the token behind each."""
        return {place.end: place for place in reversed(self.places)}
