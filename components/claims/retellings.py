"""Counts that an entry tells again: bound to their first telling, and all to one place."""

from __future__ import annotations

import re
from typing import Final

from spacy.tokens import Span

from sitrep.components.casualties.victims import AMONG
from sitrep.components.claims.new_events import NewEvents, are_apart
from sitrep.components.claims.view import LOCATIVE, WIDE, Link, ranges

_DIGITS: Final = re.compile(r"\d+")
# From this number on, two equal counts in one entry are taken for one toll whatever the noun.
_TELLING: Final = 10
# From this number on, two counts are one if the noun of either says nothing of who they were.
_SEVERAL: Final = 6
_ANYBODY: Final = AMONG | {"people", "persons", "bodies", "corpses"}
_OWN_PLACE: Final = frozenset({"place-in-clause", "place-in-sentence", "place-beside"})
_TOLD_PLACE: Final = _OWN_PLACE | {"place-before", "place-by-noun"}
_SIZES: Final = ("facility", "neighbourhood", "settlement", "admin", "region", "country")
_TOWN: Final = _SIZES.index("settlement")
_NATION: Final = frozenset({"JJ", "NNP"})
_FURTHER: Final = frozenset({"more", "another", "further", "other", "others", "additional"})


class Retellings(NewEvents):
    """Finds claims of one Doc that repeat an earlier one."""

    def join_retellings(self, found: list[tuple[Span, dict[str, Link]]]) -> None:
        """Bind a count that is told again in the entry to its first telling, and to one place.

        A headline and its text, or two sources, give one toll twice: same outcome, same number
        of the same people. A lone "1" tells too little unless the noun is the same, and items of a
        round-up, each with a dateline of its own, tell of different people.
        """
        if len(found) < 2:
            return
        tellings: dict[tuple[str, str, str], list[tuple[Span, dict[str, Link]]]] = {}
        for span, fields in found:
            attrs = self.attrs[span.id_]
            digits = _DIGITS.search(attrs["count"]["code"])
            if digits is None or digits[0] == "0" or fields["status"].value != "actual":
                continue
            if self.is_item(span.start) or self.is_bare(span) or span.id_ in self.wholes:
                continue
            if not _FURTHER.isdisjoint(self.words.lower[span.start : span.end]):
                continue
            noun = self.words.lower[span.end - 1] if int(digits[0]) < _TELLING else ""
            key = (span.label_, digits[0], noun)
            if int(digits[0]) >= _SEVERAL:  # "eight people", and again "eight victims"
                alike = (k for k in tellings if k[:2] == key[:2])
                key = next((k for k in alike if not _ANYBODY.isdisjoint((noun, k[2]))), key)
            tellings.setdefault(key, []).append((span, fields))
        for (whole, of_whole), *later in tellings.values():
            others = [
                (s, f)
                for s, f in later
                if not self._apart(of_whole, f)
                and not self._other_day(whole, s)
                and self.sentence_of(s.start) != self.sentence_of(whole.start)
                and not self._opens_elsewhere(of_whole, s)
                and not _of_other_age(of_whole, f)
                and not self._of_other_nation(whole, s)
            ]
            if not others or (self.has_dateline(whole) and self.has_dateline(others[0][0])):
                continue
            best = min(
                (f["locations"] for _, f in [(whole, of_whole), *others]), key=self._narrowness
            )
            for span, fields in others:
                if span.id_ not in self.wholes:
                    fields["part_of"] = Link(whole.id_, "told-again", ranges([whole]))
            for fields in (of_whole, *(f for _, f in others)) if best.value else ():
                former = fields["locations"]
                if former is not best and (
                    former.rule not in _TOLD_PLACE or self._narrows_town(best, former)
                ):
                    fields["locations"] = Link(best.value, "place-of-telling", best.words)

    def _narrows_town(self, best: Link, former: Link) -> bool:
        """Whether a link is to a place within a town, known to be where a former one is to."""
        if not self._narrowness(best) < _TOWN == self._narrowness(former):
            return False
        inner, town = (
            {self.place_attrs[p.id_]["admin1"] for p in self.places if p.id_ in link.value}
            for link in (best, former)
        )
        return None not in inner and (inner == town or former.rule == "place-before")

    def _of_other_nation(self, one: Span, other: Span) -> bool:
        """Whether two claims tell of people of different nations: "an Algerian student"."""
        texts, tags = self.words.texts, self.words.tags
        nations = [
            {
                texts[t]
                for t in range(span.start, span.end - 1)
                if tags[t] in _NATION and texts[t].istitle()
            }
            for span in (one, other)
        ]
        return all(nations) and nations[0].isdisjoint(nations[1])

    def _other_day(self, one: Span, other: Span) -> bool:
        """Whether the sentences of two claims name days, and none of them both."""
        first, second = (self.days_in(*self.sentence_of(span.start)) for span in (one, other))
        return are_apart(first, second)

    def _opens_elsewhere(self, one: dict[str, Link], other: Span) -> bool:
        """Whether the paragraph of a claim opens with another settlement: "In Kut, gunmen …"."""
        start = self.blocks[self.block_of(other.start)][0] if self.blocks else 0
        opening = next((p for p in self.places if p.start == start + 1), None)
        return (
            opening is not None
            and opening.label_ == "settlement"
            and self.words.lower[start] in LOCATIVE
            and bool(one["locations"].value)
            and opening.id_ not in one["locations"].value
            and not self._narrows(one["locations"], opening)
        )

    def _narrows(self, link: Link, place: Span) -> bool:
        """Whether a place, or one of a link, lies in the other."""
        linked = [p for p in self.places if p.id_ in link.value]
        return place in self._around(linked) or any(p in self._around([place]) for p in linked)

    def _apart(self, one: dict[str, Link], other: dict[str, Link]) -> bool:
        """Whether two claims have each a place in their sentence, and neither lies in the other.

        A place of another kind is apart only where it is known what it lies in.
        """
        links = one["locations"], other["locations"]
        first, second = ([p for p in self.places if p.id_ in link.value] for link in links)
        if not first or not second or not {link.rule for link in links} <= _OWN_PLACE:
            return False
        provinces, others = (
            {self.place_attrs[p.id_]["admin1"] for p in places} for places in (first, second)
        )
        if None not in provinces | others and provinces.isdisjoint(others):
            return True
        if any(p.label_ in WIDE for p in (*first, *second)):
            return False
        names, within = (
            {self.place_attrs[p.id_]["name"] or p.text for p in places}
            for places in ((*first, *second), self._around(first) + self._around(second))
        )
        if within & names:
            return False
        same_kind = self._narrowness(links[0]) == self._narrowness(links[1])
        same = {p.kb_id_ or p.text.lower() for p in first} & {
            p.kb_id_ or p.text.lower() for p in second
        }
        return (same_kind or bool(within)) and not same

    def _around(self, places: list[Span]) -> list[Span]:
        """The places of the entry that some of its places lie in."""
        ids = {self.place_attrs[p.id_]["within"] for p in places}
        return [p for p in self.places if p.id_ in ids]

    def _narrowness(self, link: Link) -> int:
        """How specific a place link is, 0 the most; no place is the least."""
        labels = [p.label_ for p in self.places if p.id_ in link.value]
        return min((_SIZES.index(label) for label in labels), default=len(_SIZES))


def _of_other_age(one: dict[str, Link], other: dict[str, Link]) -> bool:
    """Whether the ages of those counted are told twice, and are not the same."""
    first, second = ({item["age"] for item in fields["ages"].value} for fields in (one, other))
    return bool(first and second) and first.isdisjoint(second)
