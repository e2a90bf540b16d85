"""`geocoder`: which place each location is, and where it lies.

A name that several places bear is settled by its label, the page's country, the other places
of the entry ("Tripoli" beside "Homs" is not Libya's), the enclosing place that the text names,
and the number of inhabitants, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from math import asin, cos, radians, sin, sqrt
from typing import Any, ClassVar, Final, NamedTuple

from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup

from sitrep.components.grammar.columns import Memo
from sitrep.components.grammar.words import WordReader
from sitrep.components.patterns import Patterns
from sitrep.components.places.country_detector import ACTING_ABROAD
from sitrep.components.places.gazetteer import WORLD, GazetteerComponent, Place
from sitrep.components.places.keys import plain_name
from sitrep.components.places.longer_names import SMALL
from sitrep.pipeline.labels import LOCATIONS

# Text between a place and the one that encloses it: "Baba Amr, Homs"; "Harasta in Damascus".
_ENCLOSED: Final = re.compile(
    r"(?:,|,? in|,? of|, a \w+ of|,? (?:district|neighbou?rhood|suburb|quarter|area|city|town"
    r"|village)(?: of| in|,)) (?:the )?(?:(?:\w+ )?(?:city|town|province|governorate|region) of )?"
)
_OWNER: Final = re.compile(
    r"['’]s? (?:\w+ )?(?:(?:neighbou?rhood|district|suburb|quarter|city) of )?|s "
)
# "the Sur district of Diyarbakir": of two names of towns the first is the quarter's.
_QUARTER_OF: Final = re.compile(r" (?:district|neighbou?rhood|suburb|quarter) of (?:the )?")
# Scripts of countries whose names have settled spellings, so that very unlike ones are others.
_OFFICIAL: Final = frozenset({"devanagari", "sinhala"})
_ALIKE: Final = 0.85
_NEARBY: Final = re.compile(
    r"\b(?:near|outside|around|close to|(?:north|south|east|west)\w*(?: |-)?(?:\w+ )?of"
    r"|outskirts of|km from|miles from) (?:the )?$",
    re.I,
)
_NEARBY_ENDS: Final = ("near", "outside", "around", "to", "of", "from", "the")
_RANK: Final = {
    "country": 0,
    "admin": 1,
    "region": 1,
    "settlement": 2,
    "neighbourhood": 3,
    "facility": 4,
}
_TYPE_NOUN: Final = re.compile(
    r" (?:province|governorate|oblast|region|state|district|city|town|village|county|division)$",
    re.I,
)
# Labels that may stand for one another between the text and the gazetteer, the likeliest first.
_COMPATIBLE: Final = {
    "country": ("country", "region"),
    "admin": ("admin", "region", "settlement"),
    "settlement": ("settlement", "neighbourhood", "admin", "region"),
    "neighbourhood": ("neighbourhood", "settlement"),
    "facility": ("facility", "neighbourhood"),
    "region": ("region", "admin"),
}
_WORD: Final = re.compile(r"\b[A-Z]\w+")
_EARTH_KM: Final = 6371.0
_REMOTE_KM: Final = 1000.0
_BESIDE_KM: Final = 60.0  # how far what a text puts into a place can lie from its middle


@Language.factory(
    "geocoder", assigns=["doc.spans"], requires=["doc.spans"], default_score_weights={}
)
def make_geocoder(nlp: Language, name: str) -> Geocoder:
    """Make a `Geocoder`."""
    return Geocoder(nlp, name)


class Located(NamedTuple):
    """A mention of a place: its code point offsets, its label, and its text."""

    start: int
    end: int
    label: str
    text: str


class Resolved(NamedTuple):
    """What a mention denotes: its place (None if unknown), enclosing mention, and the rule."""

    place: Place | None
    within: int | None
    precision: int | None
    rule: str


class Geocoder(GazetteerComponent):
    """Sets `kb_id_` and the place attributes of the spans in `doc.spans["locations"]`."""

    files: ClassVar[Mapping[str, str]] = {"countries": "countries.csv"}
    keys: ClassVar[Mapping[str, Sequence[str]]] = {
        "countries": (
            "iso", "geonameid", "name", "aliases", "demonyms", "capital", "neighbours", "script",
            "leaders",
        ),
    }  # fmt: skip

    def __init__(self, nlp: Language, name: str) -> None:
        super().__init__(nlp, name)
        self._reader = WordReader(nlp)

    def compile(self, patterns: Patterns) -> None:
        """Read which countries border on each other, and what their people are called."""
        self._neighbours = {
            line["iso"]: line["neighbours"].split(";") for line in patterns["countries"]
        }
        self._nations = {
            demonym: line["iso"]
            for line in patterns["countries"]
            for demonym in line["demonyms"].split(";")
            if line["iso"] not in ACTING_ABROAD
        }
        self._officially_spelled = frozenset(
            line["iso"] for line in patterns["countries"] if line["script"] in _OFFICIAL
        )
        self._candidates: Memo[tuple[str, str, str], list[Place]] = Memo(self._at_home)

    def find(self, text: str, mentions: Sequence[Located], country: str | None) -> list[Resolved]:
        """What each mention of a place in a text denotes; `country` is the page's."""
        assert self.patterns is not None  # compiles the package's own on first use
        home = country or ""
        candidates = [self._candidates[mention.text, mention.label, home] for mention in mentions]
        named = [
            places[0].country
            for mention, places in zip(mentions, candidates, strict=True)
            if mention.label == "country" and places
        ]
        if not all(candidates):  # "The Bahraini opposition marches to Barbar", on Syria's page
            named += [self._nations[word] for word in _WORD.findall(text) if word in self._nations]
        scope = list(dict.fromkeys([home, *named, *self._neighbours.get(home, ())]))
        candidates = [
            places or self._abroad(mention, scope)
            for mention, places in zip(mentions, candidates, strict=True)
        ]
        within = [_enclosing(text, mentions, number) for number in range(len(mentions))]
        certain = [places[0] for places in candidates if len(places) == 1 and places[0].lat]
        resolved: list[Resolved] = []
        for mention, places, outer in zip(mentions, candidates, within, strict=True):
            outer_places = candidates[outer] if outer is not None else []
            place = _choose(mention, places, scope, certain, outer_places)
            if place and _is_namesake(place, outer_places):
                place = None
            near = (
                place is not None
                and mention.label not in ("country", "region")
                and _is_nearby(text, mention.start)
            )
            precision = None if place is None else max(place.precision, 2 if near else 1)
            rule = "unknown" if place is None else "enclosing-place" if outer_places else "ranked"
            resolved.append(Resolved(place, outer, precision, rule))
        return resolved

    def set_annotations(self, doc: Doc, resolved: Sequence[Resolved]) -> None:
        """Write ids and attributes."""
        spans = list(doc.spans[LOCATIONS])
        attrs: dict[str, Any] = doc.spans[LOCATIONS].attrs
        group = SpanGroup(doc, name=LOCATIONS, attrs=attrs)
        ids = [span.id_ for span in spans]
        for span, span_id, result in zip(spans, ids, resolved, strict=True):
            place = result.place
            outer = resolved[result.within].place if result.within is not None else None
            country = place.country if place else outer.country if outer else ""
            admin1 = place.admin1 if place else outer.admin1 if outer else ""
            here = [span.start_char, span.end_char]
            values = attrs.setdefault(span_id, {})
            why = {**values.get("why", {}), "place": {"rule": result.rule, "words": [here]}}
            values.update(
                name=place.name if place else None,
                country=country or None,
                admin1=self.gazetteer.admin1_name(country, admin1),
                lat=place.lat if place else None,
                lon=place.lon if place else None,
                geo_precision=result.precision,
                within=ids[result.within] if result.within is not None else None,
                why=why,
            )
            known = place.id if place else ""
            group.append(Span(doc, span.start, span.end, span.label, kb_id=known, span_id=span.id))
        doc.spans[LOCATIONS] = group

    def __call__(self, doc: Doc) -> Doc:
        """Resolve the locations of one Doc."""
        spans = doc.spans.get(LOCATIONS)
        if spans:
            text = self._reader.read(doc).text
            mentions = [
                Located(start, end, span.label_, text[start:end])
                for span in spans
                for start, end in ((span.start_char, span.end_char),)
            ]
            country = doc.user_data.get("entry", {}).get("country")
            self.set_annotations(doc, self.find(text, mentions, country))
        return doc

    def _at_home(self, mention: tuple[str, str, str]) -> list[Place]:
        """Places at home and in the world that a text can denote, with this label."""
        text, label, home = mention
        name = _TYPE_NOUN.sub("", text)
        tables = [self.gazetteer.table(WORLD)]
        if home:
            tables.insert(0, self.gazetteer.table(home))
        for spelling in dict.fromkeys((text, name)):
            key = plain_name(spelling)
            exact = [p for table in tables for p in table.under(key)]
            if fitting := _fitting(label, exact):
                return fitting
        alike = tables[0].alike(name) if home and len(name) > 4 else []
        if home in self._officially_spelled:
            alike = [place for place in alike if _is_spelling(name, place.name)]
        return _fitting(label, alike)

    def _abroad(self, mention: Located, scope: Sequence[str]) -> list[Place]:
        """Places in the other countries of an entry and in the page country's neighbours."""
        key = plain_name(mention.text)
        for country in scope[1:]:
            if fitting := _fitting(mention.label, self.gazetteer.table(country).under(key)):
                return fitting
        return []


