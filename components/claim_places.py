"""Where a claim happened: the place of its clause, sentence or paragraph that costs least."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claim_place_costs import PlaceCosts
from sitrep.components.claim_view import HEAD, LOCATIVE, WIDE, Link, Telling, ranges

_BACK_REFERENCES: Final = frozenset({"city", "town", "village"})
_CHAIN: Final = frozenset(
    'located situated in of , near the outside close to north ’ ” ) ( "'.split()
)
# What goes on with the whole: "nine, two of them boys, were killed on Friday in Homs".
_TIMES: Final = frozenset(
    "on monday tuesday wednesday thursday friday saturday sunday yesterday today".split()
)
_BEFORE_NEXT: Final = frozenset({"in", "the", "near", "around"})
_SIZES: Final = {label: size for size, label in enumerate(
    ("facility", "neighbourhood", "settlement", "admin", "region", "country")
)}  # fmt: skip
# What "there" follows where it means a place: "died there", "ten people there".
_BEFORE_THERE: Final = frozenset({"VBD", "VBN", "NN", "NNS", "RB", "CD"})
# What tells how somebody died: "in Homs when shells hit Inshaat".
_WHEN: Final = frozenset({"when", "after", "as"})
# How many sentences on an event may be gone back to.
_SCENES: Final = 4
_OF_PLACE: Final = frozenset({"the", "of"})


class PlaceLinks(PlaceCosts):
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
        span, trigger, scope = telling.span, telling.trigger, scopes[telling.span.id_]
        sentence, clause = telling.sentence, telling.clause
        whole = self.wholes.get(span.id_)
        if "elsewhere" in self.words.lower[span.end : span.end + 2]:
            return Link([], "")
        best: tuple[float, str, Span] | None = None
        for place in self.places:
            if place.start in self._taken or self._elsewhere(place, sentence):
                continue
            here = sentence[0] <= place.start < sentence[1]
            if not here and self.is_separate(sentence):
                continue
            if self._of_part(place, span, trigger) or self._of_other(place, span):
                continue
            vague = scope == "incident" and place.label_ == "country" and place.start > span.start
            if self._is_scene(place, span) or (self._beside(place, span) and not vague):
                best = (-99.0, "place-beside", place)
                break
            cost, rule = self._place_cost(place, span, trigger, sentence, clause, scope)
            if cost is not None and (best is None or cost < best[0]):
                best = (cost, rule, place)
        if (
            whole is not None
            and placed.get(whole)
            and (best is None or best[1] not in ("place-in-clause", "place-beside"))
        ):
            return Link(placed[whole], "place-of-whole")
        told = best is not None and (
            best[1] in ("place-in-clause", "place-beside")
            or (best[1] == "place-in-sentence" and self.lead(best[2]) in LOCATIVE)
        )
        if not told:
            city = self._the_city(clause)
            if city is not None:
                return Link([self._first_mention(city).id_], "place-by-noun", ranges([city]))
        if best is None and self.is_separate(sentence):
            return self._place_of_speaker(sentence)
        if best is None:
            return self._place_by_context(telling, placed, scopes)
        rule, place = best[1], self._more_specific(best[2])
        within = self._part_told(place, span, sentence)
        if within is not None:
            rule, place = "place-within", within
        if scope == "incident" and place.label_ in WIDE:
            narrower = self._narrower_before(place, span, placed, scopes)
            if narrower and rule != "place-beside" and not self.is_separate(sentence):
                return Link([p.id_ for p in narrower], "place-of-claim-before", ranges(narrower))
            inner = self._inside(place, span, sentence) or self._scene_behind(span, sentence)
            if inner is not None:
                rule, place = "place-inside", inner
        here = sentence[0] <= place.start < sentence[1]
        spread = here or self.lead(place) in LOCATIVE
        found = self._coordinated_places(place) if spread else [place]
        if not here:
            found = [self._first_mention(p) for p in found]
        return Link([p.id_ for p in found], rule, ranges(found))

    @cached_property
    def _chain(self) -> frozenset[str]:
        """Words that may stand between a place and the one that it lies in."""
        return _CHAIN | self.cues_of.words("place_noun") | self.cues_of.words("compass")

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
            if before is not None:
                return Link(
                    [self._first_mention(before).id_], "place-told-before", ranges([before])
                )
        earlier = [
            c
            for c in self.casualties
            if c.start < span.start
            and placed.get(c.id_)
            and scopes.get(c.id_) == scope
            and (self.is_item(span.start) or self.block_of(c.start) == self.block_of(span.start))
        ]
        if earlier:
            places = [p for p in self.places if p.id_ in placed[earlier[-1].id_]]
            return Link(placed[earlier[-1].id_], "place-of-claim-before", ranges(places))
        if scope != "incident":
            heading = self.heading_of(span)
            found = [
                p
                for p in self.places
                if heading
                and heading[0] <= p.start < heading[1]
                and p.start not in self._taken
                and not self._is_dateline(p)
            ]
            return Link([p.id_ for p in found], "place-of-heading" if found else "", ranges(found))
        lead = self._place_of_lead(sentence)
        if lead is not None:
            found = self._coordinated_places(lead)
            return Link([p.id_ for p in found], "place-of-lead", ranges(found))
        speaker = self._place_of_speaker(sentence)
        if speaker.value:
            return speaker
        scene = self._scene_behind(span, sentence)
        if scene is not None:
            return Link([scene.id_], "place-of-scene", ranges([scene]))
        return Link([], "")

    def _place_of_speaker(self, sentence: tuple[int, int]) -> Link:
        """The place that the speaker is in: "a doctor in Kut said"."""
        speaker = [
            p
            for p in self.places
            if p.start in self._taken
            and not self._only_treats(p)
            and any(
                s.start < p.start and p.end <= s.end and self.lead(p) in LOCATIVE
                for s in (*self.sources, *self.actors)
            )
            and p.start < sentence[1]
        ]
        if speaker:
            return Link([speaker[-1].id_], "place-of-speaker", ranges(speaker[-1:]))
        return Link([], "")

    def _place_of_lead(self, sentence: tuple[int, int]) -> Span | None:
        """The last place of an entry's earlier paragraphs; a dateline only for want of one."""
        found = [
            p
            for p in self.places
            if p.end <= sentence[0]
            and p.start not in self._taken
            and p.label_ not in WIDE
            and self.lead(p) not in self.cues_of.words("movement")
            and not self._only_treats(p)
            and not self._abroad(p)
            and not self._gives_direction(p)
            and not self._is_byline(p)
        ]
        told = [p for p in found if not self._is_dateline(p)] or found
        return self._more_specific(told[-1]) if told else None

    def _beside(self, place: Span, span: Span) -> bool:
        """Whether a number and a place are one item: "12 in Homs", "Homs: 12", "Homs 12"."""
        lower = self.words.lower
        if place.start > span.end:
            gap = lower[span.end : place.start]
            return gap[0] in LOCATIVE and all(w in _OF_PLACE or w in self._chain for w in gap[1:])
        return self.is_bare(span) and lower[place.end : span.start] in ([], [":"])

    def _of_part(self, place: Span, span: Span, trigger: int) -> bool:
        """Whether a place belongs to a part of this claim: "27 dead, many in Homs"."""
        return any(
            max(span.end, trigger) <= part.start < place.start
            and self.wholes.get(part.id_) == span.id_
            and self.number_of(part) <= self.number_of(span)
            and not _TIMES & set(self.words.lower[part.end : place.start])
            and not (self.words.lower[part.start - 1] == self.words.lower[part.end] == ",")
            for part in self.casualties
        )

    def _of_other(self, place: Span, span: Span) -> bool:
        """Whether a place is told with another count behind this one: "97 died, 38 in Homs".

        Not so where both are told in one breath: "nine dead and fifty wounded in Homs". Before it,
        only that of another part: "among them six in Homs and three children".
        """
        whole = self.wholes.get(span.id_)
        return any(
            (
                span.end + 1 < other.start < place.start
                or (
                    other.end <= place.start < span.start
                    and whole is not None
                    and whole == self.wholes.get(other.id_)
                )
            )
            and other.label_ == span.label_
            and self._beside(place, other)
            for other in self.casualties
        )

    def _the_city(self, clause: tuple[int, int]) -> Span | None:
        """The settlement that "the city" in the clause goes back to, or the place of "there"."""
        lower = self.words.lower
        for i in range(clause[0] + 1, clause[1]):
            if (
                lower[i] in _BACK_REFERENCES
                and lower[i - 1] == "the"
                and lower[i + 1 : i + 2] != ["of"]
                and self.words.tags[i + 1 : i + 2] not in (["NN"], ["NNS"])
            ):
                before = [p for p in self.places if p.end <= i and p.label_ == "settlement"]
                return before[-1] if before else None
            if lower[i] == "there" and self.words.tags[i - 1] in _BEFORE_THERE:
                before = [
                    p
                    for p in self.places
                    if p.end <= i and not (p.start in self._taken or self._is_dateline(p))
                ]
                return before[-1] if before else None
        return None

    def _more_specific(self, place: Span) -> Span:
        """The inner of two places that stand together.

        As in "the Ikhlas neighbourhood in Damascus", "Baba Amr, Homs", "Homs's eastern Karm".
        """
        lower, i = self.words.lower, place.end
        outer = place.label_ in ("settlement", "admin")
        if outer and lower[i : i + 2][1:] == ["of"] and lower[i] in self._types:
            inner = next((p for p in self.places if p.start == i + 2), None)
            if inner is not None:
                return inner  # "the Homs suburb of Talbiseh"
        if (inner := self._possessed(place)) is not None:
            return inner
        for other in self.places:
            gap = self.words.lower[other.end : place.start]
            if not 0 < len(gap) <= 6 or other.start in self._taken or self._ends_route(other):
                continue
            if "of" in gap and _SIZES[other.label_] > _SIZES[place.label_]:
                continue  # "the Gaza Strip city of Khan Younis"
            if self._chain.issuperset(gap):
                return self._more_specific(other)
        return place

    def _scene_behind(self, span: Span, sentence: tuple[int, int]) -> Span | None:
        """Where an event was that a later sentence goes back to: "The blast went off in Kut"."""
        if self.attrs[span.id_]["count"]["code"] == "0":
            return None
        number = self.words.sentences.index(sentence)
        for start, end in self.words.sentences[number + 1 : number + 1 + _SCENES]:
            head = self.words.lower[start : start + HEAD]
            if any(start <= c.start < end for c in self.casualties):
                continue
            if head[0] == "the" and not self.cues_of.words("incident").isdisjoint(head):
                for place in self.places:
                    if (
                        start < place.start < end
                        and place.start not in self._taken
                        and place.label_ not in ("country", "region")
                        and self.lead(place) in LOCATIVE
                    ):
                        return self._more_specific(place)
        return None

    def _part_told(self, outer: Span, span: Span, sentence: tuple[int, int]) -> Span | None:
        """The part of a place in which the sentence goes on: "in Homs, as shells hit Inshaat"."""
        for place in self.places:
            if (
                outer.end <= place.start < sentence[1]
                and _SIZES[place.label_] < _SIZES[outer.label_] <= _SIZES["admin"]
                and not _WHEN.isdisjoint(self.words.lower[outer.end : place.start])
                and place.start not in self._taken
                and self.lead(place) not in self.cues_of.words("movement")
                and not self._only_treats(place)
                and not any(
                    span.end <= other.start < place.start and other.label_ == span.label_
                    for other in self.casualties
                )
            ):
                return place
        return None

    def _possessed(self, place: Span) -> Span | None:
        """The place inside another one that owns it: "Homs's eastern Karm"."""
        tags, lower, i = self.words.tags, self.words.lower, place.end
        bare = place.text.endswith("s") and tags[place.start - 1] != "``"  # no quotation mark
        if lower[i : i + 1] in (["'s"], ["’s"], *([["'"], ["’"]] if bare else ())):
            i += 1
            while i < len(lower) and (tags[i] == "JJ" or lower[i] in self._chain):
                i += 1
            for other in self.places:
                if other.start == i and _SIZES[other.label_] <= _SIZES[place.label_]:
                    return other
        return None

    def _inside(self, wide: Span, span: Span, sentence: tuple[int, int]) -> Span | None:
        """A settlement or smaller place that the paragraph names next, inside a wider one.

        A report first tells the province and then the village.
        """
        area = self.place_attrs.get(wide.id_, {})
        best: tuple[int, Span] | None = None
        for place in self.places:
            own = self.place_attrs.get(place.id_, {})
            if (
                place.label_ in WIDE
                or place.start in self._taken
                or self.lead(place) in self.cues_of.words("movement")
            ):
                continue
            if self._elsewhere(place, sentence) or place.start < sentence[1]:
                continue
            if self._is_dateline(place) or self._only_treats(place):
                continue
            if any(
                area.get(key) and own.get(key) and area[key] != own[key]
                for key in ("country", "admin1")
            ):
                continue
            between = sorted((place.start_char, span.start_char))
            if "\n" in self.text[between[0] : between[1]]:
                continue
            rank = abs(place.start - span.start)
            if best is None or rank < best[0]:
                best = (rank, place)
        return best[1] if best else None

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
                if c.start < span.start and scopes.get(c.id_) == "incident" and placed.get(c.id_)
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

    def _place_told_before(self, span: Span, sentence: tuple[int, int]) -> Span | None:
        """The place of the claim before in the paragraph: a report goes on where it was."""
        earlier = [
            p
            for p in self.places
            if p.end <= sentence[0]
            and p.start not in self._taken
            and p.label_ not in WIDE
            and self.lead(p) not in self.cues_of.words("movement")
            and not self._abroad(p)
            and "\n" not in self.text[p.end_char : span.start_char]
        ]
        return earlier[-1] if earlier else None

    def _coordinated_places(self, chosen: Span) -> list[Span]:
        """As in "in Homs and Hama", "in Homs, Hama and the town of Idlib": all of them.

        A comma alone may lead from a quarter to its city, so the last joint must be "and".
        """
        if chosen.label_ in ("region", "country"):
            near = [p for p in self.places if p.label_ == chosen.label_]
        else:
            near = [p for p in self.places if p.label_ not in ("region", "country")]
        near = [p for p in near if p.start not in self._taken or p == chosen]
        at = near.index(chosen)
        first = last = at
        while first and self._joint(near[first - 1], near[first]):
            first -= 1
        while last + 1 < len(near) and self._joint(near[last], near[last + 1]):
            last += 1
        if self._joint(near[last - 1], near[last]) != "and" or last == first:
            return [chosen]
        if "between" in self.words.lower[max(near[first].start - 3, 0) : near[first].start]:
            return [chosen]
        inner = self._possessed(near[last])
        return near[first : last + 1] if inner is None else [inner]

    def _joint(self, first: Span, second: Span) -> str:
        """What joins two places that stand in a row, "and" or a comma; empty if nothing does."""
        gap = self.words.lower[first.end : second.start]
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
        return self.cues_of.words("place_noun") | self.cues_of.words("compass") | _BEFORE_NEXT

    def _first_mention(self, place: Span) -> Span:
        """The first mention of the same name in the entry: later ones refer back to it."""
        name, length = place.kb_id_ or place.text.lower(), len(place)
        return next(
            p
            for p in self.places
            if (p.kb_id_ or p.text.lower()) == name
            and (len(p) == length or p == place)  # "Gaza" may be more than "Gaza City"
            and (p == place or not (p.start in self._taken or self._is_dateline(p)))
        )
