"""Where a claim happened: the place of its clause, sentence or paragraph that costs least."""

from __future__ import annotations

from typing import Final, NamedTuple

from spacy.tokens import Span

from sitrep.components.claims.place_counts import PlaceCounts
from sitrep.components.claims.view import LOCATIVE, WIDE, Link, Telling, ranges

# Rules that find a place in the claim's own clause.
_OWN_RULES: Final = frozenset({"place-in-clause", "place-beside"})


class _Choice(NamedTuple):
    """A place for a claim: what it costs, the rule that found it, and the place."""

    cost: float
    rule: str
    place: Span


class PlaceLinks(PlaceCounts):
    """Binds casualties to places."""

    def place_link(
        self,
        telling: Telling,
        placed: dict[str, list[str]],
        scopes: dict[str, str],
    ) -> Link:
        """The place that costs least: near in the text, specific, and where things happen.

        A sum over events is bound to places of its own sentence only; an incident also to a
        place that the paragraph named before or names next, if it is a settlement or smaller.
        """
        span, scope = telling.span, scopes[telling.span.id_]
        whole = self.wholes.get(span.id_)
        if "elsewhere" in self.words.lower[span.end : span.end + 2]:
            return Link([], "")
        if (headed := self._headed.get(span.id_)) is not None:
            row = self._coordinated_places(headed)
            return Link([p.id_ for p in row], "place-beside", ranges(row))
        area = self._area_at(span.end)
        if area is not None:
            return Link([self._first_mention(area).id_], "place-by-noun", ranges([area]))
        past = self._past_at(span.start)
        best = self._cheapest(telling, scope, past)
        if whole is not None and placed.get(whole) and (
            best is None
            or not (best.rule in _OWN_RULES or self._told_apart(best, telling, whole))
        ):  # fmt: skip
            return Link(placed[whole], "place-of-whole")
        if best is None or not self._is_told(best):
            summed = self._by_noun_or_sum(telling, placed)
            if summed is not None:
                return summed
        if best is None:
            return self._without_place(telling, past, placed, scopes)
        passing = (best.place.start in self._in_passing and not past) or (
            best.rule == "place-before" and self._placed_beside_desk(best.place, span, placed)
        )
        if passing and not span.start <= best.place.start < span.end:
            context = self._place_by_context(telling, placed, scopes)
            if context.value:
                return context
        return self._bound(best, telling, placed, scopes)

    def _by_noun_or_sum(self, telling: Telling, placed: dict[str, list[str]]) -> Link | None:
        """The place that a noun of the clause goes back to, or that of the sum over events."""
        city = self._the_city(telling.clause) or self._written_at(telling)
        if city is not None:
            return Link([self._first_mention(city).id_], "place-by-noun", ranges([city]))
        if self._is_total(telling, placed):
            return Link([], "")
        summed = self._places_of_sum(telling)
        return Link([p.id_ for p in summed], "place-of-sum", ranges(summed)) if summed else None

    def _cheapest(self, telling: Telling, scope: str, past: int) -> _Choice | None:
        """The place that costs least for a claim, if one may be its own.

        `past` is where the words begin that put the claim behind another event.
        """
        span, trigger, sentence = telling.span, telling.trigger, telling.sentence
        whole = self.wholes.get(span.id_)
        admitted, separate = self._is_of_hospital(span), self.is_separate(sentence)
        parts = [c for c in self.casualties if self.wholes.get(c.id_) == span.id_]
        others = [c for c in self.casualties if c is not span and c.label_ == span.label_]
        own = self._has_own(telling)
        told_next = min(
            (c.start for c in self.casualties if c.start >= sentence[1]), default=len(self.words)
        )
        best: _Choice | None = None
        for site in self._sites:
            place = site.place
            if (admitted and self._heads_item(place)) or not past <= place.start <= told_next:
                continue
            if not sentence[0] <= place.start < sentence[1] and (
                (separate if place.start < sentence[0] else site.separate)
                or self._elsewhere(place, sentence)
            ):
                continue
            if (
                self._of_part(place, span, trigger, parts)
                or self._of_other(place, span, others)
                or self._behind_bracket(place, span, whole)
                or self._of_share(place, span)
                or self._is_left_out(place, span)
                or (own and self._closes_other(place, span))
                or self._opens_other(place, telling)
            ):
                continue
            vague = (
                scope == "incident"
                and place.label_ == "country"
                and place.start > span.start
                and not self._parts_country(place, span)
            )
            if self._is_scene(place, span) or (self._beside(place, span) and not vague):
                return _Choice(-99.0, "place-beside", place)
            cost, rule = self._place_cost(site, telling, scope)
            if cost is not None and (best is None or cost < best.cost):
                best = _Choice(cost, rule, place)
        return best

    def _is_told(self, choice: _Choice) -> bool:
        """Whether words bind a place to the claim, not only nearness."""
        return choice.place.start not in self._in_passing and (
            choice.rule in _OWN_RULES
            or (choice.rule == "place-in-sentence" and self.lead(choice.place) in LOCATIVE)
        )

    def _without_place(
        self, telling: Telling, past: int, placed: dict[str, list[str]], scopes: dict[str, str]
    ) -> Link:
        """The place of a claim for which no place near it can be its own."""
        span, sentence = telling.span, telling.sentence
        if past:
            return Link([], "")  # "hours after a raid killed nine": that is another event
        if self.is_separate(sentence):
            scene = self._scene_behind(span, sentence)
            if scene is not None:
                return Link([scene.id_], "place-of-scene", ranges([scene]))
            return self._place_of_speaker(sentence)
        if self._is_of_hospital(span) or self.code_of(span) == "0":
            return Link([], "")  # nobody died anywhere
        return self._place_by_context(telling, placed, scopes)

    def _bound(
        self,
        choice: _Choice,
        telling: Telling,
        placed: dict[str, list[str]],
        scopes: dict[str, str],
    ) -> Link:
        """The chosen place as a link: the inmost of it, with those that it is joined to."""
        span, sentence, scope = telling.span, telling.sentence, scopes[telling.span.id_]
        rule, place = choice.rule, self._more_specific(choice.place)
        place = self._in_frame(place, span, sentence) or place
        if scope == "incident" and place.label_ in WIDE and not self.tells_of_several(sentence):
            narrower = self._narrower_before(place, span, placed, scopes)
            if narrower and rule != "place-beside" and not self.is_separate(sentence):
                return Link([p.id_ for p in narrower], "place-of-claim-before", ranges(narrower))
            inner = self._scene_behind(span, sentence) or self._dateline_inside(place, sentence)
            if inner is not None:
                rule, place = "place-inside", inner
        here = sentence[0] <= place.start < sentence[1]
        apart = not here and self.lead(place) in self.cues_of.words("movement")
        found = [place] if apart else self._coordinated_places(place)  # "news from Kut and Hit"
        if not here:
            found = [self._first_mention(p) for p in found]
            found = self._row_before(self._first_mention(place), span, placed) or found
        return Link([p.id_ for p in found], rule, ranges(found))

    def _told_apart(self, choice: _Choice, telling: Telling, whole: str) -> bool:
        """Whether the sentence of a part says where it was, and its whole stands in another."""
        first, last = sorted((telling.span.start, choice.place.start))
        return (
            choice.rule == "place-in-sentence"
            and self._is_told(choice)
            and not any(
                (c.id_ == whole and c.start >= telling.sentence[0])
                or (first < c.start < last and self._beside(choice.place, c))
                for c in self.casualties
            )
        )

    def _row_before(
        self, place: Span, span: Span, placed: dict[str, list[str]]
    ) -> list[Span] | None:
        """The places of the claim before, if this one goes back to one of them: "Kut and Hit"."""
        before = [c for c in self.casualties if c.start < span.start]
        ids = placed.get(before[-1].id_, []) if before else []
        same = place.id_ in ids and self.block_of(before[-1].start) == self.block_of(span.start)
        return [p for p in self.places if p.id_ in ids] if same else None
