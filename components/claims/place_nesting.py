"""How places hang together: the inner of two, the rows of several, the mentions of one."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.place_costs import PlaceCosts
from sitrep.components.claims.view import BESIDE, LOCATIVE
from sitrep.components.grammar.word_forms import POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE

_CHAIN: Final = frozenset(
    'located situated also just in on of , near the outside close to north ’ ” ) ( "'.split()
)
_ARTICLES: Final = frozenset({"a", "an"})
_AREAS: Final = frozenset("district province region state governorate county territory".split())
_DESCRIBING: Final = frozenset({"JJ", "VBN", "HYPH"})
# What opens an aside between two places of a row: "Kut, whose people had fled, and Hilla".
_ASIDE: Final = frozenset({"whose", "which", "where", "who", "a", "an", "the"})
_BEFORE_NEXT: Final = frozenset({"in", "the", "near", "around", "on", "at"})
# How far apart two places can be that stand for one, in tokens.
_NEAR: Final = 6
# ... and how many tokens more where whose it is stands between.
_NAME_OF_OWNER: Final = 6
_SIZES: Final = {label: size for size, label in enumerate(
    ("facility", "neighbourhood", "settlement", "admin", "region", "country")
)}  # fmt: skip

_SUBJECTS: Final = frozenset({"NN", "NNS", "NNP", "PRP", "CD"})
# Behind a count and before a place of another clause: ", and a curfew was imposed in Kut".
_NEXT_CLAUSE: Final = frozenset({"and", "while", "after", "but", "as", ";"})
# What lies in the place that "of" brings behind it.
_SUBDIVISIONS: Final = frozenset("woreda tehsil taluka kebele ward commune subdistrict".split())


class PlaceNesting(PlaceCosts):
    """Reads which places stand for one, and which of them says most."""

    @cached_property
    def _chain(self) -> frozenset[str]:
        """Words that may stand between a place and the one that it lies in."""
        return _CHAIN | self.cues_of.words("place_noun", "compass")

    def _more_specific(self, place: Span) -> Span:
        """The inner of two places that stand together.

        As in "the Ikhlas neighbourhood in Damascus", "Baba Amr, Homs", "Homs's eastern Karm".
        """
        lower, i = self.words.lower, place.end
        outer = place.label_ in ("settlement", "admin") or lower[i : i + 1] == ["capital"]
        village = lower[i : i + 1] == ["village"] and lower[place.start - 1] != "the"
        if outer and not village and lower[i : i + 2][1:] == ["of"] and lower[i] in self._types:
            inner = next((p for p in self.places if p.start == i + 2), None)
            alike = lower[i] == "district" and inner and inner.label_ == place.label_
            if inner is not None and not (alike or self._is_area(inner, place)):
                return inner  # "the Homs suburb of Talbiseh"
        if (inner := self._possessed(place)) is not None:
            return self._more_specific(inner)
        start = self._owner_start(place)
        for other in self.places:
            far = _NEAR + _NAME_OF_OWNER * (other.label_ == "facility")
            if not 0 < start - other.end <= far or other.start in self._taken:
                continue
            if self._ends_route(other):
                continue
            gap = lower[other.end : start]
            if self._aims_at(other, self.lead(other)):
                continue  # "a bus bound for Kut in Amara"
            larger = _SIZES[other.label_] > _SIZES[place.label_]
            of = "of" in gap and not self._is_area(place, other)
            if larger and (of or other.label_ == "country"):
                continue  # "the Gaza Strip city of Khan Younis", "the border with Iraq in Hasakah"
            if all(
                (word in self._chain and (word != "to" or gap[k - 1] in BESIDE))
                or self._describes(other.end + k)
                or (other.end + k in self._taken and "of" in gap[:k])  # "base of the army in Kut"
                or (word in _ARTICLES and gap[k - 1] == ",")  # "Kut, a town in Wasit"
                for k, word in enumerate(gap)
            ):
                return self._more_specific(other)
        return place

    def _is_area(self, place: Span, inner: Span) -> bool:
        """Whether a place behind "of" is what another lies in: "the Hit district of Anbar"."""
        behind = self.words.lower[place.end : place.end + 1]
        if self.words.lower[place.start - 1] == "of" and (
            self.words.lower[inner.end - 1] in _SUBDIVISIONS
            or self.words.lower[inner.end] in _SUBDIVISIONS
        ):  # fmt: skip
            return True  # "Berehet Woreda of North Shoa Zone"
        return _SIZES[place.label_] > _SIZES[inner.label_] or (
            bool(behind) and behind[0] in _AREAS and inner.label_ != "country"
        )

    def _describes(self, token: int) -> bool:
        """Whether a word only describes the place behind it: "rebel-held", "besieged"."""
        tags = self.words.tags
        return tags[token] in _DESCRIBING or tags[token + 1] == "HYPH"

    def _in_next_clause(self, first: int, stop: int) -> bool:
        """Whether another clause begins between two tokens: ", and a curfew was imposed in"."""
        lower, tags = self.words.lower, self.words.tags
        return any(
            lower[k] in _NEXT_CLAUSE
            and any(tags[j] in FINITE and tags[j - 1] in _SUBJECTS for j in range(k + 2, stop))
            for k in range(first, stop)
        )

    def _in_frame(self, frame: Span, span: Span, sentence: tuple[int, int]) -> Span | None:
        """The inner place of a sentence that a town opens: "In Kut, two died near the Old Mosque".

        None where another count stands between them.
        """
        if not self._opens_sentence(frame) or frame.start > span.start:
            return None
        for place in self.places:
            if (
                span.end <= place.start < sentence[1]
                and _SIZES[place.label_] < min(_SIZES[frame.label_], _SIZES["settlement"])
                and place.start not in self._taken
                and not self._in_next_clause(span.end, place.start)
                and self.lead(place) in LOCATIVE
                and not self._only_treats(place)
                and not self._ends_route(place)
            ):
                counted = any(span.end <= c.start < place.start for c in self.casualties)
                return None if counted else place
        return None

    def _possessed(self, place: Span) -> Span | None:
        """The place inside another one that owns it: "Homs's eastern Karm"."""
        tags, lower, i = self.words.tags, self.words.lower, place.end
        i += lower[i : i + 1] != [] and lower[i] in self._types
        mark = lower[i] if i < len(lower) else ""
        if mark not in POSSESSIVES:
            return None
        if mark in ("'", "’") and (
            not self.words.texts[place.end - 1].endswith("s") or tags[place.start - 1] == "``"
        ):
            return None  # a quotation mark
        i += 1
        while i < len(lower) and (tags[i] == "JJ" or lower[i] in self._chain):
            i += 1
        for other in self.places:
            if other.start == i and _SIZES[other.label_] <= _SIZES[place.label_]:
                return other
        return None

    def _owner_start(self, place: Span) -> int:
        """Where a place begins with the one that owns it: "Wasit's" in "Wasit's Hit district"."""
        if POSSESSIVES.isdisjoint(self.words.lower[max(place.start - 3, 0) : place.start]):
            return place.start
        owners = [p for p in self.places if 0 < place.start - p.end <= _NEAR]
        return owners[-1].start if owners and self._possessed(owners[-1]) is place else place.start

    def _coordinated_places(self, chosen: Span) -> list[Span]:
        """As in "in Homs and Hama", "in Homs, Hama and the town of Idlib": all of them.

        A comma alone may lead from a quarter to its city, so the last joint must be "and", or the
        two lie in different provinces: "in Zamfara, Katsina".
        """
        country = chosen.label_ == "country"
        taken = frozenset[int]() if chosen.start in self._taken else self._taken
        near = [
            p
            for p in self.places
            if p is chosen or (p.start not in taken and (p.label_ == "country") == country)
        ]
        at = next(number for number, p in enumerate(near) if p is chosen)
        first = last = at
        while first and self._joint(near[first - 1], near[first]):
            first -= 1
        while last + 1 < len(near) and self._joint(near[last], near[last + 1]):
            last += 1
        while last > first and self._joint(near[last - 1], near[last]) != "and":
            if self._lie_apart(near[last - 1], near[last]):
                break
            last -= 1  # "in Kut and Hit districts, in Diyala"
        if not at <= last > first:
            return [chosen]
        inner = self._possessed(near[last])
        return near[first : last + 1] if inner is None else [inner]

    def _lie_apart(self, first: Span, second: Span) -> bool:
        """Whether of two places that a comma joins at the end of a clause neither holds the other.

        A province is followed by its country only; other places are known to lie in two provinces.
        """
        one, other = (self.place_attrs[p.id_] for p in (first, second))
        closed = self.words.tags[second.end : second.end + 1] in ([], ["."], ["_SP"])
        if not closed or not one["country"] or one["country"] != other["country"]:
            return False
        two = one["admin1"] and other["admin1"] and one["admin1"] != other["admin1"]
        return bool(two) or (first.label_ == "admin" and second.label_ not in ("country", "region"))

    def _joint(self, first: Span, second: Span) -> str:
        """What joins two places that stand in a row, "and" or a comma; empty if nothing does."""
        gap = self.words.lower[first.end : second.start]
        if gap[:1] == [","] and gap[-2:] == [",", "and"] and gap[1] in _ASIDE:
            counted = any(first.end <= c.start < second.start for c in self.casualties)
            return "" if counted else "and"
        while len(gap) > 1 and (
            gap[-1] in self._joining or (gap[-1] == "of" and gap[-2] in self._joining)
        ):
            gap.pop()
        if gap and gap[0] in self.cues_of.words("place_noun"):  # "Kut city and the town of Amara"
            del gap[0]
        if gap in (["and"], [",", "and"]):
            return "and"
        return "," if gap == [","] else ""

    @cached_property
    def _types(self) -> frozenset[str]:
        """Nouns of which one place is another's: its suburb, district, village."""
        return self.cues_of.words("place_noun") - {"outskirts", "countryside", "area", "areas"}

    @cached_property
    def _joining(self) -> frozenset[str]:
        """Words that may stand before the later places of a row: "and in the town of"."""
        return self.cues_of.words("place_noun", "compass") | _BEFORE_NEXT

    def _first_mention(self, place: Span) -> Span:
        """The first mention of the same name in the entry: later ones refer back to it."""
        name, length = self._name(place), len(place)
        return next(
            p
            for p in self.places
            if p is place
            or (
                len(p) == length  # "Gaza" may be more than "Gaza City"
                and self._name(p) == name
                and not (p.start in self._taken or self._is_dateline(p))
            )
        )

    def _name(self, place: Span) -> str:
        """What is the same for two mentions of a place."""
        name: str = place.kb_id_ or self.text[place.start_char : place.end_char].lower()
        return name
