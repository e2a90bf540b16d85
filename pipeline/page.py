"""A self-contained web page: entries with their spans, and a table of claims that leads to them.

The page needs no network. Text is escaped by the template engine, and a content security policy
lets nothing run but the page's own script.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Final

from jinja2 import Environment, FunctionLoader
from spacy.tokens import Doc, Span

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.extract import claims
from sitrep.pipeline.formats import claim_cells
from sitrep.pipeline.show import page_name, visible
from sitrep.pipeline.store import read_docs, whole_file

UNDERLINED: Final = (
    labels.ACTORS,
    labels.LOCATIONS,
    labels.CASUALTIES,
    labels.SOURCES,
    labels.CUES,
)
"""Layers with an underline of their own, from the top down; contents are shaded instead."""

COLUMNS: Final = ("number", "outcome", "victims", "place", "source", "hedges")


@dataclass(frozen=True, slots=True)
class Chip:
    """A small label before the first word of a span."""

    layer: str
    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of a text for `cut`: code point offsets, end exclusive."""

    start: int
    end: int
    layer: str
    key: str
    chip: Chip | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that no span's border cuts, with the layers and keys of its spans."""

    text: str
    classes: str
    keys: str
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A claim in the table: `links` are the keys of its words and of all spans it is bound to.

    `page` is the name of its page at the page's first claim, else empty.
    """

    page: str
    key: str
    id: str
    entry: str
    entry_key: str
    links: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Article:
    """An entry; `page` is the name of its page at the page's first entry, else empty."""

    page: str
    key: str
    heading: str
    pieces: tuple[Piece, ...]


def write_page(source: Path, target: Path, *, count_rule: str = DEFAULT_RULE) -> None:
    """Write the page for an output folder or .spacy file; memory holds one shard at a time."""
    stream = (
        templates()
        .get_template("page.html")
        .stream(
            title=f"{_title(source)}: entries and claims",
            layers=UNDERLINED,
            columns=COLUMNS,
            claims=_rows(read_docs(source), count_rule),
            entries=_articles(read_docs(source)),
        )
    )
    stream.enable_buffering(100)
    with whole_file(target) as file:
        stream.dump(file, encoding="utf-8")


def templates() -> Environment:
    """The page templates of this package, which escape all that they are given."""

    def read(name: str) -> str:
        return (resources.files("sitrep.pipeline") / name).read_text(encoding="utf-8")

    environment = Environment(autoescape=True, loader=FunctionLoader(read))
    environment.filters["digest"] = _digest
    return environment


def _title(source: Path) -> str:
    return source.resolve().name


def _digest(text: str) -> str:
    """The source expression by which a content security policy allows this very text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _key(number: int, id_: str) -> str:
    return f"e{number}-" + re.sub(r"\W", "_", id_)


def _heading(doc: Doc) -> tuple[str, str]:
    """The entry's time, or its id, and both."""
    entry = doc.user_data.get("entry", {})
    stamp, id_ = entry.get("stamp") or entry.get("time") or "", entry.get("id") or ""
    return visible(stamp or id_), visible(" · ".join(part for part in (stamp, id_) if part))


def _rows(docs: Iterable[Doc], count_rule: str) -> Iterator[Row]:
    last = None
    for number, doc in enumerate(docs, start=1):
        for claim in claims(doc, count_rule):
            linked = [claim.span, *claim.victims, *claim.perpetrators, *claim.locations]
            for said in claim.attributions:
                linked += [span for span in (said.source, said.cue) if span is not None]
            page = page_name(doc)
            yield Row(
                page=page if page != last else "",
                key=_key(number, claim.id),
                id=claim.id,
                entry=_heading(doc)[0],
                entry_key=f"e{number}",
                links=" ".join(_key(number, span.id_) for span in linked),
                cells={name: visible(cell) for name, cell in claim_cells(claim).items()},
            )
            last = page


def _articles(docs: Iterable[Doc]) -> Iterator[Article]:
    last = None
    for number, doc in enumerate(docs, start=1):
        page = page_name(doc)
        name = page if page != last else ""
        yield Article(name, f"e{number}", _heading(doc)[1], tuple(pieces(doc, number)))
        last = page


def pieces(doc: Doc, number: int) -> Iterator[Piece]:
    """The Doc's text cut at each border of a span; the pieces' texts join to the whole."""
    stretches = [
        Stretch(
            span.start_char,
            span.end_char,
            layer,
            _key(number, span.id_),
            _chip(span, layer, number) if layer in UNDERLINED else None,
        )
        for layer in labels.LAYERS
        for span in doc.spans.get(layer, ())
    ]
    return cut(doc.text, stretches)


def cut(text: str, stretches: Sequence[Stretch]) -> Iterator[Piece]:
    """A text cut at each border of its stretches; the pieces' texts join to the whole."""
    text = visible(text)
    borders = {at for stretch in stretches for at in (stretch.start, stretch.end)}
    starting = sorted(stretches, key=lambda stretch: stretch.start, reverse=True)
    current: list[Stretch] = []
    for start, end in pairwise(sorted({0, len(text), *borders})):
        current = [stretch for stretch in current if stretch.end > start]
        chips = []
        while starting and starting[-1].start == start:
            stretch = starting.pop()
            current.append(stretch)
            if stretch.chip is not None:
                chips.append(stretch.chip)
        layers = [stretch.layer for stretch in current]
        if layers.count(labels.CONTENTS) > 1:
            layers.append("nested")
        keys = " ".join(stretch.key for stretch in current if stretch.key)
        yield Piece(text[start:end], " ".join(dict.fromkeys(layers)), keys, tuple(chips))


def _chip(span: Span, layer: str, number: int) -> Chip:
    id_, label = span.id_, span.label_.lower().replace("_", " ")
    text = label if layer in (labels.ACTORS, labels.LOCATIONS) else id_
    if layer == labels.CASUALTIES:
        code = span.doc.spans[layer].attrs.get(id_, {}).get("count", {}).get("code", "")
        text = f"{id_} {label} {code}"
    return Chip(layer, _key(number, id_), visible(text))
