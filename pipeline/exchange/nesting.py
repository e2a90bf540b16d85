"""Victims, parents and attributions that follow from which span lies inside which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from sitrep.pipeline import labels
from sitrep.pipeline.corpus.marks import NAMES
from sitrep.pipeline.exchange.attributions import is_same, sayings_by_id
from sitrep.pipeline.exchange.entries import (
    AnnotatedEntry,
    Relation,
    Span,
    contents_around,
    nested,
)

if TYPE_CHECKING:
    from sitrep.pipeline.exchange.reconcile import Changes


def read_nesting(entry: AnnotatedEntry, changes: Changes) -> AnnotatedEntry:
    """The entry with the links that nesting gives, where it was changed; else as they were."""
    before = changes.before
    changed = _changed_victims(entry, changes) | _changed_parents(entry, changes)
    ids = {span.id for span in entry.spans}
    relations = list(entry.relations)
    parents = {r.head for r in relations if r.label == "parent"}
    kept = (r for r in nested(before.spans, before.relations) if r.head not in changed)
    read = (r for r in nested(entry.spans, entry.relations) if r.head in changed)
    for relation in (*(r for r in kept if r in before.relations), *read):
        # An arrow that somebody drew to a parent has the last word.
        drawn_over = relation.label == "parent" and relation.head in parents
        if relation not in relations and not drawn_over and {relation.head, relation.tail} <= ids:
            relations.append(relation)
    entry = replace(entry, relations=tuple(relations))
    entry = replace(entry, relations=(*entry.relations, *_attributions(entry, changes)))
    return _with_names(entry, changes)


def _changed_victims(entry: AnnotatedEntry, changes: Changes) -> set[str]:
    """Casualties that were changed, or the actors inside them."""
    before = changes.before
    old = before.by_id()
    return {
        casualty.id
        for casualty in entry.layer(labels.CASUALTIES)
        if casualty.id in changes.touched
        or not changes.touched.isdisjoint(inside := _actors_inside(entry, casualty))
        or set(inside) != set(_actors_inside(before, old[casualty.id]))
    }


def _actors_inside(entry: AnnotatedEntry, casualty: Span) -> list[str]:
    return [actor.id for actor in entry.layer(labels.ACTORS) if casualty.holds(actor)]


def _changed_parents(entry: AnnotatedEntry, changes: Changes) -> set[str]:
    """Anchors of attributions that were changed, or whose parent was, or that got around them."""
    before, now = sayings_by_id(changes.before), sayings_by_id(entry)
    same = {id_ for id_, saying in now.items() if id_ in before and is_same(saying, before[id_])}
    others = [saying for id_, saying in now.items() if id_ not in same]
    ids = {saying.anchor.id: id_ for id_, saying in before.items()}
    changed = set()
    for id_, saying in now.items():
        parents = changes.before.tails("parent", before[id_].anchor.id) if id_ in before else []
        if (
            id_ not in same
            or any(ids[parent] not in same for parent in parents)
            or contents_around(saying.anchor, others)
        ):
            changed.add(saying.anchor.id)
    return changed


def _attributions(entry: AnnotatedEntry, changes: Changes) -> Iterator[Relation]:
    """The attribution of casualties that no reviewer can have meant to leave without.

    Where the anchor was deleted, it is what is left of the attribution, or else, as for new
    casualties, the inmost one around.
    """
    now, ids = sayings_by_id(entry), entry.by_id()
    before = {saying.anchor.id: id_ for id_, saying in sayings_by_id(changes.before).items()}
    for casualty in entry.layer(labels.CASUALTIES):
        had = changes.before.tails("attribution", casualty.id)
        if entry.tails("attribution", casualty.id) or (had and had[0] in ids):
            continue
        around = [saying for _, saying in contents_around(casualty, now.values())]
        if had and before[had[0]] in now:
            around = [now[before[had[0]]]]
        if around and (had or casualty.id in changes.new):
            yield Relation("attribution", casualty.id, around[0].anchor.id)


def _with_names(entry: AnnotatedEntry, changes: Changes) -> AnnotatedEntry:
    """Victims' names inside a casualty are of it; one that is of none cannot be kept."""
    spans, relations = entry.by_id(), list(entry.relations)
    for name in entry.layer(NAMES):
        if not entry.heads("name", name.id):
            around = [k for k in entry.layer(labels.CASUALTIES) if k.holds(name)]
            if around:
                inmost = min(around, key=lambda k: k.end - k.start)
                relations.append(Relation("name", inmost.id, name.id))
            else:
                del spans[name.id]
                changes.problems.append(
                    f"the name “{entry.words(name)}” is of no casualty; draw an arrow to it"
                )
    return replace(entry, spans=tuple(spans.values()), relations=tuple(relations))
