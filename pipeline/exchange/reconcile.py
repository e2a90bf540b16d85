"""What a reviewer's changes do to everything that a tool does not show.

A tool gives back labelled stretches of text and arrows. Once it is known which stretch is which
pushed span (`matching.py`), ids, links and attributes follow:

- A span that stands as it stood keeps all it had. A place with another label is looked up again.
- A moved span keeps what does not depend on its words; count, place and known actor are read from
  the new words. Tools without a way to move a span delete it and draw another: arrows that were
  lost by that are put back, unless others of their type were drawn.
- What hangs on a deleted span goes: its attributes, and links to it.
- A new span gets its attributes by the rules of the pipeline, its links from arrows.
- Victims, parents, and the attribution of new casualties are read off the nesting of spans, as the
  guidelines have it, where spans that decide on it were changed.
- A reviewer's note has the last word.

Whatever cannot be read, or has no place in a record, is a problem that is told in words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import NAMES
from sitrep.pipeline.exchange.attributions import name_sayings
from sitrep.pipeline.exchange.entries import (
    ID_PREFIXES,
    LAYER_OF,
    RELATIONS,
    AnnotatedEntry,
    Relation,
    Span,
    number,
    span_order,
)
from sitrep.pipeline.exchange.matching import match
from sitrep.pipeline.exchange.nesting import read_nesting
from sitrep.pipeline.exchange.notes import Note, read_field, read_notes
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Version, drawn
from sitrep.pipeline.extract import PLACE_FIELDS

_CHAINS: Final = ("part_of", "within", "parent")

# Layers whose spans have no id in a record: they are known by their place alone.
_ONCE: Final = frozenset({labels.SOURCES, NAMES})


@dataclass(slots=True)
class Changes:
    """What was changed in an entry, by the result's ids.

    `new`, `moved` and `relabelled` do not overlap; `recreated` are the moved ones that the tool
    knows under a new id. `problems` grows from step to step.
    """

    before: AnnotatedEntry
    new: set[str]
    moved: set[str]
    relabelled: set[str]
    recreated: set[str]
    problems: list[str]

    @property
    def touched(self) -> set[str]:
        """Spans that do not stand where they stood."""
        return self.new | self.moved


def reconcile(
    before: AnnotatedEntry, now: Version, rules: Rules
) -> tuple[AnnotatedEntry, list[str], list[str]]:
    """The entry as reviewers left it, the remarks in their comments, and problems, in words.

    `before` is the entry as it was pushed.
    """
    changes = Changes(before, set(), set(), set(), set(), list(now.problems))
    spans, ids = _spans(now, changes)
    relations = _relations(now, spans, ids, changes)
    entry = replace(before, spans=tuple(spans.values()), relations=tuple(relations))
    entry = _reworded(entry, changes, rules)
    entry = name_sayings(entry, changes)
    entry = read_nesting(entry, changes)
    entry = _looked_up(entry, changes, rules)
    notes, remarks, unread = read_notes((comment.text for comment in now.comments), entry)
    changes.problems += unread
    for note in [*_set_in_tool(now, ids, entry, changes), *notes]:
        entry = _noted(entry, note, rules)
    changes.problems += _overlaps(entry, changes) + rules.cut_tokens(entry, changes.touched)
    order = {relation: n for n, relation in enumerate(before.relations)}
    entry = _without_circles(entry, changes)
    by_id = entry.by_id()
    entry = replace(
        entry,
        spans=tuple(sorted(entry.spans, key=span_order)),
        # What one head leads to stands as it stood, and what is new behind it in text order.
        relations=tuple(
            sorted(
                entry.relations,
                key=lambda r: (order.get(r, len(order)), by_id[r.head].start, by_id[r.tail].start),
            )
        ),
    )
    return entry, remarks, changes.problems


def next_id(layer: str, taken: Iterable[str]) -> str:
    """An id that no span of a layer has, nor had."""
    prefix = ID_PREFIXES[layer]
    used = [number(id_) for id_ in taken if id_.startswith(prefix)]
    return f"{prefix}{max(used, default=0) + 1}"


def _spans(now: Version, changes: Changes) -> tuple[dict[str, Span], dict[str, str]]:
    """The spans with their ids and what they keep, and these ids by the tool's."""
    text, old = changes.before.text, changes.before.by_id()
    known: list[Span] = []
    for span in now.spans:
        words = text[span.start : span.end]
        if span.label not in LAYER_OF:
            changes.problems.append(f"label {span.label} is unknown: “{words}”")
        elif not words.strip():
            changes.problems.append(f"{span.label} around no words at {span.start}")
        else:
            known.append(span)
    matching = match(changes.before.spans, known)
    taken = set(old) | {said["id"] for said in _said(changes.before)}
    ids: dict[str, str] = {}
    spans: dict[str, Span] = {}
    standing: dict[tuple[str, int, int], str] = {}
    # Pushed spans come first: of two in one place it is the drawn one that goes.
    for drawn_span in sorted(known, key=lambda s: (s.id not in matching.ids, *span_order(s))):
        if drawn_span.layer in _ONCE:
            place = _trimmed(drawn_span, text).place
            id_ = standing.setdefault((drawn_span.layer, *place), drawn_span.id)
            if id_ != drawn_span.id:
                changes.problems.append(f"{drawn_span.label} “{text[slice(*place)]}” drawn twice")
                ids[drawn_span.id] = ids[id_]
                continue
        id_ = matching.ids.get(drawn_span.id) or next_id(drawn_span.layer, taken)
        was = old.get(id_)
        same = was is not None and drawn_span.place == was.place
        span = drawn_span if same else _trimmed(drawn_span, text)
        if was is None:
            changes.new.add(id_)
        elif span.place != was.place:
            changes.moved.add(id_)
            if span.id not in matching.kept:
                changes.recreated.add(id_)
        elif span.label != was.label:
            changes.relabelled.add(id_)
        taken.add(id_)
        ids[span.id] = id_
        kept = was.attributes if was is not None else {}
        spans[id_] = replace(span, id=id_, attributes=kept)
    return spans, ids