def _fitting(label: str, places: Sequence[Place]) -> list[Place]:
    """The places whose label fits the span's, each once."""
    labels = _COMPATIBLE[label]
    return list({p.id: p for p in places if p.label in labels}.values()) if places else []


def _is_nearby(text: str, start: int) -> bool:
    """Whether what is meant lies only near the place that is named at an offset."""
    last = text[max(0, start - 9) : start].rstrip().lower()
    return last.endswith(_NEARBY_ENDS) and bool(_NEARBY.search(text, max(0, start - 40), start))


def _enclosing(text: str, mentions: Sequence[Located], number: int) -> int | None:
    """The number of the mention that encloses another in the text, None if none does."""
    mention = mentions[number]
    rank = _RANK[mention.label]
    if number + 1 < len(mentions):
        outer = mentions[number + 1]
        gap = text[mention.end : outer.start]
        larger = _RANK[outer.label] < rank or (
            outer.label == "settlement" == mention.label and _QUARTER_OF.fullmatch(gap)
        )
        if larger and (gap == " " or _ENCLOSED.fullmatch(gap)):
            return number + 1
    if number:
        outer = mentions[number - 1]
        gap = text[outer.end : mention.start]
        if _RANK[outer.label] < rank and _OWNER.fullmatch(gap):
            return number - 1
    return None


