"""Attributions after a review: which spans make one, its id, its actor and its kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.exchange.entries import (
    AnnotatedEntry,
    Relation,
    Saying,
    Span,
    contents_around,
    number,
    sayings,
)

if TYPE_CHECKING:
    from sitrep.pipeline.exchange.reconcile import Changes

_QUOTES: Final = frozenset('"“”„«»')


def name_sayings(entry: AnnotatedEntry, changes: Changes) -> AnnotatedEntry:
    """The entry with each attribution's fields at its anchor, and links to attributions there.

    An attribution keeps its fields; who speaks is looked up again if the source was changed, and
    how it is said if cue or contents were. What is no whole attribution is told as a problem.
    """
    before = sayings_by_id(changes.before)
    entry = _without_cues(entry, before)
    found = _grouped(entry)
    spans = {span.id: _bare(span) for span in entry.spans}
    taken = {number(id_) for id_ in before} | {number(span.id) for span in entry.layer(labels.CUES)}
    named: set[str] = set()
    for saying in found:
        id_ = _known_id(saying, before, named)
        if id_ is None:
            id_ = f"T{max(taken, default=0) + 1}"
            taken.add(number(id_))
        named.add(id_)
        was = before.get(id_)
        anchor = spans[saying.anchor.id]
        said = {**_fields(entry, saying, was), "id": id_}
        spans[anchor.id] = replace(anchor, attributes={**anchor.attributes, "said": said})
        for content in saying.contents if saying.cue is None else ():
            part = spans[content.id]
            spans[part.id] = replace(part, attributes={**part.attributes, "of": id_})
        if was is None or not is_same(saying, was):
            changes.problems += _problems(entry, saying)
    relations = dict.fromkeys(_anchored(relation, spans, found) for relation in entry.relations)
    return replace(entry, spans=tuple(spans.values()), relations=tuple(relations))


def sayings_by_id(entry: AnnotatedEntry) -> dict[str, Saying]:
    """The attributions of an entry whose anchors hold their fields."""
    return {
        saying.anchor.attributes["said"]["id"]: saying
        for saying in sayings(entry.spans, entry.relations)
    }


def is_same(saying: Saying, was: Saying) -> bool:
    """Whether source, cue and contents stand where they stood."""
    return [span.place for span in saying.spans] == [span.place for span in was.spans]


def _without_cues(entry: AnnotatedEntry, before: Mapping[str, Saying]) -> AnnotatedEntry:
    """Contents whose cue was deleted hang on their source, if that still stands."""
    spans = entry.by_id()
    relations = list(entry.relations)
    for id_, saying in before.items():
        if saying.cue is None or saying.cue.id in spans or saying.source is None:
            continue
        for content in saying.contents:
            if content.id in spans and not entry.heads("content", content.id):
                spans[content.id] = replace(spans[content.id], attributes={"of": id_})
                if saying.source.id in spans:
                    relations.append(Relation("content", saying.source.id, content.id))
    return replace(entry, spans=tuple(spans.values()), relations=tuple(relations))


def _grouped(entry: AnnotatedEntry) -> list[Saying]:
    """The attributions, and one for each source that nothing leads to, lest it be lost."""
    cues = {cue.id for cue in entry.layer(labels.CUES)}
    of_cues = {r.tail for r in entry.relations if r.label == "content" and r.head in cues}
    used = {r.tail for r in entry.relations if r.label == "source"}
    used |= {r.head for r in entry.relations if r.label == "content"}
    spans = []
    for span in entry.spans:
        if span.layer == labels.SOURCES:
            spans.append(replace(span, attributes={} if span.id in used else {"said": {}}))
        else:
            spans.append(_bare(span) if span.id in of_cues else span)
    return sayings(spans, entry.relations)


def _bare(span: Span) -> Span:
    """The span without what it held for an attribution."""
    rest = {key: value for key, value in span.attributes.items() if key not in ("said", "of")}
    return replace(span, attributes=rest)


def _known_id(saying: Saying, before: Mapping[str, Saying], named: set[str]) -> str | None:
    """The id that the attribution had, or that its cue has."""
    if saying.cue is not None:
        return saying.cue.id
    old = [content.attributes.get("of") for content in saying.contents]
    old += [id_ for id_, was in before.items() if was.anchor.id == saying.anchor.id]
    return next((id_ for id_ in old if id_ in before and id_ not in named), None)


def _fields(entry: AnnotatedEntry, saying: Saying, was: Saying | None) -> dict[str, Any]:
    fields = dict(was.anchor.attributes["said"]) if was is not None else {}
    places = [span.place for span in saying.spans if span is not saying.source]
    if was is None or places != [span.place for span in was.spans if span is not was.source]:
        fields["kind"] = _kind(entry, saying)
    if was is None or _place(saying.source) != _place(was.source):
        fields["actor"] = _actor(entry, saying.source)
    return fields


def _place(span: Span | None) -> tuple[int, int] | None:
    return span.place if span is not None else None


def _actor(entry: AnnotatedEntry, source: Span | None) -> str | None:
    """The first known actor that a source names."""
    if source is None:
        return None
    for actor in entry.layer(labels.ACTORS):
        if source.start < actor.end and actor.start < source.end and actor.attributes["actor"]:
            return str(actor.attributes["actor"])
    return None


def _kind(entry: AnnotatedEntry, saying: Saying) -> str:
    """How it is said, by quotation marks around and inside the contents and by their lines."""
    text = entry.text
    if not saying.contents:
        return "indirect"
    first = saying.contents[0]
    if saying.cue and "\n" in text[saying.cue.end : first.start] and "\n" in text[: first.end]:
        return "block"
    quoted = [
        not _QUOTES.isdisjoint(text[max(0, c.start - 1) : c.start] + text[c.end : c.end + 1])
        for c in saying.contents
    ]
    inside = any(not _QUOTES.isdisjoint(entry.words(content)) for content in saying.contents)
    if all(quoted) and not inside:
        return "direct"
    return "mixed" if inside or any(quoted) else "indirect"


def _problems(entry: AnnotatedEntry, saying: Saying) -> list[str]:
    if not saying.contents:
        kind = "cue" if saying.cue is not None else "source"
        return [f"a {kind} without content: “{entry.words(saying.anchor)}”"]
    if saying.cue is None and saying.source is None:
        return [f"content without cue and source: “{entry.words(saying.anchor)[:60]}”"]
    return []


def _anchored(relation: Relation, spans: Mapping[str, Span], found: Iterable[Saying]) -> Relation:
    """A link to any span of an attribution as one to its anchor."""
    if relation.label not in ("attribution", "parent"):
        return relation
    ends = {}
    for end in ("head", "tail"):
        id_ = getattr(relation, end)
        around = [saying for saying in found if id_ in {span.id for span in saying.spans}]
        if len(around) > 1:  # a source that speaks several times
            inmost = [saying for _, saying in contents_around(spans[relation.head], around)]
            around = inmost + around
        ends[end] = around[0].anchor.id if around else id_
    return Relation(relation.label, **ends)
