"""Where a claim happened that names no place near it: where the report is, or goes back to."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.place_sums import PlaceSums
from sitrep.components.claims.view import LOCATIVE, WIDE, Link, Telling, ranges
from sitrep.components.grammar.word_tagger import FINITE

# How many times the claim before a claim may count that goes on with its incident.
_LARGER: Final = 20
_NEWS: Final = frozenset(
    "more news report reports word update updates latest video footage pictures".split()
)
# How many tokens long the title of an entry may be.
_TITLE: Final = 12
# How many sentences on an event may be gone back to.
_SCENES: Final = 4
# What an event that "it" stands for is said to have done.
_HAPPENED: Final = frozenset("happened occurred took went exploded hit struck began".split())


class PlaceContext(PlaceSums):
    """Finds the places that the text around a claim gives it."""

    def _place_by_context(
        self, telling: Telling, placed: dict[str, list[str]], scopes: dict[str, str]
    ) -> Link:
        """The place of a claim that names none near it: where the report has been so far.

        The last place of the paragraph; the place of the claim before; the place of the lead,
        which a list or a rival count goes back to; the place that the speaker is in.
        """
        span, sentence = telling.span, telling.sentence
        scope = scopes[span.id_]
        if scope == "incident":
            before = self._place_told_before(span, sentence)
            if before is not None and not self._placed_beside_desk(before, span, placed):
                return Link(
                    [self._first_mention(before).id_], "place-told-before", ranges([before])
                )
        earlier = [
            c
            for c in self.casualties
            if c.start < span.start
            and placed.get(c.id_)
            and self.goes_on(c.start, sentence)
            and scopes.get(c.id_) == scope
            and (scope == "incident" or c.id_ not in self.wholes)
            and (self.is_item(span.start) or self.block_of(c.start) == self.block_of(span.start))
        ]
        if earlier:
            places = [p for p in self.places if p.id_ in placed[earlier[-1].id_]]
            return Link(placed[earlier[-1].id_], "place-of-claim-before", ranges(places))
        if scope != "incident":
            return self._place_of_heading(span)
        return self._place_of_report(telling, placed)

    def _placed_beside_desk(self, place: Span, span: Span, placed: dict[str, list[str]]) -> bool:
        """Whether a place is the desk that sent the report, and claims before are of others."""
        return self._is_dateline(place) and any(
            placed.get(c.id_) and place.id_ not in placed[c.id_]
            for c in self.casualties
            if place.end < c.start < span.start
        )

    def _place_of_heading(self, span: Span) -> Link:
        """The places of the line that heads a sum over events."""
        heading = self.heading_of(span) or self._title(span) or self._topic()
        found = [
            p
            for p in self.places
            if heading
            and heading[0] <= p.start < heading[1]
            and p.start not in self._taken
            and not self._is_dateline(p)
        ]
        return Link([p.id_ for p in found], "place-of-heading" if found else "", ranges(found))

    def _place_of_report(self, telling: Telling, placed: dict[str, list[str]]) -> Link:
        """The place of an incident of which its own paragraph tells no claim and no place."""
        span, sentence = telling.span, telling.sentence
        lead = self._province_of_block(sentence) or self._place_of_lead(sentence)
        if lead is not None:
            found = self._coordinated_places(lead)
            return Link([p.id_ for p in found], "place-of-lead", ranges(found))
        speaker = self._place_of_speaker(sentence)
        if any(
            p.id_ in speaker.value
            and p.label_ != "country"
            and self.block_of(p.start) == self.block_of(sentence[0])
            for p in self.places
        ):
            return speaker
        wide = [
            placed[c.id_]
            for c in self.casualties
            if c.start < span.start
            and placed.get(c.id_)
            and self._treating.isdisjoint(placed[c.id_])
            and self.goes_on(c.start, sentence)
        ]
        if wide:
            found = [p for p in self.places if p.id_ in wide[-1]]
            return Link(wide[-1], "place-of-claim-before", ranges(found))
        if speaker.value:
            return speaker
        scene = self._scene_behind(span, sentence)
        if scene is not None:
            return Link([scene.id_], "place-of-scene", ranges([scene]))
        title = self._title(span) or (0, 0)
        titled = [p for p in self.places if title[0] <= p.start < title[1] and p.label_ == "admin"]
        if titled:
            return Link([titled[0].id_], "place-of-heading", ranges(titled[:1]))
        province = self._province_before(sentence)
        if province is not None:
            return Link([province.id_], "place-told-before", ranges([province]))
        desk = self._place_of_lead(sentence, dateline=True)
        return Link([desk.id_], "place-of-dateline", ranges([desk])) if desk else Link([], "")

    @cached_property
    def _treating(self) -> frozenset[str]:
        """The ids of the places where the hurt are only treated."""
        return frozenset(p.id_ for p in self.places if self._only_treats(p))

    def _province_before(self, sentence: tuple[int, int]) -> Span | None:
        """The province or region that the sentence before was in: "Jets flew over the Beqaa."."""
        before = self._sentence_before(sentence)
        if before is None or self.block_of(before[0]) != self.block_of(sentence[0]):
            return None
        found = [
            p
            for p in self.places
            if before[0] <= p.start < before[1]
            and p.label_ in ("admin", "region")
            and self.lead(p) in LOCATIVE
            and not (p.start in self._taken or self._abroad(p) or self._speaks_there(p))
        ]
        return found[-1] if found else None

    def _title(self, span: Span) -> tuple[int, int] | None:
        """The line without a verb that an entry opens with: "Overnight toll in Kut province"."""
        if len(self.blocks) < 2:
            return None
        start, end = self.blocks[0][0], self.blocks[1][0]
        tags = self.words.tags[start:end]
        told = any(start <= c.start < end for c in self.casualties)
        closed = any(tag in FINITE or tag == "." for tag in tags)
        return None if told or closed or span.start < end or len(tags) > _TITLE else (start, end)

    def _topic(self) -> tuple[int, int] | None:
        """The country whose name alone is an entry's first sentence: "Syria. The committees …"."""
        end = self.words.sentences[0][1]
        return (0, end) if any(p.start == 0 and p.end == end - 1 for p in self.places) else None

    def _province_of_block(self, sentence: tuple[int, int]) -> Span | None:
        """The province that the paragraph of a sentence opens with: "Kut province: One died"."""
        start = self.blocks[self.block_of(sentence[0])][0] if self.blocks else 0
        opening = (p for p in self.places if start <= p.start < min(start + 3, sentence[0]))
        return next((p for p in opening if p.label_ == "admin"), None)

    def _place_of_speaker(self, sentence: tuple[int, int]) -> Link:
        """The place that the speaker is in: "a doctor in Kut said"."""
        speaker = [
            p
            for p in self.places
            if p.start in self._taken
            and not (self._only_treats(p) or self._has_hospital(p))
            and any(
                s.start < p.start and p.end <= s.end and self.lead(p) in LOCATIVE
                for s in (*self.sources, *self.actors)
            )
            and p.start < sentence[1]
        ]
        if any(sentence[0] <= s.start < sentence[1] for s in self.sources):
            speaker = [p for p in speaker if p.start >= sentence[0]]  # another one speaks now
        if speaker:
            return Link([speaker[-1].id_], "place-of-speaker", ranges(speaker[-1:]))
        return Link([], "")

    def _place_of_lead(self, sentence: tuple[int, int], *, dateline: bool = False) -> Span | None:
        """The last place of an entry's earlier paragraphs, or the last that heads one of them."""
        found = [
            p
            for p in self._places_before(sentence)
            if not (self._gives_direction(p) or self._is_byline(p))
        ]
        found = [p for p in found if self._is_dateline(p) == dateline]
        if not found:
            return None
        found = self._not_in_passing(found)
        inner = self._more_specific(found[-1])
        return found[-1] if self._only_treats(inner) else inner

    def _dateline_inside(self, wide: Span, sentence: tuple[int, int]) -> Span | None:
        """The place that heads the paragraph, where it lies in the province that is named."""
        desk = self._place_of_lead((sentence[1], sentence[1]), dateline=True)
        if (
            desk is None
            or desk.label_ in WIDE
            or self.block_of(desk.start) != self.block_of(sentence[0])
        ):
            return None
        admin = self.place_attrs[wide.id_]["admin1"]
        return desk if admin and admin == self.place_attrs[desk.id_]["admin1"] else None

    def _place_told_before(self, span: Span, sentence: tuple[int, int]) -> Span | None:
        """The place of the claim before in the paragraph: a report goes on where it was."""
        earlier = [
            p
            for p in self._places_before(sentence)
            if p.start not in self._in_passing
            and "\n" not in self.text[p.end_char : span.start_char]
        ]
        return earlier[-1] if earlier else None

    def _places_before(self, sentence: tuple[int, int]) -> Iterator[Span]:
        """The places of the entry before a sentence at which something can have happened."""
        movement = self.cues_of.words("movement")
        for place in self.places:
            if (
                place.end <= sentence[0]
                and place.start not in self._nowhere
                and self.goes_on(place.start, sentence)
                and place.start not in self._taken
                and place.label_ not in WIDE
                and (self.lead(place) not in movement or self._is_news_from(place))
                and not self._only_treats(place)
                and not self._abroad(place)
            ):
                yield place

    @cached_property
    def _nowhere(self) -> frozenset[int]:
        """The first tokens of places at which nothing is told to have happened."""
        return frozenset(
            site.place.start
            for site in self._sites
            if site.cost is None
            and not (self._is_dateline(site.place) or self._is_news_from(site.place))
        )

    def _is_news_from(self, place: Span) -> bool:
        """Whether a place is where news come from: "More from Misrata"."""
        before = self.words.lower[max(place.start - 2, 0) : place.start]
        return before[1:] == ["from"] and before[0] in _NEWS

    def _narrower_before(
        self, wide: Span, span: Span, placed: dict[str, list[str]], scopes: dict[str, str]
    ) -> list[Span]:
        """The places of the incident before in a country: one does not happen all over it."""
        if wide.label_ != "country":
            return []
        before = next(
            (
                placed[c.id_]
                for c in reversed(self.casualties)
                if c.start < span.start
                and scopes.get(c.id_) == "incident"
                and placed.get(c.id_)
                and self.number_of(span) <= _LARGER * max(self.number_of(c), 1)
            ),
            [],
        )
        found = [p for p in self.places if p.id_ in before]
        country = self.place_attrs[wide.id_]["country"]
        inside = all(
            p.label_ not in ("country", "region")
            and self.place_attrs[p.id_]["country"] in (None, country)
            for p in found
        )
        return found if inside else []

    def _scene_behind(self, span: Span, sentence: tuple[int, int]) -> Span | None:
        """Where an event was that a later sentence goes back to: "The blast went off in Kut".

        It names the event, or one of those who took part in it: "the bomber", "the gunmen".
        """
        if self.code_of(span) == "0":
            return None
        lower, tags = self.words.lower, self.words.tags
        nouns = {lower[k] for k in range(*sentence) if tags[k] in ("NN", "NNS")}
        named = tuple(nouns | self.cues_of.words("incident"))
        counts = {
            (c.label_, self.code_of(c))
            for c in self.casualties
            if sentence[0] <= c.start < sentence[1]
        }
        number = self.words.sentence_number(sentence[0])
        for start, end in self.words.sentences[number + 1 : number + 1 + _SCENES]:
            told = {(c.label_, self.code_of(c)) for c in self.casualties if start <= c.start < end}
            if self.is_separate((start, end)) or not told <= counts:
                break
            it = lower[start] == "it" and not _HAPPENED.isdisjoint(lower[start + 1 : start + 2])
            back = start if it else end
            for k in range(start, back):
                if lower[k] == "the" and lower[k + 1 : end] and lower[k + 1].startswith(named):
                    back = k
                    break
            found = [
                place
                for place in self.places
                if start < place.start < end
                and place.start not in self._taken
                and place.label_ not in ("country", "region")
                and (
                    (back < place.start and self.lead(place) in LOCATIVE)
                    or (lower[place.start - 1] == "the" and lower[place.end - 1] in nouns)
                )
                and not self._speaks_there(place)
            ]
            if found:
                return self._more_specific(min(found, key=lambda p: p.label_ in WIDE))
        return None
