"""A reviewer's word on links: `ledger.edits.csv`, which wins over the model in every run.

    claim,relation,other,note
    c5f0e9ab31d2,same,c1be07a4f963,both are the ambush of Tuesday
    c77d0a3b9e55,not_same,c1be07a4f963,
    c77d0a3b9e55,part_of,c90cc2f1d0aa,

`same`: the two count the same people. `update`: so they do, and the first takes the place of the
second. `conflict`: so they do, and the counts cannot both be right. `not_same`: they tell of
different people. `part_of`: those of the first are among those of the second. As `sitrep ledger
links` prints them, `none` and `part of` are understood as well. Ids of claims stay the same from
run to run.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger.pairs import CONFLICT, IDENTITY, NONE, PART, SAME, UPDATE, Link

COLUMNS: Final = ("claim", "relation", "other", "note")
_RELATIONS: Final = {
    "same": SAME, "update": UPDATE, "conflict": CONFLICT, "not_same": NONE, "part_of": PART,
}  # fmt: skip
_PRINTED: Final = {NONE: "not_same", PART: "part_of"}
_DIRECTED: Final = ("update", "part_of")


@dataclass(frozen=True, slots=True)
class Edit:
    """One row: `relation` is same, update, conflict, not_same or part_of."""

    claim: str
    relation: str
    other: str
    note: str = ""

    def link(self) -> Link:
        """The link that a reviewer makes."""
        relation = _RELATIONS[self.relation]
        apart = 1.0 if relation == NONE else 0.0
        together = 1.0 if relation in IDENTITY else 0.0
        return Link(self.claim, self.other, relation, 1.0, together, apart, "reviewer", self.note)


def read_edits(path: Path) -> list[Edit]:
    """The rows of a file of edits; raises InputError, with the line, for one that is wrong."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; give a CSV file of edits") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; save it as CSV in UTF-8") from None
    reader = csv.DictReader(text.splitlines())
    if missing := [name for name in COLUMNS[:3] if name not in (reader.fieldnames or ())]:
        raise InputError(f"{path}: no column {missing[0]}; the first line is {','.join(COLUMNS)}")
    found: dict[frozenset[str], tuple[Edit, int]] = {}
    for row in reader:
        where = f"{path}, line {reader.line_num}"
        claim, relation, other = ((row[name] or "").strip() for name in COLUMNS[:3])
        if not any((claim, relation, other)):
            continue
        if not claim or not other or claim == other:
            raise InputError(f"{where}: name two different claims by their ids")
        relation = _PRINTED.get(relation, relation)
        if relation not in _RELATIONS:
            raise InputError(f"{where}: {relation!r} is none of: {', '.join(_RELATIONS)}")
        edit = Edit(claim, relation, other, (row.get("note") or "").strip())
        before, line = found.setdefault(frozenset((claim, other)), (edit, reader.line_num))
        if (before.claim, before.relation) != (edit.claim, edit.relation) and not (
            before.relation == edit.relation not in _DIRECTED
        ):
            raise InputError(f"{where}: contradicts line {line}; keep one of them")
    return [edit for edit, _ in found.values()]


def applied(edits: Sequence[Edit], known: Iterable[str]) -> tuple[list[Edit], list[Edit]]:
    """Edits of which both claims are known, and those that wait for a claim."""
    ids = set(known)
    ready = [edit for edit in edits if edit.claim in ids and edit.other in ids]
    return ready, [edit for edit in edits if edit not in ready]
