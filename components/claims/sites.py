"""The places of a Doc that claims can be bound to, and what they cost whatever the claim."""

from __future__ import annotations

from functools import cached_property
from typing import Final, NamedTuple

from spacy.tokens import Span

from sitrep.components.claims.attack_nouns import DONE
from sitrep.components.claims.hospitals import Hospitals
from sitrep.components.claims.place_asides import PlaceAsides
from sitrep.components.claims.view import LOCATIVE
from sitrep.components.grammar.word_forms import BE, HAVE, MONTHS
from sitrep.components.grammar.word_tagger import FINITE

_BROUGHT: Final = frozenset("dead bodies wounded brought killed injured casualties martyrs".split())
_DATELINE: Final = 16
# How far behind a place the dash behind its date may stand, in tokens.
_DATED: Final = 7
_ROUTE: Final = 12
_PASSING: Final = 20
_DIRECTION: Final = 5
_NEAR: Final = 9
_ROUTE_JOINTS: Final = frozenset("from to between and of linking connecting towards - –".split())
_MARKS: Final = frozenset("• * · - –".split())
DASHES: Final = frozenset({"-", "–", "—"})
"""Behind the place that heads a report or an item."""
# The longest head of an agency's report, in tokens, and what joins its words.
_BYLINE: Final = 12
_IN_BYLINE: Final = frozenset({",", ".", "-", "–", "/"})
_NO_ACT: Final = BE | {"has", "quarters"}  # "the Kut and Amara quarters"
_CAMPAIGNS: Final = frozenset("offensive campaign invasion incursion operation war".split())
_AIMS: Final = frozenset({("bound", "for"), ("headed", "for"), ("destined", "for")})
# What may follow the seat of a body, and bodies that have one.
_AFTER_SEAT: Final = frozenset({"", ":", "\n", ")", "."})
_BODIES: Final = frozenset({"MEDIA", "MONITOR", "OPPOSITION", "GOVERNMENT"})
# Tags of the words that tell who somebody is: "a senior official of the mission".
_APPOSITION: Final = frozenset("DT JJ NN NNS NNP POS CD HYPH IN -LRB- -RRB-".split())
_MEASURE: Final = 6
# How far before a place its distance from another one may be told, in tokens.
_DISTANCE: Final = 10
_MILES: Final = frozenset("km kilometres kilometers kilometre kilometer miles mile".split())
_TREATMENT: Final = 20
_FOLLOWED: Final = frozenset({"followed", "trailed"})
_INTO: Final = frozenset({"to", "into", "onto"})
_SPREAD: Final = frozenset("spread spreads spreading spilled spilt spills spilling".split())


class Site(NamedTuple):
    """A place that claims can be bound to: what of it is the same for all of them.

    `cost` is None where nothing happens but what is told right beside it.
    """

    place: Span
    lead: str
    abroad: bool
    separate: bool
    cost: int | None


