"""`place_tagger`: names of places, known to the gazetteer or shown to be places by their context.

Every run of capitalised words is matched against the gazetteer, longest name first; what stands
around it then decides whether it is a place after all ("Georgia Salpa", "the Syrian Observatory"
are none), of which type, and where the span ends ("Clock Square", but "[Barbar] village").
Names that no list holds are taken where a place must stand: "the village of X", "X district",
"X, Homs", "north of X", "in X".
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.grammar.columns import Memo
from sitrep.components.grammar.words import WordReader
from sitrep.components.patterns import Patterns, Scorer
from sitrep.components.places.contexts import AGE, Contexts
from sitrep.components.places.gazetteer import Atlas, GazetteerComponent, Place
from sitrep.components.places.guesses import by_context, listed_before
from sitrep.components.places.keys import plain_name, plain_parts
from sitrep.components.places.longer_names import (
    LARGE,
    SMALL,
    extended,
    is_last_name,
    is_name_part,
    is_second_half,
    is_side,
    lengthened,
    side_of,
)
from sitrep.components.places.mentions import (
    Match,
    Mention,
    agree,
    best,
    is_actor,
    join_pairs,
    join_roads,
    longest,
    runs_into,
)
from sitrep.components.places.runs import LINKS, Run, lower_case_runs, runs
from sitrep.components.places.type_nouns import borders, with_noun
from sitrep.components.places.unmatched import unmatched
from sitrep.pipeline.labels import ACTORS, ID_PREFIXES, LOCATIONS

_LONGEST: Final = 6  # words of a name in the gazetteer
_CAPITALISED: Final = re.compile(r"\b[A-Z][a-z]")
_DATELINE: Final = re.compile(
    r"^([A-Z][A-Z'’-]{3,}(?: [A-Z]{3,})?)"
    r"(?=(?:/[A-Z]+)?(?:, [A-Z][\w ]+)?(?: \([\w ]+\))? ?[-–—:] )",
    re.MULTILINE,
)


@Language.factory(
    "place_tagger",
    assigns=["doc.spans"],
    default_score_weights={"spans_locations_f": 1.0},
    default_config={"scorer": {"@scorers": "sitrep.scorer.v1", "subject": "locations"}},
)
def make_place_tagger(nlp: Language, name: str, scorer: Scorer | None = None) -> PlaceTagger:
    """Make a `PlaceTagger`."""
    return PlaceTagger(nlp, name, scorer)


class PlaceTagger(GazetteerComponent):
    """Writes `doc.spans["locations"]`: labels and rules; the geocoder adds what they denote."""

    layers = (LOCATIONS,)
    files: ClassVar[Mapping[str, str]] = {
        "place_contexts": "place_contexts.csv",
        "common_words": "common_words.csv",
        "countries": "countries.csv",
    }
    keys: ClassVar[Mapping[str, Sequence[str]]] = {
        "place_contexts": ("kind", "word", "label", "note"),
        "common_words": ("word",),
        "countries": (
            "iso", "geonameid", "name", "aliases", "demonyms", "capital", "neighbours", "script",
            "leaders",
        ),
    }  # fmt: skip

    def __init__(self, nlp: Language, name: str, scorer: Scorer | None = None) -> None:
        super().__init__(nlp, name, scorer)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Read the context words."""
        self._contexts = Contexts(patterns)
        self._atlases: Memo[str, Atlas] = Memo(self._atlas)

    def find(
        self, text: str, country: str | None = None, actors: Iterable[tuple[int, int]] = ()
    ) -> list[Mention]:
        """The mentions of places in a text, in order and without overlaps.

        `country` is the page's country (ISO 3166 alpha-2); `actors` are the offsets of actor
        spans, inside which only some places count.
        """
        assert self.patterns is not None  # compiles the package's own on first use
        found = [
            Mention(line.start(1), line.end(1), "settlement", "dateline", (line.span(1),))
            for line in _DATELINE.finditer(text)
            if line[1].lower() not in self._contexts.common
            and not any(self._contexts.no_place[word] for word in line[1].lower().split())
        ]
        found += borders(self._contexts, text)
        atlas = self._atlases[country or ""]
        uncertain: list[Match] = []
        longer: list[Match] = []
        lower = _CAPITALISED.search(text) is None
        for run in lower_case_runs(text) if lower else runs(text, atlas.unknown):
            alone = run[0].text if len(run) == 1 and not lower else ""
            if alone in atlas.unknown:
                continue
            taken = 0
            matches = self._match(text, run, atlas, lower=lower)
            for match in matches:
                mention = self._judge(text, match, matches, atlas, lower=lower)
                if mention is False:
                    continue
                if isinstance(mention, Mention):
                    found.append(mention)
                    if match.rest and (
                        name := lengthened(self._contexts, text, match, matches, atlas)
                    ):
                        longer.append(name)
                else:
                    uncertain.append(match)
                if taken < match.first and not lower:
                    uncertain += unmatched(self._contexts, text, run, taken, match.first)
                taken = match.last
            if taken < len(run) and not lower:
                rest = unmatched(self._contexts, text, run, taken, len(run))
                if alone and not matches and not rest:
                    atlas.unknown.add(alone)
                uncertain += rest
        if not found and not uncertain:
            return []
        actor_spans = list(actors)
        longer = [match for match in longer if not runs_into(match, actor_spans)]
        missed: list[Match] = []
        for match in longer + uncertain:
            shown = by_context(self._contexts, text, match, found, atlas)
            if shown is None:
                missed.append(match)
            elif not is_actor(text, shown, actor_spans):
                found.append(shown)
        if missed and any(m.rule == "type-noun" for m in found):
            ends = {match.end: match for match in missed}
            for match in reversed(missed):
                shown = listed_before(self._contexts, text, match, ends, found)
                if shown and not is_actor(text, shown, actor_spans):
                    found.append(shown)
        found = longest(m for m in found if not is_actor(text, m, actor_spans))
        return agree(text, join_pairs(text, join_roads(text, found), atlas))

    def set_annotations(
        self, doc: Doc, mentions: Iterable[Mention], offsets: Sequence[int]
    ) -> None:
        """Write mentions as the span group `locations`; `offsets` are where tokens begin."""
        group = SpanGroup(doc, name=LOCATIONS)
        attrs: dict[str, Any] = {}
        last = 0
        prefix = ID_PREFIXES[LOCATIONS]
        for mention in mentions:
            start = bisect_right(offsets, mention.start) - 1
            if start < last:
                continue
            last = bisect_left(offsets, mention.end)
            number = f"{prefix}{len(attrs) + 1}"
            group.append(Span(doc, start, last, label=mention.label, span_id=number))
            attrs[number] = {
                "name": None, "country": None, "admin1": None, "lat": None, "lon": None,
                "geo_precision": None, "within": None,
                "why": {"span": {"rule": mention.rule, "words": list(map(list, mention.words))}},
            }  # fmt: skip
        group.attrs.update(attrs)
        doc.spans[LOCATIONS] = group

    def __call__(self, doc: Doc) -> Doc:
        """Annotate one Doc."""
        words = self._reader.read(doc)
        country = doc.user_data.get("entry", {}).get("country")
        actors = ((span.start_char, span.end_char) for span in doc.spans.get(ACTORS, ()))
        self.set_annotations(doc, self.find(words.text, country, actors), words.offsets)
        return doc

    def _atlas(self, home: str) -> Atlas:
        """The tables for pages about a country, "" for pages about none."""
        return Atlas(self.gazetteer, home, self._contexts.neighbours.get(home, ()))

    def _match(self, text: str, run: Run, atlas: Atlas, *, lower: bool) -> list[Match]:
        """The names of a run that the gazetteer knows, the longest first from the left.

        "Delta state" has its noun in the gazetteer and not in the run: it is no town Delta.
        """
        matches = []
        noun = "state" if run and text.startswith(" state", run[-1].end) else ""
        parts = [plain_parts(word.text) for word in run]
        bare, whole = [part[0] for part in parts], [part[1] for part in parts]
        first = 0
        while first < len(run):
            for last in range(min(len(run), first + _LONGEST), first, -1):
                places = atlas.named("".join(bare[first:last]) or "".join(whole[first:last]))
                if noun and last == len(run):
                    stated = atlas.named("".join(bare[first:last]) + noun)
                    places = [place for place in stated if place.label == "admin"] or places
                if not places and run[last - 1].text[-1] != "s":
                    continue
                if match := self._known(run, first, last, places, atlas, lower=lower):
                    matches.append(match)
                    first = match.last
                    break
            else:
                first += 1
        return matches

    def _known(
        self, run: Run, first: int, last: int, places: Sequence[Place], atlas: Atlas, *, lower: bool
    ) -> Match | None:
        """The match of a name that `places` bear, or bear without an s at its end."""
        contexts, head, tail = self._contexts, run[first], run[last - 1]
        if head.text in LINKS or tail.text in LINKS:
            return None
        if (lower or (last - first > 1 and head.lower != "the")) and (
            head.lower in contexts.function_words
        ):
            return None
        name = " ".join([word.text for word in run[first:last]])
        if lower and len(name) < 4:
            return None
        if places and (places := _without_acronyms(name, places, atlas)):
            return Match(run, first, last, tail.end, places)
        if name[-1] == "s" and len(name) > 4 and not contexts.is_soft(tail):
            # a lost apostrophe: "Syrias Idlib"
            owner = name[:-1]
            places = _without_acronyms(owner, atlas.named(plain_name(owner)), atlas)
            places = [p for p in places if p.label == "country" or p.country == atlas.home]
            places = [p for p in places if p.label != "facility"]
            if places and not (contexts.no_place[owner.lower()] or contexts.no_place[name.lower()]):
                return Match(run, first, last, tail.end - 1, places)
        return None

    def _judge(
        self, text: str, match: Match, matches: list[Match], atlas: Atlas, *, lower: bool
    ) -> Mention | bool:
        """The mention that a match makes in its context.

        False if it is no place here, True if only its neighbours in the text can tell.
        """
        contexts, home = self._contexts, atlas.home
        start, end = match.run[match.first].start, match.end
        name = text[start:end].lower()
        single = match.last - match.first == 1
        if single and (contexts.no_place[name] or is_side(contexts, match)):
            return False
        if (
            not lower
            and match.last < len(match.run)
            and (longer := extended(contexts, text, match) or side_of(match, matches))
        ):
            return longer
        place = best(match.places, home)
        senses = frozenset([p.label for p in match.places if p.country == place.country])
        lead = contexts.lead(text, start)
        after = None if match.run[match.last - 1].end != end else contexts.noun_after(text, end)
        if after and after.text.islower() and is_second_half(contexts, match, matches):
            return False
        if not lead.noun and not (after and after.lower not in contexts.facilities):
            following = text[end : end + 2]
            if text[start - 1 : start] == "@" or (following[:1] == "-" and following[1:].isalpha()):
                return False
            if text[start - 1 : start] == "-" and contexts.is_prefixed(text, start):
                return False
            if is_name_part(contexts, text, match, matches, place, home, lead):
                return False
            if single and name in contexts.common and (
                place.label != "country" or (len(name) < 4 and not text[start:end].isupper())
            ):  # fmt: skip
                near = place.country == home or place.population >= LARGE or following == ", "
                if lower or contexts.starts_sentence(text, start) or not (lead.located and near):
                    return False
            if lower and not single and place.name.lower() != name and (
                all(len(word) == 1 or word in contexts.common for word in name.split())
            ):  # fmt: skip
                return False  # "i can", by its key a town
            if single and place.population < LARGE and place.label != "country" and (
                is_last_name(text, start, end)
            ):  # fmt: skip
                return False
            if _is_abbreviation(text[start:end]) and not contexts.stands_alone(text, end):
                return False
            if not lead.located and not lower and _is_unsure(match, place, atlas):
                return AGE.match(text, end) is None
        noun = after or lead.noun
        mention = Mention(start, end, place.label, "gazetteer", ((start, end),), senses)
        return mention if noun is None else with_noun(contexts, mention, noun, lead, lower=lower)


def _is_unsure(match: Match, place: Place, atlas: Atlas) -> bool:
    """Whether a match is too weak to stand without a context: a small town."""
    if place.label != "settlement":
        return False
    if place.population >= SMALL and place.country == atlas.home:
        return False
    seat = any(p.label == "admin" for p in match.places)
    return not seat and place not in atlas.world.named(place.name)


def _without_acronyms(name: str, places: Sequence[Place], atlas: Atlas) -> Sequence[Place]:
    """The places of a name; of a few capitals only the countries that go by them."""
    if len(name) < 5 and name.isupper():
        return [place for place in atlas.world.named(name) if place.label == "country"]
    return places


def _is_abbreviation(name: str) -> bool:
    return len(name) < 6 and name.replace(".", "").isupper()