def _trimmed(span: Span, text: str) -> Span:
    words = text[span.start : span.end]
    start = span.end - len(words.lstrip())
    return replace(span, start=start, end=start + len(words.strip()))


def _said(entry: AnnotatedEntry) -> list[Mapping[str, Any]]:
    return [span.attributes["said"] for span in entry.spans if "said" in span.attributes]


def _relations(
    now: Version, spans: Mapping[str, Span], ids: Mapping[str, str], changes: Changes
) -> list[Relation]:
    """The arrows that mean something, and those that a redrawn span lost."""
    found: list[Relation] = []
    for arrow in now.relations:
        if arrow.head in ids and arrow.tail in ids:
            head, tail = spans[ids[arrow.head]], spans[ids[arrow.tail]]
            relation = _directed(arrow.label, head, tail)
            if relation is None:
                changes.problems.append(
                    f"an arrow “{arrow.label}” cannot join {head.label} "
                    f"“{changes.before.words(head)}” and {tail.label} "
                    f"“{changes.before.words(tail)}”"
                )
            elif relation not in found:
                found.append(relation)
    _, pushed = drawn(changes.before)
    found += [r for r in pushed if r not in found and _was_lost(r, found, spans, changes)]
    return _single(found, spans, changes)


def _directed(label: str, head: Span, tail: Span) -> Relation | None:
    """The arrow in the direction that its type has; None if it fits in neither."""
    kind = RELATIONS.get(label)
    if kind is None or head is tail:
        return None
    for one, other in ((head, tail), (tail, head)):
        if one.layer in kind.heads and other.layer in kind.tails:
            return Relation(label, one.id, other.id)
    return None


def _was_lost(
    relation: Relation, found: list[Relation], spans: Mapping[str, Span], changes: Changes
) -> bool:
    """Whether an arrow is gone only since one of its ends was deleted and drawn anew."""
    head, tail = relation.head, relation.tail
    if head not in spans or tail not in spans or changes.recreated.isdisjoint((head, tail)):
        return False
    others = [r for r in found if r.label == relation.label]
    if head in changes.recreated or not RELATIONS[relation.label].several:
        return all(r.head != head for r in others)
    return all(r.tail != tail for r in others)


def _single(
    relations: list[Relation], spans: Mapping[str, Span], changes: Changes
) -> list[Relation]:
    """One arrow where only one can be: a new one rather than an old one."""
    pushed = set(changes.before.relations)
    kept: dict[tuple[str, str], Relation] = {}
    several: list[Relation] = []
    for relation in relations:
        key = relation.label, relation.head
        if RELATIONS[relation.label].several:
            several.append(relation)
        elif key not in kept or (kept[key] in pushed and relation not in pushed):
            if key in kept:
                changes.problems.append(_dropped(kept[key], spans, changes))
            kept[key] = relation
        else:
            changes.problems.append(_dropped(relation, spans, changes))
    return several + list(kept.values())


def _dropped(relation: Relation, spans: Mapping[str, Span], changes: Changes) -> str:
    head, tail = (changes.before.words(spans[id_]) for id_ in (relation.head, relation.tail))
    return f"“{head}” has two arrows “{relation.label}”; the one to “{tail}” is left out"


