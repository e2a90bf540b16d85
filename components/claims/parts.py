"""Which casualties another one counts already, beyond the subsets that their frames tell."""

from __future__ import annotations

from typing import Final

from spacy.tokens import Span

from sitrep.components.casualties.parts import SUBSETS
from sitrep.components.casualties.victims import AMONG
from sitrep.components.claims.breakdowns import NAMED, NAMED_REACH, REACH, Breakdowns
from sitrep.components.claims.view import ADDS_TO, Link, ranges

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
_AMONG_THE_DEAD: Final = frozenset({"among-the-dead", "roster", NAMED})
# Between the words for a part and its count, and up to how many tokens.
_TOLD_PART: Final = frozenset("a an the claim claims report reports of total".split())
_LEAD_REACH: Final = 4
_JOINTS: Final = frozenset({",", "and", ";", "as", "well", "plus"})
# How far behind "Of those killed" its part may begin.
_FRONTED: Final = 14


class PartLinks(Breakdowns):
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
        reach = NAMED_REACH if all_of or self.rule_of(part) in _AMONG_THE_DEAD else REACH
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
