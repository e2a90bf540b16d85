"""Entries to the files of annotation tools, and back as reviewers left them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange import brat, conll, inception, prodigy, tool_files
from sitrep.pipeline.exchange.entries import AnnotatedEntry, Reviewer
from sitrep.pipeline.exchange.folders import Report, whole_folder
from sitrep.pipeline.exchange.pull import Pulled, reviewed
from sitrep.pipeline.exchange.push import Advance
from sitrep.pipeline.exchange.returned import Returned, reviewers
from sitrep.pipeline.exchange.rules import Rules
from sitrep.pipeline.exchange.tools import Version
from sitrep.pipeline.store import whole_file

Write = Callable[[Iterable[AnnotatedEntry], BinaryIO], list[str]]
WriteFolder = Callable[[Iterable[AnnotatedEntry], Path], list[str]]
Read = Callable[[Path, Report], Iterator[Returned]]


@dataclass(frozen=True, slots=True)
class FileForm:
    """A form of files: how it is read, and how it is written as one file or as a folder.

    Writers return what the form does not hold, in words; readers are told of what they leave out.
    """

    name: str
    read: Read
    write: Write | None = None
    write_folder: WriteFolder | None = None


FORMS: Final = {
    "doccano": FileForm("doccano", tool_files.read_doccano, tool_files.write_doccano),
    "label-studio": FileForm(
        "Label Studio", tool_files.read_label_studio, write_folder=tool_files.write_label_studio
    ),
    "conll": FileForm("CoNLL", conll.read, conll.write),
    "brat": FileForm("brat", brat.read, write_folder=brat.write),
    "inception": FileForm("INCEpTION", inception.read, write_folder=inception.write),
    "prodigy": FileForm("Prodigy", prodigy.read, prodigy.write),
}
"""Forms that can come back, by the name that `--format` takes."""


@dataclass(frozen=True, slots=True)
class _Origin:
    name: str
    project: str


def check_output(path: Path, *, overwrite: bool, folder: bool) -> None:
    """Raise InputError where a file or folder would be written over without leave."""
    if path.exists() and path.is_dir() != folder:
        what = "a file" if folder else "a folder"
        raise InputError(f"{path}: is {what}; choose another name with -o")
    if path.exists() and not overwrite and not (folder and not any(path.iterdir())):
        raise InputError(
            f"{path}: is there already, maybe with somebody's work; choose another name with -o, "
            "or write over it with --overwrite"
        )


def write_entries(
    entries: Iterable[AnnotatedEntry], path: Path, form: FileForm, *, overwrite: bool = False
) -> tuple[int, list[str]]:
    """Write entries, whole or not at all; their number, and what the form does not hold.

    Raises InputError for an id that comes twice, or half a character in a text.
    """
    check_output(path, overwrite=overwrite, folder=form.write_folder is not None)
    counted = Checked(entries)
    path.parent.mkdir(parents=True, exist_ok=True)
    if form.write_folder is not None:
        with whole_folder(path) as folder:
            told = form.write_folder(counted, folder)
    else:
        assert form.write is not None
        with whole_file(path) as file:
            told = form.write(counted, file)
    return len(counted.ids), told


def read_files(
    paths: Sequence[Path],
    form: FileForm,
    rules: Rules,
    *,
    confirmed: bool = False,
    reviewer: Reviewer | None = None,
    report: Report = print,
    advance: Advance = lambda done, total: None,
) -> tuple[list[AnnotatedEntry], Pulled]:
    """The entries that somebody worked on, in the order of the files.

    `confirmed` tells that a person is done with all that the files hold: every entry comes back
    then, and counts as confirmed. `reviewer` is put down where files tell of no one. Raises
    InputError with the file for what cannot be read.
    """
    pulled = Pulled()
    entries: list[AnnotatedEntry] = []
    seen: set[str] = set()
    for path in paths:
        for returned in form.read(path, report):
            id_ = returned.pushed.id
            advance(len(seen), None)
            if id_ in seen:
                pulled.several.add(id_)
            seen.add(id_)
            if not (returned.is_touched or confirmed):
                pulled.untouched.add(id_)
                continue
            version = returned.version
            version = replace(version, confirmed=confirmed or version.confirmed)
            origin = _Origin(form.name, path.name)
            entry = _reviewed(returned.pushed, version, origin, reviewer, rules)
            review = entry.review
            assert review is not None
            pulled.problems += [f"{id_}: {problem}" for problem in review.problems]
            if review.confirmed:
                pulled.confirmed.add(id_)
            if review.changed:
                pulled.changed.add(id_)
            entries.append(entry)
    return entries, pulled


def _reviewed(
    pushed: AnnotatedEntry,
    version: Version,
    origin: _Origin,
    reviewer: Reviewer | None,
    rules: Rules,
) -> AnnotatedEntry:
    """The entry as it was left, with those who reviewed it before and now."""
    entry = reviewed(pushed, version, origin, rules)
    assert entry.review is not None
    earlier = pushed.review
    now = entry.review.reviewers or ((reviewer,) if reviewer else ())
    review = replace(
        entry.review,
        changed=entry.review.changed or (earlier is not None and earlier.changed),
        reviewers=reviewers(earlier.reviewers if earlier else (), now),
        remarks=(*(earlier.remarks if earlier else ()), *entry.review.remarks),
    )
    return replace(entry, review=review)


class Checked:
    """Entries as they pass, checked for what no file can hold."""

    def __init__(self, entries: Iterable[AnnotatedEntry]) -> None:
        self._entries = entries
        self.ids: set[str] = set()

    def __iter__(self) -> Iterator[AnnotatedEntry]:
        for entry in self._entries:
            if entry.id in self.ids:
                raise InputError(f"{entry.id}: two entries have this id; give one of them another")
            try:
                entry.text.encode()
            except UnicodeEncodeError:
                raise InputError(f"{entry.id}: half a character in the text; correct it") from None
            self.ids.add(entry.id)
            yield entry