def _choose(
    mention: Located,
    places: Sequence[Place],
    scope: Sequence[str],
    certain: Sequence[Place],
    outer: Sequence[Place],
) -> Place | None:
    """The likeliest of several places; None if there are none."""
    if len(places) < 2:
        return places[0] if places else None
    labels = _COMPATIBLE[mention.label]
    inside = {(p.country, p.admin1) for p in outer}
    towns = {plain_name(p.name) for p in outer}
    countries = {country for country, _ in inside}

    def rank(place: Place) -> tuple[bool, bool, int, int, bool, bool, int]:
        return (
            bool(outer) and place.country not in countries,
            bool(towns) and plain_name(place.within) not in towns and (
                place.country, place.admin1
            ) not in inside,
            scope.index(place.country) if place.country in scope else len(scope),
            labels.index(place.label),
            place.lat is not None and all(_kilometres(place, p) > _REMOTE_KM for p in certain),
            place.lat is None,
            -place.population,
        )  # fmt: skip

    return min(places, key=rank)


def _is_namesake(place: Place, outer: Sequence[Place]) -> bool:
    """Whether a place is only a namesake of the small town that a text puts into another place."""
    small = place.label == "settlement" and place.population <= SMALL
    return small and bool(outer) and all(_lies_outside(place, other) for other in outer)


def _is_spelling(name: str, other: str) -> bool:
    """Whether two names differ in few letters."""
    return SequenceMatcher(None, plain_name(name), plain_name(other)).ratio() >= _ALIKE


def _lies_outside(place: Place, outer: Place) -> bool:
    """Whether a place is surely not inside another: of another country or province, and far."""
    if place.country != outer.country:
        return bool(place.country and outer.country)
    if outer.label == "country" or place.admin1 == outer.admin1 or not (place.lat and outer.lat):
        return False
    named = bool(place.admin1 and outer.admin1)
    return named and _kilometres(place, outer) > _BESIDE_KM


def _kilometres(one: Place, other: Place) -> float:
    """Great-circle distance of two places with known positions."""
    assert one.lat is not None and one.lon is not None
    assert other.lat is not None and other.lon is not None
    lat1, lon1, lat2, lon2 = map(radians, (one.lat, one.lon, other.lat, other.lon))
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(chord))
