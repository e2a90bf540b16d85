"""Places told in passing: of a person, of another place, of an event that was before."""

from __future__ import annotations

from functools import cached_property
from typing import Final

from spacy.tokens import Span

from sitrep.components.claims.view import ClaimView, group
from sitrep.components.grammar.word_forms import BE, PERIODS, POSSESSIVES
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.pipeline.labels import CUES

_AT_HOME: Final = frozenset({"in", "at", "from", "near", "to"})
_BELONGS: Final = frozenset({"of", "at", "from", "to"})
_BORDERING: Final = frozenset("borders bordering overlooking adjoins adjoining abuts".split())
_BEFORE_PART: Final = BE | {"as", ","}
_WAYS: Final = frozenset({"way", "route"})
_NEXT_SCENE: Final = frozenset("after when where as before while following during".split())
_EARLIER: Final = frozenset({"after", "before"})
_TITLE: Final = 5  # tokens behind a place up to the office of who belongs to it
_MOST: Final = frozenset("worst deadliest bloodiest biggest largest heaviest fiercest".split())
_MEASURED_BY: Final = frozenset({"country", "region"})
# Where those arrive who fled or were hurt, nothing is told to have happened.
_FLEERS: Final = frozenset(
    "refugees displaced families people residents villagers civilians survivors evacuees "
    "wounded injured fled fleeing".split()
)
_ARRIVAL: Final = frozenset(
    "arrive arrives arrived arriving reach reaches reached reaching cross crosses crossed "
    "crossing".split()
)
_ARRIVED: Final = 3  # tokens between the verb and what governs the place: "arrived safely in"


