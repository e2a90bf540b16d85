"""An output folder: DocBin shards, text files beside them, and a manifest that says what is whole.

The manifest is replaced after each shard, so it is the point at which entries count as done:
whatever an interrupted run left behind it is dropped when the run is resumed.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, BinaryIO, Final

import spacy
from spacy.tokens import Doc
from spacy.vocab import Vocab

from sitrep.pipeline.docbin import docs_from_file, docs_to_bytes
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.extensions import register
from sitrep.pipeline.formats import FORMATS

MANIFEST: Final = "manifest.json"
PAGE: Final = "page.html"
_UNFINISHED: Final = ".part"


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that appears under its name whole, when the block ends, or not at all."""
    part = path.with_name(path.name + _UNFINISHED)
    try:
        with part.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@dataclass(slots=True)
class Manifest:
    """What a run reads and how, and what it has written so far.

    `inputs` holds path and sha256 of each file, `shards` file name, number of entries and of
    claims of each shard, `beside` the bytes of each text file that belong to these shards.
    """

    pipeline: dict[str, str]
    versions: dict[str, str]
    settings: dict[str, Any]
    inputs: list[dict[str, Any]]
    shards: list[dict[str, Any]] = field(default_factory=list)
    beside: dict[str, int] = field(default_factory=dict)
    complete: bool = False

    @property
    def entries(self) -> int:
        """How many entries stand in whole shards."""
        return sum(shard["entries"] for shard in self.shards)

    @property
    def claims(self) -> int:
        """How many claims stand in whole shards."""
        return sum(shard["claims"] for shard in self.shards)

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest of an output folder; raises InputError where there is none."""
        path = folder / MANIFEST
        try:
            values = json.loads(path.read_text(encoding="utf-8"))
            return cls(**{name: values[name] for name in cls.__slots__})
        except FileNotFoundError:
            raise InputError(
                f"{folder}: no {MANIFEST}; give a folder that `sitrep annotate -o` wrote"
            ) from None
        except (ValueError, KeyError, TypeError):
            raise InputError(f"{path}: damaged; annotate again with --overwrite") from None

    def write(self, folder: Path) -> None:
        """Replace the folder's manifest."""
        values = {**asdict(self), "entries": self.entries, "claims": self.claims}
        text = json.dumps(values, indent=2, ensure_ascii=False) + "\n"
        with whole_file(folder / MANIFEST) as file:
            file.write(text.encode())

    def difference(self, other: Manifest) -> str | None:
        """The first thing in which two runs differ, in words; None for the same run."""
        pairs = [
            *((key, self.versions, other.versions, key) for key in self.versions),
            *((f"pipeline {key}", self.pipeline, other.pipeline, key) for key in self.pipeline),
            *((key.replace("_", " "), self.settings, other.settings, key) for key in self.settings),
        ]
        for name, mine, others, key in pairs:
            if mine[key] != others.get(key):
                return f"{name} was {mine[key]}, now {others.get(key)}"
        for old, new in zip(self.inputs, other.inputs, strict=False):
            if old["path"] != new["path"]:
                return f"input was {old['path']}, now {new['path']}"
            if old["sha256"] != new["sha256"]:
                return f"{old['path']} has changed"
        if len(self.inputs) != len(other.inputs):
            return f"there were {len(self.inputs)} input files, now {len(other.inputs)}"
        return None


def read_docs(path: Path, vocab: Vocab | None = None) -> Iterator[Doc]:
    """The Docs of an output folder, in order, or of one .spacy file, with `doc._.claims`.

    Raises InputError for a path that is neither.
    """
    register()
    vocab = spacy.blank("en").vocab if vocab is None else vocab
    shards = Manifest.read(path).shards if path.is_dir() else None
    for file in [path] if shards is None else [path / shard["file"] for shard in shards]:
        yield from docs_from_file(file, vocab)


def check_folder(folder: Path, *, resume: bool = False, overwrite: bool = False) -> None:
    """Raise InputError unless a run may write into this folder, now.

    A run that ended before its first shard leaves nothing to lose, and none to resume.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: not a folder; choose another output folder")
    if not folder.exists() or not any(folder.iterdir()):
        return
    begun = not (folder / MANIFEST).exists() or Manifest.read(folder).shards
    if begun and not (resume or overwrite):
        raise InputError(
            f"{folder}: not empty; go on with --resume, begin anew with --overwrite, "
            "or choose another output folder"
        )
    Manifest.read(folder)


class Store:
    """An output folder that is being written, shard by shard.

    A new run needs an empty folder, or one in which no shard was finished. With `resume`, the
    folder's run goes on after its last whole shard; with `overwrite`, what an earlier run wrote
    is removed first. Raises InputError where the folder is in use otherwise.
    """

    def __init__(
        self, folder: Path, manifest: Manifest, *, resume: bool = False, overwrite: bool = False
    ) -> None:
        self.folder = folder
        self.manifest = manifest
        check_folder(folder, resume=resume, overwrite=overwrite)
        if (folder / MANIFEST).exists():
            if resume:
                self._resume()
                return
            _clear(folder)
        folder.mkdir(parents=True, exist_ok=True)
        for name in manifest.settings["formats"]:
            header = FORMATS[name].header.encode()
            (folder / FORMATS[name].file_name).write_bytes(header)
            manifest.beside[FORMATS[name].file_name] = len(header)
        manifest.write(folder)

    def _resume(self) -> None:
        found = Manifest.read(self.folder)
        if difference := found.difference(self.manifest):
            raise InputError(
                f"{self.folder}: cannot resume, {difference}; run it as before, begin anew with "
                "--overwrite, or choose another output folder"
            )
        self.manifest = found
        for name, size in found.beside.items():
            path = self.folder / name
            if not path.exists() or path.stat().st_size < size:
                raise InputError(f"{path}: shorter than it was; begin anew with --overwrite")
            os.truncate(path, size)

    def write(self, docs: Sequence[Doc]) -> None:
        """Write one whole shard of Docs, and their lines to the files beside it."""
        manifest = self.manifest
        for name in manifest.settings["formats"]:
            form = FORMATS[name]
            rule = manifest.settings["count_rule"]
            lines = "".join(form.lines(doc, rule, manifest.pipeline) for doc in docs).encode()
            with (self.folder / form.file_name).open("ab") as beside:
                beside.write(lines)
            manifest.beside[form.file_name] += len(lines)
        shard = f"shard-{len(manifest.shards) + 1:05}.spacy"
        with whole_file(self.folder / shard) as file:
            file.write(docs_to_bytes(docs))
        claims = sum(len(doc.spans.get("casualties", ())) for doc in docs)
        manifest.shards.append({"file": shard, "entries": len(docs), "claims": claims})
        manifest.write(self.folder)

    def finish(self) -> None:
        """Note that the whole input is done."""
        self.manifest.complete = True
        self.manifest.write(self.folder)


def _clear(folder: Path) -> None:
    """Remove what a run wrote, and nothing else."""
    own = {MANIFEST, PAGE, *(form.file_name for form in FORMATS.values())}
    files = [
        file
        for file in folder.iterdir()
        if file.name in own or file.match("shard-*.spacy") or file.suffix == _UNFINISHED
    ]
    for file in files:
        file.unlink()