class Sites(Hospitals, PlaceAsides):
    """Reads what each place of a Doc is, apart from the claims."""

    @cached_property
    def _sites(self) -> list[Site]:
        """The places that neither belong to a source or an actor nor only treat people."""
        return [
            Site(
                place=place,
                lead=self.lead(place),
                abroad=self._abroad(place),
                separate=self.is_separate(self.sentence_of(place.start)),
                cost=self._own_cost(place),
            )
            for place in self.places
            if place.start not in self._taken and not self._only_treats(place)
        ]

    def _own_cost(self, place: Span) -> int | None:
        """What a place costs whatever the claim, or None where nothing can have happened."""
        if self._acts(place) or self._speaks_there(place) or self._is_byline(place):
            return None
        lead, cost = self.lead(place), 0
        if (
            self._borders(place)
            or self._aims_at(place, lead)
            or lead == "with"
            or (lead == "by" and self._follows(place))
            or (lead == "from" and self._fired_from(place))
        ):
            return None  # "clashes with Chad", "stray bullets from Chad", "followed by Kut"
        if self._is_dateline(place):
            if self._abroad(place):
                return None
            cost += _DATELINE
        if self._has_hospital(place):
            if self.words.tags[self.lead_at(place) - 2] == "IN":
                return None  # "died in hospital in Kut", "after surgery in Turkey"
            cost += _TREATMENT
        if self._ends_route(place):
            cost += _ROUTE
        if place.start in self._in_passing:
            cost += _PASSING
        if self._gives_direction(place):
            if self._before(place) in self._taken or self._is_measured(place):
                return None  # "police in Baquba, north of Baghdad"
            start, end = self.sentence_of(place.start)
            beside = any(p is not place and start <= p.start < end for p in self.places)
            cost += _DIRECTION * beside
        if lead in LOCATIVE or self._brought_from(place, lead) or self._spreads_to(place):
            cost -= 3
        elif lead in self.cues_of.words("movement"):
            cost += 20
        return cost

    def _is_dateline(self, place: Span) -> bool:
        """Whether a place heads its paragraph: "BASRA - …", "HAIFA, Israel - …"."""
        lower = self.words.lower
        start = self.blocks[self.block_of(place.start)][0] if self.blocks else 0
        while lower[start] in _MARKS:
            start += 1
        if place.start - start > 1:
            return False
        ahead = lower[place.end : place.end + 4]
        return (
            not DASHES.isdisjoint(ahead)
            or ((":" in ahead or ahead[:1] == [","]) and place.text.isupper())
            or self._is_dated(place.end)
        )

    def _is_dated(self, token: int) -> bool:
        """Whether a date and a dash stand behind a place: ", October 27, 2023 —"."""
        ahead = self.words.lower[token : token + _DATED]
        dash = next((k for k, word in enumerate(ahead) if word in DASHES), 0)
        return (
            ahead[:1] == [","]
            and not MONTHS.isdisjoint(ahead[:dash])
            and all(w in MONTHS or w == "," or w.isdigit() for w in ahead[:dash])
        )

    def _is_byline(self, place: Span) -> bool:
        """Whether a place is where an agency wrote: "KUT, Iraq (AP) -", "Kut, May 7 (IANS)"."""
        block = self.block_of(place.start)
        start = self.blocks[block][0] if self.blocks else 0
        if place.start - start > _BYLINE:
            return False
        for i in range(start, min(start + _BYLINE, len(self.words) - 1)):
            text = self.words.texts[i]
            if text == "(":
                agency = self.words.texts[i + 1][0].isupper()
                return i > place.start and agency and all(p.start != i + 1 for p in self.places)
            if not (text[0].isupper() or text[0].isdigit() or text in _IN_BYLINE):
                return False
        return False

    def _abroad(self, place: Span) -> bool:
        """Whether a place lies in another country than the page's: there people only speak."""
        if place.label_ in ("neighbourhood", "facility"):
            return False  # too many share a name
        home = self._home
        country = self.place_attrs.get(place.id_, {}).get("country") if home else None
        return bool(country) and home != country

    @cached_property
    def _home(self) -> str | None:
        """The country of the page."""
        home: str | None = self.doc.user_data.get("entry", {}).get("country")
        return home

    def _acts(self, place: Span) -> bool:
        """Whether a place stands for who acts: "Kyiv's shelling of the town", "Kyiv insists"."""
        lower, i = self.words.lower, place.end
        if self.lead(place) in LOCATIVE:
            return False
        if self._is_attacker(place):
            return True
        if self.words.tags[i : i + 1] == ["VBZ"] and lower[i] not in _NO_ACT:
            return True
        if lower[i : i + 1] not in (["'s"], ["’s"]):
            return False
        attacks, near = self.cues_of.words("attack", "weapon"), lower[i + 1 : i + 3]
        return not (attacks.isdisjoint(near) and _CAMPAIGNS.isdisjoint(near))

    def _is_attacker(self, place: Span) -> bool:
        """Whether a country stands for its forces: "Iran has fired missiles", "raids by Iran"."""
        if place.label_ != "country":
            return False
        lower, tags, i = self.words.lower, self.words.tags, place.end
        lead = self.lead_at(place)
        if lower[lead] == "by":
            return True
        if tags[lead] in ("IN", "TO"):
            return False
        while i < len(lower) and (tags[i] == "RB" or lower[i] in HAVE):
            i += 1
        return tags[i : i + 1] in (["VBD"], ["VBN"]) and (
            lower[i] in DONE or lower[i] in self.cues_of.words("attack")
        )

    def _speaks_there(self, place: Span) -> bool:
        """Whether somebody only speaks or sits in a place: "told reporters in Kut", "based in"."""
        lower, tags = self.words.lower, self.words.tags
        i = place.start - 1
        ahead = lower[place.end : place.end + 1]
        if lower[i] == "," and ahead == [","] and place.end + 1 in self._taken:
            return True  # "Police Chief, Kut, Ali Hasan"
        if lower[i] == "," and self._abroad(place) and self._is_seat(place):
            return True
        if self._is_of_speaker(place) or place.start in self._before_content:
            return True
        if self.lead(place) in ("from", "for") and self.is_aside(place.start_char):
            return True  # "Ali, a trader from Kut, said"
        while i > 1 and (lower[i] == "the" or tags[i] == "JJ"):
            i -= 1
        if i < 1 or lower[i] not in ("in", "from", "at"):
            return False
        first = max(i - 2, self.sentence_of(place.start)[0])
        return not self.cues_of.words("speaking").isdisjoint(lower[first:i])

    def _is_of_speaker(self, place: Span) -> bool:
        """Whether a place tells of who was named behind "said": "said Ali, a doctor in Kut"."""
        tags, at = self.words.tags, self.lead_at(place)
        source = next((s for s in reversed(self.sources) if s.end <= at), None)
        return (
            source is not None
            and source.start > self.sentence_of(at)[0]
            and tags[source.start - 1] in FINITE
            and self.words.lower[source.end] == ","
            and _APPOSITION.issuperset(tags[source.end + 1 : at])
        )

    def _aims_at(self, place: Span, lead: str) -> bool:
        """Whether something only is to reach a place: "a bus bound for Kut"."""
        at = self.lead_at(place)
        return at > 0 and (self.words.lower[at - 1], lead) in _AIMS

    def _is_seat(self, place: Span) -> bool:
        """Whether a place behind a comma is where a body sits: "Rights Now, Oslo: 12 dead"."""
        ahead = self.text[place.end_char : place.end_char + 1]
        return ahead in _AFTER_SEAT and any(
            actor.end == place.start - 1
            and actor.label_ in _BODIES
            and self.words.tags[actor.end - 1] == "NNP"
            for actor in self.actors
        )

    def _fired_from(self, place: Span) -> bool:
        """Whether a place is where shots came from: "stray bullets from Chad"."""
        before = self.words.lower[max(self.lead_at(place) - 1, 0)]
        return before in self.cues_of.words("weapon") or before in self.cues_of.words("attack")

    def _ends_route(self, place: Span) -> bool:
        """Whether a place is one end of a road ("the highway from Kut to Amara")."""
        lower, routes = self.words.lower, self.cues_of.words("route")
        ahead = lower[place.end : place.end + 4]
        if ahead[:1] in (["-"], ["–"]) and not routes.isdisjoint(ahead):
            return True
        if lower[place.start - 1] == "the" and ahead[:1] and ahead[0] in routes:
            return True  # "on the Kut road"
        before = lower[max(place.start - 6, self.sentence_of(place.start)[0]) : place.start]
        return bool(before) and before[-1] in _ROUTE_JOINTS and not routes.isdisjoint(before)

    def _gives_direction(self, place: Span) -> bool:
        """Whether a place only says where another one lies: "north of Kut", "a town near Kut".

        Not so where a part of it is meant: "in the north of Kut".
        """
        lower, i = self.words.lower, place.start - 1
        near = lower[max(place.start - _DISTANCE, 0) : place.start]
        if "from" in near and not _MILES.isdisjoint(near[: near.index("from")]):
            return True  # "60 km from the town of Kut"
        nouns = self.cues_of.words("place_noun")
        if i > 3 and lower[i] in ("near", "outside") and lower[i - 1] in nouns:
            first = i - 2 - (self.words.tags[i - 2] == "JJ")
            if lower[first - 1 : first + 1] == [",", "a"]:
                return True  # "Dour, a small town near Tikrit"
        if i > 2 and lower[i] == "of" and lower[i - 1] in nouns:  # "west of the town of Kut"
            i -= 1 + (lower[i - 2] == "the") + 1
        while i > 1 and self.words.tags[i] in ("JJ", "NNP") and lower[i] != "of":
            i -= 1  # "north of the Iraqi capital of Baghdad"
        if i < 1 or lower[i] != "of":
            return False
        if lower[i - 1] == "outside":
            return True  # "Dour, outside of Tikrit"
        if lower[i - 1] not in self.cues_of.words("compass"):
            return False
        return i < 2 or lower[i - 2] != "the"

    def _follows(self, place: Span) -> bool:
        """Whether a place is the next in an order: "Kut has most dead, followed by Hilla"."""
        return self.words.lower[self.lead_at(place) - 1] in _FOLLOWED

    def _spreads_to(self, place: Span) -> bool:
        """Whether fighting reached a place: "clashes that spilled over into Kut"."""
        at = self.lead_at(place)
        before = self.words.lower[max(at - 2, 0) : at]
        return at > 0 and self.words.lower[at] in _INTO and not _SPREAD.isdisjoint(before)

    def _is_measured(self, place: Span) -> bool:
        """Whether the distance from a place is told: "60 km north of Kut"."""
        near = self.words.lower[max(place.start - _MEASURE, 0) : place.start]
        return not _MILES.isdisjoint(near) and "from" not in near and self._gives_direction(place)

    def _before(self, place: Span) -> int | None:
        """The first token of the place that stands last before another one, close to it."""
        start = place.start - _NEAR
        before = [p.start for p in self.places if start <= p.start < place.start]
        return before[-1] if before else None

    def _brought_from(self, place: Span, lead: str) -> bool:
        """As in "38 dead from Markale": where the bodies come from is where they died."""
        before = self.words.lower[max(place.start - 2, 0) : place.start]
        return lead == "from" and before[-1:] == ["from"] and before[0] in _BROUGHT