class PlaceAsides(ClaimView):
    """Finds places that a report does not go on with."""

    @cached_property
    def _in_passing(self) -> frozenset[int]:
        """The first tokens of places that are told in passing."""
        return frozenset(
            place.start
            for place in self.places
            if self._is_of_person(place)
            or self._relates(place)
            or self._is_past(place)
            or self._compares(place)
            or self._of_speaker(place)
            or self._is_refuge(place)
        )

    def _not_in_passing(self, places: list[Span]) -> list[Span]:
        """Those of some places that a report goes on with, or all if there is none."""
        return [p for p in places if p.start not in self._in_passing] or places

    def _is_of_person(self, place: Span) -> bool:
        """Whether a place tells who somebody is: "head of the Kut district", "living in Kut"."""
        lower, tags = self.words.lower, self.words.tags
        at = self.lead_at(place)
        if at < 1:
            return False
        if lower[at] in self.cues_of.words("office"):  # "of" counts as part of the place
            return True
        if lower[at] in _AT_HOME and lower[at - 1] in self.cues_of.words("place_noun"):
            at -= 1  # "displaced from a village in Kut"
            while at > 1 and (tags[at - 1] in ("DT", "JJ") or lower[at - 1] == "of"):
                at -= 1
            at -= 1
        behind = lower[place.end : place.end + _TITLE]
        if not POSSESSIVES.isdisjoint(behind[:1]) and "," not in behind and (
            not self.cues_of.words("office").isdisjoint(behind)
        ):  # fmt: skip
            return True  # "said Kut's deputy police chief"
        dwells = lower[at - 1] in self.cues_of.words("dwelling")
        belongs = lower[at] in _BELONGS and lower[at - 1] in self.cues_of.words("office")
        if lower[at] == "at" and place.label_ != "facility":
            belongs = False  # "killed a commander at Kut"; but "a doctor at the Kut hospital"
        return (lower[at] in _AT_HOME and dwells) or belongs

    def _borders(self, place: Span) -> bool:
        """Whether a place only describes another: "which borders Kut", "is part of Wasit"."""
        lower, at = self.words.lower, self.lead_at(place)
        return at > 0 and (
            lower[at] in _BORDERING or (lower[at] == "part" and lower[at - 1] in _BEFORE_PART)
        )

    def _relates(self, place: Span) -> bool:
        """Whether a place tells of another one: "the road to Kut", "was taken to Kut"."""
        lower, at = self.words.lower, self.lead_at(place)
        if at < 1 or self._borders(place):
            return at > 0
        ways = self.cues_of.words("route", "travel") | _WAYS
        return lower[at] in ("to", "towards") and lower[at - 1] in ways

    def _is_refuge(self, place: Span) -> bool:
        """Whether a place is where people came to: "3,000 people who fled have arrived in Kut"."""
        lower, start = self.words.lower, self.sentence_of(place.start)[0]
        first = max(self.lead_at(place) - _ARRIVED, start)
        verb = next((k for k in range(place.start - 1, first, -1) if lower[k] in _ARRIVAL), None)
        return verb is not None and not _FLEERS.isdisjoint(lower[start:verb])

    def _is_past(self, place: Span) -> bool:
        """Whether a place is that of an event before: "a week after a blast in Kut"."""
        past = self._past_at(place.start)
        # "Two days after the army stormed Kut" goes on there.
        return past > 0 and FINITE.isdisjoint(self.words.tags[past : place.start])

    def _of_speaker(self, place: Span) -> bool:
        """Whether a place tells who spoke: "said Ali Hasan, an official in the capital, Kut"."""
        lower, tags = self.words.lower, self.words.tags
        for end in self._named_speakers:
            if not end < place.start < self.sentence_of(end)[1]:
                continue
            between = range(end + 2, place.start)
            if all(
                tags[k] not in FINITE
                and lower[k] not in _NEXT_SCENE
                and (lower[k] != "," or k == place.start - 1)
                for k in between
            ):
                return True
        return False

    @cached_property
    def _named_speakers(self) -> list[int]:
        """The ends of sources behind their verb whom an apposition tells of: "said Ali, a"."""
        lower = self.words.lower
        cues = {self.cues[cue.id_]["source"]: cue.start for cue in group(self.doc, CUES)}
        return [
            source.end
            for source in self.sources
            if cues.get(source.id_, source.start) < source.start
            and lower[source.end : source.end + 1] == [","]
            and lower[source.end + 1 : source.end + 2] in (["a"], ["an"], ["the"])
        ]

    @cached_property
    def _before_content(self) -> frozenset[int]:
        """The places between a cue and what is said: "said on Monday in Kut that six had died"."""
        opens: dict[str, int] = {}
        for first, _, attribution in self.contents:
            opens.setdefault(attribution, first)
        ends = {source.id_: source.end for source in self.sources}
        stretches = [
            (cue.end, opens.get(cue.id_, cue.end))
            for cue in group(self.doc, CUES)
            if ends.get(self.cues[cue.id_]["source"], 0) <= cue.start
        ]
        events = self.cues_of.words("attack", "event") | {":"}
        return frozenset(
            place.start
            for start, end in stretches
            for place in self.places
            if start < place.start < end
            and self.lead(place) == "in"
            and events.isdisjoint(self.words.lower[start:end])
        )

    def _compares(self, place: Span) -> bool:
        """Whether an event is only measured by all that happened in a country.

        As in "the worst spillover of the war in Chad", "the first since the coup in Chad", "Chad's
        deadliest raid".
        """
        if place.label_ not in _MEASURED_BY:
            return False
        lower, tags, i = self.words.lower, self.words.tags, place.end
        if (
            lower[i : i + 1]
            and lower[i] in POSSESSIVES
            and not _MOST.isdisjoint(lower[i + 1 : i + 2])
        ):
            return True
        for k in range(place.start - 1, self.sentence_of(place.start)[0] - 1, -1):
            if lower[k] in (",", ";") or tags[k] in FINITE:
                return False
            if lower[k] == "since" or lower[k] in _MOST:
                return True
        return False

    @cached_property
    def _counts_days(self) -> bool:
        """Whether a Doc has words for stretches of time; many have none."""
        return not PERIODS.isdisjoint(self.words.lower)

    def _past_at(self, token: int) -> int:
        """Where the words begin that put a token at another time, 0 where none do.

        As in "hours after the raid", "last week's raid".
        """
        if not self._counts_days:
            return 0
        lower = self.words.lower
        for k in range(token - 1, self.sentence_of(token)[0], -1):
            if lower[k] in (",", ";"):
                return 0
            if lower[k] in _EARLIER and lower[k - 1] in PERIODS:
                return k
            if lower[k] in POSSESSIVES and lower[k - 1] in PERIODS and lower[k - 2] == "last":
                return k
        return 0
