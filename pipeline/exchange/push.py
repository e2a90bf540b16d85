"""Bring annotated entries into an annotation tool, over nobody's work, however often it is tried.

Each round reads what the project holds, adds what is missing, and takes out what has been
replaced or arrived torn, until nothing is left to do. So a new version of an entry stands there
whole before the old one goes, and a push that died half-way is resumed by pushing again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry
from sitrep.pipeline.exchange.tools import Held, Tool

Advance = Callable[[int, int | None], None]
"""Takes how many entries are done, and how many there are to do, None if that is unknown."""

_ROUNDS: Final = 5


@dataclass(slots=True)
class Pushed:
    """What a push did, by ids of entries.

    `reviewed` are entries that differ from what is pushed and stay, since a person has worked on
    them; `empty` have no text, which tools do not take.
    """

    added: set[str] = field(default_factory=set)
    updated: set[str] = field(default_factory=set)
    unchanged: set[str] = field(default_factory=set)
    reviewed: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Plan:
    add: list[AnnotatedEntry]
    remove: list[Held]
    settle: list[Held]


def push(
    tool: Tool, entries: Iterable[AnnotatedEntry], advance: Advance = lambda done, total: None
) -> Pushed:
    """Bring entries into the tool's project, which is created or updated.

    Raises InputError for no entries, an id that comes twice, or a server that fails; what had
    arrived by then stays.
    """
    wanted, empty = _checked(entries)
    pushed = Pushed(empty=empty)
    tool.prepare()
    first: dict[str, list[Held]] | None = None
    for _ in range(_ROUNDS):
        held = _by_id(tool.held())
        first = held if first is None else first
        plan = _plan(wanted, held)
        tool.settle(plan.settle)
        for start in range(0, len(plan.add), tool.batch_size):
            advance(start, len(plan.add))
            tool.add(plan.add[start : start + tool.batch_size])
        if plan.add:
            advance(len(plan.add), len(plan.add))
        for old in plan.remove:
            tool.remove(old)
        if not plan.add and not plan.remove:
            break
    else:
        raise InputError(
            f"{tool.project}: {tool.name} does not keep what is sent to it; look at its log"
        )
    _sort(pushed, wanted, first, held)
    return pushed


def _checked(entries: Iterable[AnnotatedEntry]) -> tuple[dict[str, AnnotatedEntry], set[str]]:
    wanted: dict[str, AnnotatedEntry] = {}
    empty: set[str] = set()
    for entry in entries:
        if entry.id in wanted or entry.id in empty:
            raise InputError(f"{entry.id}: two entries have this id; give one of them another")
        try:
            entry.text.encode()
        except UnicodeEncodeError:
            raise InputError(f"{entry.id}: half a character in the text; correct it") from None
        if entry.text.strip():
            wanted[entry.id] = replace(entry, review=None)
        else:
            empty.add(entry.id)
    if not wanted:
        raise InputError("no entry with text to push; annotate some first")
    return wanted, empty


def _by_id(held: Iterable[Held]) -> dict[str, list[Held]]:
    found: dict[str, list[Held]] = {}
    for item in held:
        found.setdefault(item.pushed.id, []).append(item)
    return found


def _plan(wanted: dict[str, AnnotatedEntry], held: dict[str, list[Held]]) -> _Plan:
    plan = _Plan([], [], [])
    for id_, entry in wanted.items():
        there = held.get(id_, [])
        kept = [item for item in there if item.touched]
        current = [item for item in there if _is_current(item, entry)]
        if not kept and current:
            kept = current[:1]
            plan.settle += kept
        if kept:
            plan.remove += [item for item in there if item not in kept and not item.touched]
        else:
            plan.add.append(entry)
    return plan


def _is_current(item: Held, entry: AnnotatedEntry) -> bool:
    return item.whole and not item.touched and item.pushed == entry


def _sort(
    pushed: Pushed,
    wanted: dict[str, AnnotatedEntry],
    before: dict[str, list[Held]] | None,
    after: dict[str, list[Held]],
) -> None:
    for id_, entry in wanted.items():
        was = (before or {}).get(id_, [])
        now = after[id_]
        if any(item.touched for item in now):
            same = any(item.touched and item.pushed == entry for item in now)
            (pushed.unchanged if same else pushed.reviewed).add(id_)
        elif not was:
            pushed.added.add(id_)
        elif any(_is_current(item, entry) for item in was):
            pushed.unchanged.add(id_)
        else:
            pushed.updated.add(id_)
