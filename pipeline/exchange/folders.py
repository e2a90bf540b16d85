"""An export that is a folder of documents with a list of the entries as they were exported.

Tools that have a file for each document have no place for a record in it, so the records stand in
a file beside them, under the names of the documents.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry, to_record
from sitrep.pipeline.exchange.returned import json_lines, read_record

ENTRIES: Final = "sitrep.jsonl"
"""The list: a JSON object a line with the document's name ("file") and the record ("record")."""

_OTHER: Final = re.compile(r"[^A-Za-z0-9.-]+")
_LONGEST_NAME: Final = 80

Report = Callable[[str], None]


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """A folder to fill that takes its name when the block ends, in place of an old one."""
    part = path.with_name(f"{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    try:
        yield part
        if path.is_dir():
            old = path.with_name(f"{path.name}.old.part")
            shutil.rmtree(old, ignore_errors=True)
            path.replace(old)
            part.replace(path)
            shutil.rmtree(old)
        else:
            part.replace(path)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def write_documents(
    entries: Iterable[AnnotatedEntry], folder: Path, write: Callable[[AnnotatedEntry, Path], None]
) -> None:
    """Write each entry by `write`, which takes it and its path without a suffix, and the list."""
    with (folder / ENTRIES).open("w", encoding="utf-8", newline="\n") as listed:
        for number, entry in enumerate(entries, start=1):
            name = f"{number:05}-{_OTHER.sub('_', entry.id).strip('_')[:_LONGEST_NAME]}"
            write(entry, folder / name)
            line: dict[str, Any] = {"file": name, "record": to_record(entry)}
            listed.write(json.dumps(line) + "\n")


def read_documents(
    folder: Path, suffixes: tuple[str, ...], tool: str, report: Report
) -> Iterator[tuple[Path, AnnotatedEntry]]:
    """The documents of an export, by their paths without suffix, and the entries behind them.

    `report` is told of those that are no longer there. Raises InputError where a folder is no
    export, or a document that is not in its list.
    """
    if not (folder / ENTRIES).is_file():
        raise InputError(
            f"{folder}: no {ENTRIES}; give a folder that `sitrep export --format {tool}` wrote"
        )
    listed: dict[str, AnnotatedEntry] = {}
    for where, line in json_lines(folder / ENTRIES):
        if not isinstance(line.get("file"), str):
            raise InputError(f"{where}: names no document; export anew")
        listed[line["file"]] = read_record(line.get("record"), where)
    there = {file.name.removesuffix(suffixes[0]) for file in folder.glob(f"*{suffixes[0]}")}
    if others := sorted(there - set(listed)):
        raise InputError(
            f"{folder / others[0]}{suffixes[0]}: was not exported from here; take it out"
        )
    missing = 0
    for name, entry in listed.items():
        if all((folder / f"{name}{suffix}").is_file() for suffix in suffixes):
            yield folder / name, entry
        else:
            missing += 1
    if missing:
        report(f"{folder}: {missing} of {len(listed)} entries are no longer there and left out")
