"""Marks on an entry's text, by whatever hand or pipeline, and what can be wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from sitrep.pipeline import labels
from sitrep.pipeline.counting import read_code
from sitrep.pipeline.records import Entry

NAMES: Final = "names"
"""Layer of victims' names, which a Doc holds as an attribute of the casualty."""

EVENTS: Final = (
    "battles",
    "explosions",
    "violence_against_civilians",
    "protests",
    "riots",
    "strategic_developments",
)
"""Event types of an entry, after ACLED's six (codebook, "event types")."""


@dataclass(frozen=True, slots=True)
class Tag:
    """What a tag of the markup means.

    `label` is the attribute that holds one of `known`, "" where all marks of the layer have the
    label `known[0]`. `required` attributes must be there; `optional` ones have one of these
    values, the first where none is written; `links` hold ids of marks of a layer.
    """

    layer: str
    label: str
    known: tuple[str, ...]
    required: tuple[str, ...] = ()
    optional: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)

    @property
    def attributes(self) -> tuple[str, ...]:
        """All attributes that the tag may have."""
        return tuple(dict.fromkeys((*self.required, "id", *self.optional, *self.links)))


TAGS: Final[Mapping[str, Tag]] = {
    "a": Tag(labels.ACTORS, "c", labels.ACTOR_LABELS, required=("c",)),
    "l": Tag(labels.LOCATIONS, "t", labels.LOCATION_LABELS, required=("t",)),
    "k": Tag(
        labels.CASUALTIES,
        "o",
        labels.CASUALTY_LABELS,
        required=("o", "n"),
        optional={"scope": labels.SCOPES, "status": labels.STATUSES},
        links={
            "part_of": labels.CASUALTIES,
            "src": labels.SOURCES,
            "loc": labels.LOCATIONS,
            "perp": labels.ACTORS,
        },
    ),
    "v": Tag(NAMES, "", ("NAME",), required=("k",), links={"k": labels.CASUALTIES}),
    "s": Tag(labels.SOURCES, "", ("SOURCE",)),
    "q": Tag(labels.CUES, "", ("CUE",), links={"s": labels.SOURCES}),
    # `s` is for content without a cue, whose source `q` cannot lead to.
    "c": Tag(
        labels.CONTENTS,
        "",
        ("CONTENT",),
        required=("q",),
        links={"q": labels.CUES, "s": labels.SOURCES},
    ),
}
_TAG_OF: Final = {tag.layer: name for name, tag in TAGS.items()}
_SEVERAL: Final = ("src", "loc", "perp")


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotated stretch of an entry's text: code point offsets, end exclusive.

    `attributes` are those of its tag but for label and id, scope and status with their defaults.
    """

    layer: str
    start: int
    end: int
    label: str
    id: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)

    def ids(self, attribute: str) -> list[str]:
        """The ids that a linking attribute holds."""
        return self.attributes.get(attribute, "").split()

    def holds(self, other: Mark) -> bool:
        """Whether the other mark lies inside this one or equals it."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class MarkedEntry:
    """An entry with its marks, outer before inner, by whatever hand or pipeline.

    `events` are some of EVENTS, None where nobody said which; `line` is the line of its file on
    which the text begins.
    """

    entry: Entry
    marks: tuple[Mark, ...] = ()
    events: tuple[str, ...] | None = None
    line: int = 1

    def layer(self, name: str) -> list[Mark]:
        """The marks of one layer in text order."""
        return [mark for mark in self.marks if mark.layer == name]

    def words(self, mark: Mark) -> str:
        """The text of a mark."""
        return self.entry.text[mark.start : mark.end]

    def linked(self, mark: Mark, attribute: str) -> list[Mark]:
        """The marks that a linking attribute leads to."""
        ids = mark.ids(attribute)
        return [other for other in self.marks if other.id in ids]

    def line_of(self, offset: int) -> int:
        """The line of the file on which an offset of the text stands."""
        return self.line + self.entry.text.count("\n", 0, offset)

    def source_id(self, attribution: str) -> str | None:
        """The id of the source of an attribution, which goes by the id of its cue.

        Content without a cue names its source itself, or has the one of the same number.
        """
        for cue in self.layer(labels.CUES):
            if cue.id == attribution:
                return cue.attributes.get("s")
        for content in self.layer(labels.CONTENTS):
            if content.attributes["q"] == attribution and "s" in content.attributes:
                return content.attributes["s"] or None
        return f"S{attribution[1:]}"


def problems(marked: MarkedEntry) -> Iterator[tuple[int, str]]:
    """What is wrong with an entry's marks: the offset, and the problem with what to do."""
    text = marked.entry.text
    if text != text.strip():
        yield 0, "white space at an edge of the entry; take it out"
    ids: dict[str, str] = {}
    for mark in marked.marks:
        if mark.id and mark.id in ids:
            yield mark.start, f"id {mark.id} comes twice; number one of them anew"
        ids[mark.id] = mark.layer
    last: dict[str, Mark] = {}
    for mark in marked.marks:
        name = f"<{_TAG_OF[mark.layer]}> “{marked.words(mark)[:40]}”"
        before = last.get(mark.layer)
        if before and mark.start < before.end and mark.layer != labels.CONTENTS:
            yield mark.start, f"{name} overlaps “{marked.words(before)[:40]}”; keep one of them"
        last[mark.layer] = mark
        for problem in _mark_problems(marked, mark, ids):
            yield mark.start, f"{name}: {problem}"


def _mark_problems(marked: MarkedEntry, mark: Mark, ids: Mapping[str, str]) -> Iterator[str]:
    tag = TAGS[_TAG_OF[mark.layer]]
    words = marked.words(mark)
    if not 0 <= mark.start < mark.end <= len(marked.entry.text) or words != words.strip():
        yield "white space at its edge, or nothing in it; put it around the words"
    allowed = {tag.label: (mark.label, tag.known)} | {
        key: (mark.attributes[key], values) for key, values in tag.optional.items()
    }
    for key, (value, known) in allowed.items():
        if value not in known:
            yield f'unknown {key}="{value}"; use one of: {", ".join(known)}'
    if "n" in tag.required:
        yield from _count_problems(mark)
    for key, layer in tag.links.items():
        linked = mark.ids(key)
        if len(linked) > 1 and key not in _SEVERAL:
            yield f'{key}="{" ".join(linked)}" has several ids; keep one'
        for id_ in linked:
            if key == "q" and id_ not in ids and _has_own_source(mark, ids):
                continue
            if ids.get(id_) != layer:
                yield f'{key}="{id_}" leads to no <{_TAG_OF[layer]}>; correct the id'
    if mark.layer == labels.CUES and not any(
        content.attributes["q"] == mark.id for content in marked.layer(labels.CONTENTS)
    ):
        yield f'a cue without content; mark its content with <c q="{mark.id}">'


def _has_own_source(content: Mark, ids: Mapping[str, str]) -> bool:
    """Whether content without a cue has a source; an `s` that leads nowhere is another problem."""
    return "s" in content.attributes or ids.get(f"S{content.attributes['q'][1:]}") == labels.SOURCES


def _count_problems(mark: Mark) -> Iterator[str]:
    code = mark.attributes["n"]
    try:
        read_code(code)
    except ValueError:
        yield f'unknown count n="{code}"; use 8, 2+, >8, ~8, <=8, <8, 8-9 or a vague word'
    if code == "0" and mark.attributes["status"] != "denied":
        yield 'n="0" has status="denied"; add it'
