"""What differs between two versions of an entry, by kind: spans, their fields, and links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import RELATIONS, AnnotatedEntry, Relation, Span
from sitrep.pipeline.exchange.fields import FIELDS, fields_of
from sitrep.pipeline.exchange.matching import match

KINDS = (
    *(f"span {what}" for what in ("added", "removed", "moved", "relabelled")),
    *(f"{key} changed" for key in dict.fromkeys(k for keys in FIELDS.values() for k in keys)),
    *(f"{label} link changed" for label in RELATIONS),
)
"""What can differ, in the order in which it is shown."""


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: its kind, the span's label after it, its words, and what was and is."""

    entry: str
    kind: str
    label: str
    words: str
    before: str | None
    after: str | None

    def __str__(self) -> str:
        """The change in words."""
        if self.kind in ("span added", "span removed"):
            return f"“{self.words}”"
        return f"“{self.words}”: {self.before or 'none'} → {self.after or 'none'}"


def pair_entries(
    before: Iterable[AnnotatedEntry], after: Iterable[AnnotatedEntry], names: tuple[Path, Path]
) -> Iterator[tuple[AnnotatedEntry, AnnotatedEntry]]:
    """Entries with their later versions, of which there may be several.

    Raises InputError where texts differ, or no entry has a later version.
    """
    old: dict[str, AnnotatedEntry] = {}
    for entry in before:
        if entry.id in old:
            raise InputError(f"{names[0]}, {entry.id}: comes twice; keep one of them")
        old[entry.id] = entry
    found = False
    for entry in after:
        if entry.id in old:
            found = True
            if entry.text != old[entry.id].text:
                raise InputError(f"{names[1]}, {entry.id}: its text is another; compare versions")
            yield old[entry.id], entry
    if not found:
        raise InputError(f"{names[0]} and {names[1]}: no entry is in both; compare versions of one")


def changes(before: AnnotatedEntry, after: AnnotatedEntry) -> list[Change]:
    """What differs: spans, then fields, then links. Which span is which, their places decide."""
    mark = "+"
    later = [replace(span, id=f"{mark}{span.id}") for span in after.spans]
    ids = match(before.spans, later).ids
    was = before.by_id()
    now = {ids.get(span.id, span.id): span for span in later}
    found = [*_spans(before, was, now)]
    for id_, span in now.items():
        if id_ in was:
            old, new = fields_of(was[id_]), fields_of(span)
            for key in dict.fromkeys((*old, *new)):
                if old.get(key) != new.get(key):
                    found.append(
                        _change(before, f"{key} changed", span, old.get(key), new.get(key))
                    )
    arrows = [
        Relation(r.label, *(ids.get(mark + end, mark + end) for end in (r.head, r.tail)))
        for r in after.relations
    ]
    found += _links(before, was, now, arrows)
    return found


def _spans(entry: AnnotatedEntry, was: dict[str, Span], now: dict[str, Span]) -> Iterator[Change]:
    for id_, span in was.items():
        if id_ not in now:
            yield _change(entry, "span removed", span, entry.words(span), None)
    for id_, span in now.items():
        old = was.get(id_)
        if old is None:
            yield _change(entry, "span added", span, None, entry.words(span))
            continue
        if old.place != span.place:
            yield _change(entry, "span moved", span, entry.words(old), entry.words(span))
        if old.label != span.label:
            yield _change(entry, "span relabelled", span, old.label, span.label)


def _links(
    entry: AnnotatedEntry, was: dict[str, Span], now: dict[str, Span], arrows: list[Relation]
) -> Iterator[Change]:
    """Links of spans that stand in both versions."""
    for id_, span in now.items():
        if id_ not in was:
            continue
        for label in RELATIONS:
            old = [r.tail for r in entry.relations if (r.label, r.head) == (label, id_)]
            new = [r.tail for r in arrows if (r.label, r.head) == (label, id_)]
            if set(old) != set(new):
                words = (
                    "; ".join(entry.words(spans[tail]) for tail in tails)
                    for tails, spans in ((old, was), (new, now))
                )
                yield _change(entry, f"{label} link changed", span, *words)


def _change(
    entry: AnnotatedEntry, kind: str, span: Span, before: str | None, after: str | None
) -> Change:
    return Change(entry.id, kind, span.label, entry.words(span), before, after)
