"""Reviewers' versions of an entry as one: what they agree on, and the rest to be decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.differences import Change, changes
from sitrep.pipeline.exchange.entries import (
    RELATIONS,
    AnnotatedEntry,
    Relation,
    Review,
    Span,
)
from sitrep.pipeline.exchange.reconcile import reconcile
from sitrep.pipeline.exchange.returned import reviewers
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Version, drawn

DISPUTED: Final = "disputed"
"""The field of an entry that tells, a line each, what its reviewers disagree on, and who set what.

Annotation tools show it beside the entry.
"""


def gather(
    files: Mapping[Path, Iterable[AnnotatedEntry]],
) -> list[list[tuple[Path, AnnotatedEntry]]]:
    """The versions of each entry, of which there may be one, with the files they are from.

    Raises InputError where an entry comes twice in a file, where texts differ, and where no entry
    is in two files.
    """
    found: dict[str, dict[Path, AnnotatedEntry]] = {}
    for path, entries in files.items():
        for entry in entries:
            versions = found.setdefault(entry.id, {})
            if path in versions:
                raise InputError(f"{path}, {entry.id}: comes twice; keep one of them")
            if any(version.text != entry.text for version in versions.values()):
                raise InputError(f"{path}, {entry.id}: its text is another; compare versions")
            versions[path] = entry
    if all(len(versions) < 2 for versions in found.values()):
        names = " and ".join(map(str, files))
        raise InputError(f"{names}: no entry is in two of them; compare versions of one")
    return [list(versions.items()) for versions in found.values()]


def adjudicate(
    versions: Sequence[AnnotatedEntry], names: Sequence[str], rules: Rules
) -> AnnotatedEntry:
    """One entry that has what all versions agree on and, as candidates, what only some have.

    Where they differ in a field, or in a link of which there can be one only, it has the first's
    that has one. `DISPUTED` is set unless they agree in everything. Texts are equal.
    """
    first, *others = versions
    merged = first
    for version in others:
        merged = _union(merged, version, rules)
    # What an earlier round disagreed on is settled by now.
    fields = {key: value for key, value in first.fields.items() if key != DISPUTED}
    if disputed := [
        _told(change, (names[0], name))
        for name, version in zip(names[1:], others, strict=True)
        for change in changes(first, version)
    ]:
        fields[DISPUTED] = disputed
    return replace(merged, fields=fields, review=_review(versions))


def is_disputed(entry: AnnotatedEntry) -> bool:
    """Whether reviewers disagree on an entry."""
    return DISPUTED in entry.fields


def _union(first: AnnotatedEntry, second: AnnotatedEntry, rules: Rules) -> AnnotatedEntry:
    free = {_key(span): span.id for span in reversed(first.spans)}
    ids: dict[str, str] = {}
    others: list[Span] = []
    for span in second.spans:
        ids[span.id] = free.pop(_key(span), f"new:{span.id}")
        if ids[span.id].startswith("new:"):
            others.append(span)
    if not others and set(_mapped(second, ids)) <= set(drawn(first)[1]):
        return first
    spans, relations = drawn(first)
    taken = {(r.label, r.head) for r in relations if not RELATIONS[r.label].several}
    more = [
        r for r in _mapped(second, ids) if r not in relations and (r.label, r.head) not in taken
    ]
    version = Version(
        (*spans, *(replace(span, id=ids[span.id], attributes={}) for span in others)),
        (*relations, *more),
        confirmed=False,
    )
    merged, _, _ = reconcile(first, version, rules)
    return _with_attributes(merged, first, others)


def _mapped(entry: AnnotatedEntry, ids: dict[str, str]) -> list[Relation]:
    return [Relation(r.label, ids[r.head], ids[r.tail]) for r in drawn(entry)[1]]


def _with_attributes(
    merged: AnnotatedEntry, first: AnnotatedEntry, others: list[Span]
) -> AnnotatedEntry:
    """The entry in which the second's spans have what the second has for them."""
    known = first.by_id()
    theirs = {_key(span): span.attributes for span in others}

    def with_theirs(span: Span) -> Span:
        if span.id in known or _key(span) not in theirs:
            return span
        # Ids of attributions are those of the merged entry.
        own = {key: span.attributes[key] for key in ("said", "of") if key in span.attributes}
        values = {k: v for k, v in theirs[_key(span)].items() if k not in ("said", "of")}
        return replace(span, attributes={**span.attributes, **values, **own})

    return replace(merged, spans=tuple(map(with_theirs, merged.spans)))


def _key(span: Span) -> tuple[str, int, int]:
    return span.label, *span.place


def _told(change: Change, names: tuple[str, str]) -> str:
    sides = [
        f"{name} {value or 'none'}"
        for name, value in zip(names, (change.before, change.after), strict=True)
    ]
    what = change.kind.removesuffix(" changed").removeprefix("span ")
    if what in ("added", "removed"):
        has, lacks = names[::-1] if what == "added" else names
        return f"{change.label} “{change.words}”: {has}, not {lacks}"
    return f"{change.label} “{change.words}”, {what}: {' | '.join(sides)}"


def _review(versions: Iterable[AnnotatedEntry]) -> Review | None:
    """The first's review, with the reviewers and remarks of all."""
    reviews = [entry.review for entry in versions if entry.review is not None]
    if not reviews:
        return None
    return replace(
        reviews[0],
        confirmed=all(review.confirmed for review in reviews),
        changed=any(review.changed for review in reviews),
        reviewers=reviewers(*(review.reviewers for review in reviews)),
        remarks=tuple(dict.fromkeys(remark for review in reviews for remark in review.remarks)),
        problems=tuple(dict.fromkeys(p for review in reviews for p in review.problems)),
    )
