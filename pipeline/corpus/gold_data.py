"""Entries with gold marks from where they are: splits, gold files, DocBins, corrected entries."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from sitrep.pipeline.corpus.build import blank, corrected_files, read_corrected
from sitrep.pipeline.corpus.folder import read_corpus
from sitrep.pipeline.corpus.gold_docs import from_doc
from sitrep.pipeline.corpus.marks import MarkedEntry
from sitrep.pipeline.corpus.markup import read_gold
from sitrep.pipeline.corpus.splits import SPLITS
from sitrep.pipeline.docbin import docs_from_file
from sitrep.pipeline.errors import InputError


def read_gold_data(sources: Sequence[str], corpus: Path) -> list[MarkedEntry]:
    """The entries of some sources, each the name of a split of the corpus or a path.

    A path is a gold file or a folder of them, a .spacy file of gold Docs, or .jsonl of
    corrected entries. Raises InputError for what is none of these, for an empty source, and for
    an entry that comes twice.
    """
    entries: list[MarkedEntry] = []
    seen: set[str] = set()
    for source in sources:
        read = list(_read(source, corpus))
        if not read:
            raise InputError(f"{source}: no entries in it; give data with gold marks")
        for marked in read:
            if marked.entry.id in seen:
                raise InputError(f"{source}: entry {marked.entry.id} comes twice; give it once")
            seen.add(marked.entry.id)
        entries += read
    return entries


def _read(source: str, corpus: Path) -> Iterable[MarkedEntry]:
    if source in SPLITS:
        return read_corpus(corpus).entries(source)
    path = Path(source)
    if path.suffix == ".spacy":
        return _from_docs(path)
    if path.suffix == ".jsonl" and path.is_file():
        return read_corrected([path])
    if path.is_dir() or (path.suffix == ".xml" and path.is_file()):
        files = sorted(path.glob("*.xml")) if path.is_dir() else [path]
        return [marked for file in files for marked in read_gold(file).entries]
    raise InputError(
        f"{source}: no gold data; give a split ({', '.join(SPLITS)}), an .xml file or a folder of "
        "them, a .spacy file, or .jsonl of corrected entries"
    )


def _from_docs(path: Path) -> Iterator[MarkedEntry]:
    for number, doc in enumerate(docs_from_file(path, blank().vocab), start=1):
        marked = from_doc(doc)
        if not marked.entry.id:
            marked = replace(marked, entry=replace(marked.entry, id=f"{path.stem}#{number}"))
        yield marked


def corpus_hash(corpus: Path, more: Sequence[Path] = ()) -> str:
    """A hash of gold pages, splits and corrected entries: what training and testing depend on."""
    files = [*(corpus / "gold").glob("*.xml"), corpus / "splits.csv", *corrected_files(corpus)]
    digest = hashlib.sha256()
    for file in [*sorted(files), *sorted(more)]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
