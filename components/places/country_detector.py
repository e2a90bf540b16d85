"""`country_detector`: the country that a page or an entry is about."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from spacy.language import Language
from spacy.tokens import Doc

from sitrep.components.patterns import Patterns
from sitrep.components.places.gazetteer import WORLD, GazetteerComponent
from sitrep.components.places.keys import plain_name
from sitrep.components.places.runs import runs

# What a mention says: a name most, a capital little (others meet and speak there).
_NAME: Final = 3.0
_LEADER: Final = 3.0
_DEMONYM: Final = 2.0
_TOWN: Final = 2.0
_CAPITAL: Final = 1.0
_FIRST: Final = 1.5  # of the name that stands first
_PLACE: Final = 1.5  # of a name behind "in"
_OFFICE: Final = 0.3  # of a demonym before an office: that country's envoy is abroad
# Powers that act in others' wars are named in every blog.
_ABROAD: Final = 0.3
ACTING_ABROAD: Final = frozenset({"US", "GB", "FR", "RU", "CN", "DE", "CH", "BE", "VA"})
_OFFICES: Final = re.compile(
    r" (?:deputy |prime |foreign |defen[cs]e )*(?:minist|envoy|ambassador|diplomat|embass|mediat)",
    re.I,
)
_IN: Final = re.compile(r"\b(?:[Ii]n|[Aa]cross|[Ii]nside|[Ww]ithin) $")
_LONGEST: Final = 3  # words


@Language.factory("country_detector", default_score_weights={})
def make_country_detector(nlp: Language, name: str) -> CountryDetector:
    """Make a `CountryDetector`."""
    return CountryDetector(nlp, name)


class CountryDetector(GazetteerComponent):
    """Fills in `doc.user_data["entry"]["country"]` where it is missing."""

    tables: ClassVar = frozenset({WORLD})
    files: ClassVar[Mapping[str, str]] = {"countries": "countries.csv"}
    keys: ClassVar[Mapping[str, Sequence[str]]] = {
        "countries": (
            "iso", "geonameid", "name", "aliases", "demonyms", "capital", "neighbours", "script",
            "leaders",
        ),
    }  # fmt: skip

    def compile(self, patterns: Patterns) -> None:
        """Read names, demonyms, leaders and capitals."""
        self._known: dict[str, tuple[str, float]] = {}
        for line in patterns["countries"]:
            for names, weight in (
                (f"{line['name']};{line['aliases']}", _NAME),
                (line["leaders"], _LEADER),
                (line["demonyms"], _DEMONYM),
                (line["capital"], _CAPITAL),
            ):
                for name in filter(None, names.split(";")):
                    self._known.setdefault(plain_name(name), (line["iso"], weight))

    def detect(self, text: str) -> str | None:
        """The ISO 3166 alpha-2 code of the country that a text is about; None if none is named.

        Names, demonyms, leaders, capitals and large towns count by how often they stand there;
        the first and those behind "in" more, powers that act in others' wars less. Limit: a
        text that names a neighbour more often than the country itself is taken for his.
        """
        assert self.patterns is not None  # compiles the package's own on first use
        scores: defaultdict[str, float] = defaultdict(float)
        for run in runs(text):
            first = 0
            while first < len(run):
                for last in range(min(len(run), first + _LONGEST), first, -1):
                    if found := self._country_of(" ".join(word.text for word in run[first:last])):
                        iso, weight = found
                        if weight == _DEMONYM and _OFFICES.match(text, run[last - 1].end):
                            weight *= _OFFICE
                        if _IN.search(text, max(0, run[first].start - 8), run[first].start):
                            weight *= _PLACE
                        if iso in ACTING_ABROAD:
                            weight *= _ABROAD
                        scores[iso] += weight if scores else weight * _FIRST
                        first = last
                        break
                else:
                    first += 1
        return max(scores, key=scores.__getitem__, default=None)

    def _country_of(self, name: str) -> tuple[str, float] | None:
        """The country that a name tells of, and how strongly."""
        key = plain_name(name)
        known = self._known.get(key) or (self._known.get(key[:-1]) if key.endswith("s") else None)
        if known:
            return known if name[0].isupper() else None
        if len(name) < 4:
            return None
        towns = [place for place in self.gazetteer.table(WORLD).named(name) if place.country]
        return (max(towns, key=lambda p: p.population).country, _TOWN) if towns else None

    def __call__(self, doc: Doc) -> Doc:
        """Detect the country of a Doc's entry from its title and text."""
        entry = doc.user_data.setdefault("entry", {})
        if not entry.get("country"):
            entry["country"] = self.detect(f"{entry.get('title') or ''}\n{doc.text}")
        return doc
