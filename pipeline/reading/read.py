"""Inputs to pages and entries: files, directories, globs and standard input."""

from __future__ import annotations

import glob
import gzip
import io
import shutil
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.tables import (
    Fields,
    delimited_rows,
    json_line_rows,
    json_rows,
    parquet_rows,
    read_table,
)
from sitrep.pipeline.reading.texts import open_text, read_text_page
from sitrep.pipeline.reading.webpages import read_web_page
from sitrep.pipeline.records import Entry, Page

STDIN: Final = "-"
"""The input that stands for standard input."""

TEXTS: Final = (".txt", ".text")
WEB_PAGES: Final = (".html", ".htm", ".xhtml", ".mhtml", ".mht")
TABLES: Final = (".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet")
SUFFIXES: Final = TEXTS + WEB_PAGES + TABLES
"""Suffixes of files that a directory is searched for, each also with `.gz`."""


def read(
    inputs: Sequence[str],
    *,
    text_field: str | None = None,
    id_field: str | None = None,
    time_field: str | None = None,
    country: str | None = None,
) -> Iterator[Page | Entry]:
    """Pages that are yet to be cut, and finished entries, in the order of the inputs.

    An input is a file, a directory, a glob pattern or "-". The fields name columns of tables,
    which are read row by row. `country` (ISO 3166 alpha-2) is given to all that is read.
    Raises InputError for what cannot be read, and for an id that comes twice.
    """
    fields = Fields(text_field, id_field, time_field)
    # Hashes, since the ids of a long table would be most of what is in memory.
    seen: set[int] = set()
    files = find_files(inputs)
    _refuse_same_ids(files)
    for file in files:
        for item in _read_file(file, fields, country):
            key = hash(item.id)
            if key in seen:
                raise InputError(
                    f"{item.source_file}, {item.id}: this id has come before; rename the file or "
                    "correct the id"
                )
            seen.add(key)
            yield item


def find_files(inputs: Sequence[str]) -> list[str]:
    """The paths of the files that inputs stand for, each once, and "-" for standard input.

    Directories are searched with all that is below them, hidden files left out. Raises
    InputError for an input without a file.
    """
    found: dict[str, None] = {}
    for name in inputs:
        path = Path(name)
        if name == STDIN or path.is_file():
            found[name] = None
        elif path.is_dir():
            files = sorted(file for file in path.rglob("*") if _is_readable(file, path))
            if not files:
                raise InputError(
                    f"{name}: nothing to read in this directory; it takes {', '.join(SUFFIXES)}"
                )
            found.update(dict.fromkeys(map(str, files)))
        elif matches := sorted(glob.glob(name, recursive=True)):  # noqa: PTH207 - a pattern may be absolute
            found.update(dict.fromkeys(match for match in matches if Path(match).is_file()))
        else:
            raise InputError(f"{name}: no such file; check the name")
    return list(found)


def _refuse_same_ids(files: Sequence[str]) -> None:
    """Before anything is read: two pages of one name, as in 2011/index.html and 2012/index.html."""
    pages: dict[str, str] = {}
    for file in files:
        if file != STDIN and _suffix(Path(file).name) not in TABLES:
            first = pages.setdefault(_page_id(file), file)
            if first != file:
                raise InputError(
                    f"{first} and {file}: both would have the id {_page_id(file)!r}; rename one"
                )


def _page_id(file: str) -> str:
    return "stdin" if file == STDIN else Path(Path(file).name.removesuffix(".gz")).stem


def _is_readable(file: Path, directory: Path) -> bool:
    hidden = any(part.startswith(".") for part in file.relative_to(directory).parts)
    return not hidden and file.is_file() and _suffix(file.name) in SUFFIXES


def _suffix(name: str) -> str:
    """The suffix that tells the format, in lower case."""
    return Path(name.lower().removesuffix(".gz")).suffix


def _read_file(file: str, fields: Fields, country: str | None) -> Iterator[Page | Entry]:
    name = STDIN if file == STDIN else Path(file).name
    page_id = _page_id(file)
    try:
        if _suffix(name) == ".parquet":
            with _unpacked(file) as path:
                yield from read_table(parquet_rows(path, name), page_id, name, fields, country)
            return
        with _open(file) as stream:
            suffix = _suffix(name) if _suffix(name) in SUFFIXES else _guess(stream)
            if suffix in WEB_PAGES:
                yield read_web_page(stream.read(), page_id, name, country)
            elif suffix in TABLES:
                rows = open_text(stream, name)
                if suffix == ".json":
                    table = json_rows(rows, name)
                elif suffix in (".csv", ".tsv"):
                    table = delimited_rows(rows, name, "\t" if suffix == ".tsv" else ",")
                else:
                    table = json_line_rows(rows, name)
                yield from read_table(table, page_id, name, fields, country)
            else:
                yield read_text_page(stream.read(), page_id, name, country)
    except UnicodeDecodeError as error:
        raise InputError(
            f"{name}: byte {error.start} is not {error.encoding}, as what is before it; "
            "save the file as UTF-8"
        ) from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{name}: not a whole gzip file ({error}); fetch it again") from None
    except OSError as error:
        raise InputError(f"{name}: cannot be read ({error.strerror}); check the file") from None


@contextmanager
def _open(file: str) -> Iterator[io.BufferedReader]:
    """A file's bytes, unpacked."""
    if file == STDIN:
        yield io.BufferedReader(sys.stdin.buffer)  # type: ignore[arg-type]
    elif file.lower().endswith(".gz"):
        with gzip.open(file) as packed:
            yield io.BufferedReader(packed)
    else:
        with Path(file).open("rb") as stream:
            yield stream


@contextmanager
def _unpacked(file: str) -> Iterator[str]:
    """A path to a file's bytes, unpacked, for a reader that has to seek."""
    if not file.lower().endswith(".gz"):
        yield file
        return
    with tempfile.NamedTemporaryFile(suffix=".parquet") as copy, _open(file) as stream:
        shutil.copyfileobj(stream, copy)
        copy.flush()
        yield copy.name


def _guess(stream: io.BufferedReader) -> str:
    """The suffix that the beginning of standard input or of a file without one calls for."""
    beginning = stream.peek(256).removeprefix(b"\xef\xbb\xbf").lstrip()
    if beginning.startswith(b"<"):
        return ".html"
    # "[" alone may open a time stamp.
    if beginning.startswith(b"{") or (beginning.startswith(b"[") and b"{" in beginning[:16]):
        return ".json"
    return ".txt"
