"""How likely a claim happened at a place: near in the text, specific, and where things happen."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.new_events import NewEvents
from sitrep.components.claims.place_lists import PlaceLists
from sitrep.components.claims.sites import Site
from sitrep.components.claims.view import LOCATIVE, WIDE, Telling

# How much less likely a claim is bound to a place of each type than to a settlement, in the
# unit of `_place_cost` (0.3 a token of distance). Set on the training pages of the corpus.
_VAGUENESS: Final = {
    "facility": 0,
    "neighbourhood": 0,
    "settlement": 1,
    "admin": 9,
    "region": 11,
    "country": 16,
}
_VAGUENESS_OF_SUMS: Final = {
    "facility": 0,
    "neighbourhood": 0,
    "settlement": 0,
    "admin": 1,
    "region": 2,
    "country": 3,
}
_ABROAD: Final = 10
_BEHIND: Final = 20
_TOWARDS: Final = frozenset({"to", "towards", "toward", "into"})
_DELIVERED: Final = re.compile(r"\b(?:brought|carried|moved|sent) (?:\w+ )?to\b")
# How far before a place "other" may stand, in tokens.
_OTHERS: Final = 8
_CONTRAST: Final = 6
_RELATIVE: Final = 12
# How far behind the word for its outcome the count of another one follows at once, in tokens.
_AT_ONCE: Final = 3


class PlaceCosts(PlaceLists, NewEvents):
    """Weighs the places of a Doc for a casualty."""

    def _place_cost(self, site: Site, telling: Telling, scope: str) -> tuple[float | None, str]:
        """How unlikely the claim is to have happened at a place, or None where it cannot have."""
        span, trigger, sentence, clause = telling
        place, lead, at, lower = site.place, site.lead, site.place.start, self.words.lower
        if site.cost is None or (lead in _TOWARDS and at > trigger):
            return None, ""  # "died on the way to Kut"
        way = lower[max(trigger, at - 12) : at]
        if not self.cues_of.words("travel").isdisjoint(way) or (
            "to" in way and _DELIVERED.search(" ".join(way))
        ):
            return None, ""
        distance = min(abs(at - trigger), abs(at - span.start))
        if self.rule_of(span) == "by-place":
            distance = at - span.end
            if distance < 0:  # "two in Kut and another in the old town of Amara"
                distance = _BEHIND - distance
        label, vagueness = place.label_, _VAGUENESS if scope == "incident" else _VAGUENESS_OF_SUMS
        cost = 0.3 * distance + vagueness.get(label, 3) + site.cost
        if site.abroad and not (lead in LOCATIVE and trigger < at < clause[1]):
            cost += _ABROAD
        if span.start <= at < span.end or (
            span.end <= at <= span.end + 8
            and at < trigger
            and lower[at - 1] == "of"
            and lower[at - 2] not in self.cues_of.words("place_noun")
        ):
            cost += 20  # where the victims come from
        if sentence[0] <= at < sentence[1]:
            if self._is_in_care(place):
                return None, ""
            if clause[0] <= at < clause[1]:
                return cost, "place-in-clause"
            if scope == "period" and label not in WIDE and at > clause[1] and not any(
                clause[1] <= c.start < at for c in self.casualties
            ):  # fmt: skip
                return None, ""  # "40 were killed today, as fighting goes on in Kut"
            first, last = sorted((at, span.start))
            if "while" in lower[first:last]:
                # "Ten died while 14 others were hurt in a blast in Kut"
                alike = "others" in lower[first:last]
                return cost + _CONTRAST * (not alike), "place-in-sentence"
            return cost + (0 if self._shares_place(span, trigger) else 3), "place-in-sentence"
        if scope != "incident" or label in WIDE:
            return None, ""
        between = self.text[
            min(place.end_char, span.start_char) : max(place.start_char, span.end_char)
        ]
        before = at < sentence[0]
        if at in self._in_passing or (before and not self.goes_on(at, sentence)):
            return None, ""
        provinces = self._provinces.get(sentence[0])
        if provinces and (province := self.place_attrs[place.id_]["admin1"]) and (
            province not in provinces
        ):  # fmt: skip
            return None, ""  # "Drones attacked Kut province, killing two"
        countries = self._countries.get(sentence[0])
        if countries and (country := self.place_attrs[place.id_]["country"]) and (
            country not in countries
        ):  # fmt: skip
            return None, ""  # "A bomb killed one in Kut. Rebels killed two in northern Chad"
        if "\n" in (between.strip() if before else between):  # a heading belongs to what follows
            return None, ""
        if not before and (
            lead in self.cues_of.words("movement")
            or self._opens_sentence(place)
            or "other" in lower[max(at - _OTHERS, 0) : at]
        ):
            return None, ""  # "protests in other cities such as Kut"
        return cost + (6 if before else 9), "place-before" if before else "place-behind"

    @cached_property
    def _provinces(self) -> dict[int, set[str]]:
        """The provinces that sentences are set in, by the first token of each sentence."""
        attacks = self.cues_of.words("attack")
        found: dict[int, set[str]] = {}
        for site in self._sites:
            province = self.place_attrs[site.place.id_]["admin1"]
            scene = site.lead in LOCATIVE or site.lead in attacks
            if province and scene and site.place.label_ == "admin" and site.cost is not None:
                found.setdefault(self.sentence_of(site.place.start)[0], set()).add(province)
        return found

    @cached_property
    def _countries(self) -> dict[int, set[str]]:
        """The countries that sentences are said to be in, by the first token of each sentence."""
        found: dict[int, set[str]] = {}
        for site in self._sites:
            country = self.place_attrs[site.place.id_]["country"]
            if country and site.place.label_ == "country" and site.lead == "in" and not (
                site.cost is None or site.place.start in self._in_passing
            ):  # fmt: skip
                found.setdefault(self.sentence_of(site.place.start)[0], set()).add(country)
        return found

    def _shares_place(self, span: Span, trigger: int) -> bool:
        """Whether the other outcome follows at once: "Two died and nine were hurt in Kut"."""
        return any(
            trigger < other.start <= trigger + _AT_ONCE
            and other.label_ != span.label_
            and "and" in self.words.lower[trigger : other.start]
            for other in self.casualties
        )

    def _is_scene(self, place: Span, span: Span) -> bool:
        """Whether a relative clause of a place tells of a claim: "to Kut, where two men died"."""
        lower, i = self.words.lower, place.end
        if lower[i : i + 1] == [","]:
            i += 1
        return (
            lower[i : i + 1] == ["where"]
            and not self._gives_direction(place)
            and i < span.start < min(i + _RELATIVE, self.sentence_of(i)[1])
        )

    def _opens_sentence(self, place: Span) -> bool:
        """Whether a sentence begins with a place, and so the next event: "In Kut, troops …"."""
        return self.lead_at(place) <= self.sentence_of(place.start)[0]

    def _elsewhere(self, place: Span, sentence: tuple[int, int]) -> bool:
        """Whether a place stands in another sentence that tells of casualties of its own."""
        if sentence[0] <= place.start < sentence[1]:
            return False
        start, end = self.sentence_of(place.start)
        return start in self._telling_sentences and self._sentence_before(sentence) != (start, end)

    @cached_property
    def _telling_sentences(self) -> frozenset[int]:
        """The first tokens of the sentences that tell of casualties."""
        return frozenset(self.sentence_of(span.start)[0] for span in self.casualties)

    def _sentence_before(self, sentence: tuple[int, int]) -> tuple[int, int] | None:
        index = self.words.sentence_number(sentence[0])
        return self.words.sentences[index - 1] if index else None