def _reworded(entry: AnnotatedEntry, changes: Changes, rules: Rules) -> AnnotatedEntry:
    """The entry with what the words of new and moved spans tell: known actors, and counts."""
    spans, old = entry.by_id(), changes.before.by_id()
    for id_ in sorted(changes.touched, key=number):
        span = spans[id_]
        words = entry.words(span)
        if id_ in changes.moved and words == changes.before.words(old[id_]):
            continue
        if span.layer == labels.ACTORS:
            known = {"score": None} | dict(span.attributes)
            actor = rules.actor_of(words, entry.fields.get("country"))
            spans[id_] = replace(span, attributes={**known, "actor": actor})
        elif span.layer == labels.LOCATIONS:
            spans[id_] = replace(span, attributes=_without_place(span))
        elif span.layer == labels.CASUALTIES:
            count = rules.count_of(words)
            if count is None and id_ in changes.new:
                count = rules.count("some", words)
                changes.problems.append(
                    f"no count can be read from “{words}”; set it by a note: {id_} count=…"
                )
            known = {**rules.new_casualty(), **span.attributes}
            spans[id_] = replace(span, attributes={**known, **({"count": count} if count else {})})
    return replace(entry, spans=tuple(spans.values()))


def _without_place(span: Span) -> dict[str, Any]:
    fields = ("place", *(field for field in PLACE_FIELDS if field != "within"))
    return {**span.attributes, **dict.fromkeys(fields)}


def _looked_up(entry: AnnotatedEntry, changes: Changes, rules: Rules) -> AnnotatedEntry:
    """The entry with what the rules say of changed places and new casualties in their text."""
    spans, relations = entry.by_id(), list(entry.relations)
    anew = {
        id_
        for id_ in (changes.touched | changes.relabelled) & spans.keys()
        if spans[id_].layer == labels.LOCATIONS
        or (spans[id_].layer == labels.CASUALTIES and id_ in changes.new)
    }
    read = rules.read(entry) if anew else {}
    for id_ in sorted(anew):
        values = dict(read[id_])
        within = values.pop("within", None)
        if within is not None and id_ in changes.new and not entry.tails("within", id_):
            relations.append(Relation("within", id_, within))
        spans[id_] = replace(spans[id_], attributes={**spans[id_].attributes, **values})
    return replace(entry, spans=tuple(spans.values()), relations=tuple(relations))


def _set_in_tool(
    now: Version, ids: Mapping[str, str], entry: AnnotatedEntry, changes: Changes
) -> Iterator[Note]:
    """What reviewers set in the fields of the tool, as notes."""
    spans = entry.by_id()
    for key, fields in now.fields.items():
        span = spans.get(ids.get(key, ""))
        if span is None:
            continue
        for name, value in fields.items():
            try:
                yield Note(span.id, {name: read_field(name, value or "none", span, entry)}, "")
            except ValueError as error:
                changes.problems.append(f"{span.id} “{entry.words(span)}”, {name}: {error}")


def _noted(entry: AnnotatedEntry, note: Note, rules: Rules) -> AnnotatedEntry:
    """The entry with the fields that a note sets."""
    spans, relations = entry.by_id(), list(entry.relations)
    span = spans[note.span]
    values = dict(span.attributes)
    for key, value in note.fields.items():
        if key in RELATIONS:
            relations = [r for r in relations if (r.label, r.head) != (key, span.id)]
            relations += [Relation(key, span.id, value)] if value else []
        elif key == "count":
            values["count"] = rules.count(value, values["count"]["text"])
        elif span.layer == labels.CUES:
            values["said"] = {**values["said"], key: value}
        else:
            if key == "place" and value != values["place"]:
                values |= dict.fromkeys(k for k in PLACE_FIELDS if k != "within")
            values[key] = value
            if key == "date":
                values["date_precision"] = 1 if value else None
    spans[span.id] = replace(span, attributes=values)
    return replace(entry, spans=tuple(spans.values()), relations=tuple(relations))


def _without_circles(entry: AnnotatedEntry, changes: Changes) -> AnnotatedEntry:
    """The entry without new arrows by which a span would be part of itself."""
    spans, pushed = entry.by_id(), set(changes.before.relations)
    kept: list[Relation] = []
    for relation in sorted(entry.relations, key=lambda r: r not in pushed):
        upward = {r.head: r.tail for r in kept if r.label == relation.label}
        id_: str | None = relation.tail
        while id_ is not None and id_ != relation.head and relation.label in _CHAINS:
            id_ = upward.get(id_)
        if relation.label in _CHAINS and id_ == relation.head:
            head, tail = (entry.words(spans[end]) for end in (relation.head, relation.tail))
            changes.problems.append(
                f"arrows “{relation.label}” lead from “{head}” by “{tail}” back to it; delete one"
            )
        else:
            kept.append(relation)
    return replace(entry, relations=tuple(kept))


def _overlaps(entry: AnnotatedEntry, changes: Changes) -> list[str]:
    """New spans that overlap another of their layer, which only contents may."""
    found = []
    for layer in {span.layer for span in entry.spans} - {labels.CONTENTS, NAMES}:
        spans = sorted(entry.layer(layer), key=lambda span: span.place)
        for one, other in pairwise(spans):
            if other.start < one.end and not changes.touched.isdisjoint((one.id, other.id)):
                found.append(
                    f"{layer} “{entry.words(one)}” and “{entry.words(other)}” overlap; keep one"
                )
    return found
