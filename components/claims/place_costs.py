"""How likely a claim happened at a place: near in the text, specific, and where things happen."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.hospitals import Hospitals
from sitrep.components.claims.view import LOCATIVE, WIDE
from sitrep.components.grammar.word_forms import BE

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
_BROUGHT: Final = frozenset("dead bodies wounded brought killed injured casualties martyrs".split())
_DATELINE: Final = 16
_ABROAD: Final = 10
_ROUTE: Final = 12
_DIRECTION: Final = 5
_NEAR: Final = 9
_BEHIND: Final = 20
_ROUTE_JOINTS: Final = frozenset("from to between and of linking connecting towards - –".split())
_MARKS: Final = frozenset("• * · - –".split())
_DASHES: Final = frozenset({"-", "–", "—"})
# The longest head of an agency's report, in tokens, and what joins its words.
_BYLINE: Final = 12
_IN_BYLINE: Final = frozenset({",", ".", "-", "–", "/"})
_CAMPAIGNS: Final = frozenset("offensive campaign invasion incursion operation war".split())
_TOWARDS: Final = frozenset({"to", "towards", "toward", "into"})
_AIMS: Final = frozenset({("bound", "for"), ("headed", "for"), ("destined", "for")})
# What may follow the seat of a body, and bodies that have one.
_AFTER_SEAT: Final = frozenset({"", ":", "\n", ")", "."})
_BODIES: Final = frozenset({"MEDIA", "MONITOR", "OPPOSITION", "GOVERNMENT"})
_DELIVERED: Final = re.compile(r"\b(?:brought|carried|moved|sent) (?:\w+ )?to\b")
_MEASURE: Final = 6
# How far before a place its distance from another one may be told, in tokens.
_DISTANCE: Final = 10
_MILES: Final = frozenset("km kilometres kilometers kilometre kilometer miles mile".split())
_TREATMENT: Final = 20
# How far before a place "other" may stand, in tokens.
_OTHERS: Final = 8
_CONTRAST: Final = 20
_RELATIVE: Final = 12
# How far behind the word for its outcome the count of another one follows at once, in tokens.
_AT_ONCE: Final = 3


class PlaceCosts(Hospitals):
    """Weighs the places of a Doc for a casualty."""

    def _place_cost(
        self,
        place: Span,
        span: Span,
        trigger: int,
        sentence: tuple[int, int],
        clause: tuple[int, int],
        scope: str,
    ) -> tuple[float | None, str]:
        """How unlikely the claim is to have happened at a place, or None where it cannot have."""
        if self._acts(place) or self._speaks_there(place) or self._is_byline(place):
            return None, ""
        lead = self.lead(place)
        if (
            self._aims_at(place, lead)
            or lead == "with"
            or (lead == "from" and self._fired_from(place))
        ):
            return None, ""  # "clashes with Chad", "stray bullets from Chad"
        distance = min(abs(place.start - trigger), abs(place.start - span.start))
        if self.attrs[span.id_]["why"]["span"]["rule"] == "by-place":
            distance = place.start - span.end
            if distance < 0:  # "two in Kut and another in the old town of Amara"
                distance = _BEHIND - distance
        cost = 0.3 * distance + (_VAGUENESS if scope == "incident" else _VAGUENESS_OF_SUMS).get(
            place.label_, 3
        )
        if self._is_dateline(place):
            if self._abroad(place):
                return None, ""
            cost += _DATELINE
        if self._has_hospital(place):
            if self.words.tags[self.lead_at(place) - 2] == "IN":
                return None, ""  # "died in hospital in Kut", "after surgery in Turkey"
            cost += _TREATMENT
        if self._only_treats(place):
            return None, ""
        told_there = lead in LOCATIVE and trigger < place.start < clause[1]
        if self._abroad(place) and not told_there:
            cost += _ABROAD
        if self._ends_route(place):
            cost += _ROUTE
        if self._gives_direction(place):
            near = self.words.lower[max(place.start - _MEASURE, 0) : place.start]
            measured = "from" not in near and not _MILES.isdisjoint(near)
            if self._before(place) in self._taken or measured:
                return None, ""  # "police in Baquba, north of Baghdad", "60 km north of Kut"
            start, end = self.sentence_of(place.start)
            beside = any(p is not place and start <= p.start < end for p in self.places)
            cost += _DIRECTION * beside
        if lead in LOCATIVE or self._brought_from(place, lead):
            cost -= 3
        elif lead in _TOWARDS and place.start > trigger:
            return None, ""  # "died on the way to Kut"
        elif lead in self.cues_of.words("movement"):
            cost += 20
        way = self.words.lower[max(trigger, place.start - 12) : place.start]
        if not self.cues_of.words("travel").isdisjoint(way) or _DELIVERED.search(" ".join(way)):
            return None, ""
        if span.start <= place.start < span.end or (
            self.words.lower[place.start - 1] == "of"
            and self.words.lower[place.start - 2] not in self.cues_of.words("place_noun")
            and (span.end <= place.start <= span.end + 8 and place.start < trigger)
        ):
            cost += 20  # where the victims come from
        if sentence[0] <= place.start < sentence[1]:
            if clause[0] <= place.start < clause[1]:
                return cost, "place-in-clause"
            alone = not any(clause[1] <= c.start < place.start for c in self.casualties)
            if scope == "period" and place.label_ not in WIDE and place.start > clause[1] and alone:
                return None, ""  # "40 were killed today, as fighting goes on in Kut"
            first, last = sorted((place.start, span.start))
            if "while" in self.words.lower[first:last]:
                return cost + _CONTRAST, "place-in-sentence"
            return cost + (0 if self._shares_place(span, trigger) else 3), "place-in-sentence"
        if scope != "incident" or place.label_ in WIDE or self._only_treats(place):
            return None, ""
        between = self.text[
            min(place.end_char, span.start_char) : max(place.start_char, span.end_char)
        ]
        before = place.start < sentence[0]
        if "\n" in (between.strip() if before else between):  # a heading belongs to what follows
            return None, ""
        if not before and (
            lead in self.cues_of.words("movement")
            or self._opens_sentence(place)
            or "other" in self.words.lower[max(place.start - _OTHERS, 0) : place.start]
        ):
            return None, ""  # "protests in other cities such as Kut"
        return cost + (6 if before else 9), "place-before" if before else "place-behind"

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

    def _is_dateline(self, place: Span) -> bool:
        """Whether a place heads its paragraph: "BASRA - …", "HAIFA, Israel - …"."""
        lower = self.words.lower
        start = self.blocks[self.block_of(place.start)][0] if self.blocks else 0
        while lower[start] in _MARKS:
            start += 1
        if place.start - start > 1:
            return False
        ahead = lower[place.end : place.end + 4]
        return not _DASHES.isdisjoint(ahead) or (
            place.text.isupper() and (":" in ahead or ahead[:1] == [","])
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
        home = self.doc.user_data.get("entry", {}).get("country")
        country = self.place_attrs.get(place.id_, {}).get("country")
        return bool(home and country) and home != country

    def _acts(self, place: Span) -> bool:
        """Whether a place stands for who acts: "Kyiv's shelling of the town", "Kyiv insists"."""
        lower, i = self.words.lower, place.end
        if self.lead(place) in LOCATIVE:
            return False
        no_act = BE | {"has", "quarters"}  # "the Kut and Amara quarters"
        if self.words.tags[i : i + 1] == ["VBZ"] and lower[i] not in no_act:
            return True
        attacks = self.cues_of.words("attack") | self.cues_of.words("weapon") | _CAMPAIGNS
        return lower[i : i + 1] in (["'s"], ["’s"]) and not attacks.isdisjoint(lower[i + 1 : i + 3])

    def _speaks_there(self, place: Span) -> bool:
        """Whether somebody only speaks or sits in a place: "told reporters in Kut", "based in"."""
        lower, tags = self.words.lower, self.words.tags
        i = place.start - 1
        ahead = lower[place.end : place.end + 1]
        if lower[i] == "," and ahead == [","] and place.end + 1 in self._taken:
            return True  # "Police Chief, Kut, Ali Hasan"
        if lower[i] == "," and self._abroad(place) and self._is_seat(place):
            return True
        if self.lead(place) in ("from", "for") and self.is_aside(place.start_char):
            return True  # "Ali, a trader from Kut, said"
        while i > 1 and (lower[i] == "the" or tags[i] == "JJ"):
            i -= 1
        if i < 1 or lower[i] not in ("in", "from", "at"):
            return False
        first = max(i - 2, self.sentence_of(place.start)[0])
        return not self.cues_of.words("speaking").isdisjoint(lower[first:i])

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

    def _before(self, place: Span) -> int | None:
        """The first token of the place that stands last before another one, close to it."""
        start = place.start - _NEAR
        before = [p.start for p in self.places if start <= p.start < place.start]
        return before[-1] if before else None

    def _brought_from(self, place: Span, lead: str) -> bool:
        """As in "38 dead from Markale": where the bodies come from is where they died."""
        before = self.words.lower[max(place.start - 2, 0) : place.start]
        return lead == "from" and before[-1:] == ["from"] and before[0] in _BROUGHT

    def _sentence_before(self, sentence: tuple[int, int]) -> tuple[int, int] | None:
        index = self.words.sentence_number(sentence[0])
        return self.words.sentences[index - 1] if index else None
