"""The way of the data: inputs are read, cut into entries, annotated, and stored or printed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict, replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from spacy.language import Language
from spacy.tokens import Doc

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.formats import FORMATS
from sitrep.pipeline.loading import cache_folder, load
from sitrep.pipeline.reading.read import STDIN, find_files, read
from sitrep.pipeline.reading.segment import segment
from sitrep.pipeline.records import Entry, Page
from sitrep.pipeline.settings import Settings
from sitrep.pipeline.store import Manifest, Store, check_folder

Report = Callable[[str], None]
Advance = Callable[[Doc], None]


def annotate(
    inputs: Sequence[str],
    folder: Path,
    settings: Settings,
    *,
    resume: bool = False,
    overwrite: bool = False,
    report: Report = print,
    advance: Advance = lambda doc: None,
) -> Manifest:
    """Annotate inputs into an output folder and return its manifest.

    `report` takes lines for the user, `advance` each annotated Doc. Whole shards stay when the
    run is interrupted. Raises InputError for bad input, after what came before it is stored.
    """
    check_folder(folder, resume=resume, overwrite=overwrite)
    files = fingerprints(inputs)
    if resume and any(file["sha256"] is None for file in files):
        raise InputError("standard input cannot be resumed; save it to a file and annotate that")
    nlp = _load(settings, report)
    manifest = Manifest(
        pipeline=model(nlp),
        versions={name: version(name) for name in ("sitrep", "spacy")},
        settings=asdict(settings) | {"formats": list(settings.formats)},
        inputs=files,
    )
    store = Store(folder, manifest, resume=resume, overwrite=overwrite)
    manifest = store.manifest
    if manifest.complete:
        report(f"{folder} is complete: {manifest.entries} entries; nothing is left to do")
        return manifest
    if manifest.shards:
        report(f"resuming after {manifest.shards[-1]['file']}: {manifest.entries} entries are done")
    todo = islice(entries(inputs, nlp, settings, report), manifest.entries, None)
    for docs in annotated(nlp, todo, settings.shard_size, advance):
        store.write(docs)
    store.finish()
    return manifest


def _load(settings: Settings, report: Report) -> Language:
    if settings.pipeline is None and not cache_folder().is_dir():
        report("assembling the default pipeline; this takes half a minute and is done once")
    return load(settings.pipeline)


def fingerprints(inputs: Sequence[str]) -> list[dict[str, str | None]]:
    """Path and sha256 of each input file in order; None for standard input, which has none."""
    return [
        {"path": path, "sha256": None if path == STDIN else _sha256(Path(path))}
        for path in find_files(inputs)
    ]


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def print_lines(
    inputs: Sequence[str], stream: TextIO, settings: Settings, *, report: Report = print
) -> None:
    """Annotate inputs and write them to a text stream in the first of the settings' formats."""
    form = FORMATS[settings.formats[0]]
    nlp = _load(settings, report)
    header = form.header  # not before the first entry is read: its file may not be there
    for docs in annotated(nlp, entries(inputs, nlp, settings, report), settings.shard_size):
        stream.write(header)
        header = ""
        for doc in docs:
            stream.write(form.lines(doc, settings.count_rule, model(nlp)))
        stream.flush()
    stream.write(header)


def model(nlp: Language) -> dict[str, str]:
    """A pipeline's name and version."""
    return {"name": f"{nlp.meta['lang']}_{nlp.meta['name']}", "version": nlp.meta["version"]}


def entries(
    inputs: Sequence[str], nlp: Language, settings: Settings, report: Report = print
) -> Iterator[Entry]:
    """The entries of all inputs in order, each with the country of its page.

    `report` is told each warning once. Raises InputError for an entry that is too long for the
    pipeline.
    """
    warned: set[str] = set()

    def warn(line: str) -> None:
        # Each row of a table without a time column is a page with the same warning.
        if line not in warned:
            warned.add(line)
            report(f"warning: {line}")

    for item in read(
        inputs,
        text_field=settings.text_field,
        id_field=settings.id_field,
        time_field=settings.time_field,
        country=settings.country,
    ):
        for entry in [item] if isinstance(item, Entry) else _cut(item, nlp, warn):
            if len(entry.text) > nlp.max_length:
                raise InputError(
                    f"{entry.source_file}, {entry.id}: {len(entry.text)} characters, and the "
                    f"pipeline takes {nlp.max_length}; cut the entry"
                )
            yield entry


def _cut(page: Page, nlp: Language, warn: Report) -> Sequence[Entry]:
    if page.country is None and "country_detector" in nlp.pipe_names:
        detector: Any = nlp.get_pipe("country_detector")
        page = replace(page, country=detector.detect(f"{page.title or ''}\n{page.text}"))
    cut = segment(page)
    for warning in cut.warnings:
        warn(warning)
    return cut.entries


def annotated(
    nlp: Language,
    entries: Iterable[Entry],
    shard_size: int,
    advance: Advance = lambda doc: None,
) -> Iterator[list[Doc]]:
    """Annotated Docs, as many at once as make a shard.

    A list must be used before the next one is taken: from the second on, their words are held
    by a memory zone of spaCy's and then freed, so that memory does not grow with the
    vocabulary. The first one's stay, since they are the words that come again.
    """
    for number, batch in enumerate(_batches(entries, shard_size)):
        with nlp.memory_zone() if number else nullcontext():
            docs = []
            for doc in nlp.pipe(to_doc(nlp, entry) for entry in batch):
                docs.append(doc)
                advance(doc)
            yield docs


def to_doc(nlp: Language, entry: Entry) -> Doc:
    """The entry as a Doc that is ready for the pipeline's components."""
    doc = nlp.make_doc(entry.text)
    doc.user_data["entry"] = entry.to_user_data()
    return doc


def _batches(entries: Iterable[Entry], size: int) -> Iterator[list[Entry]]:
    """Lists of entries; what was read before an InputError comes before it."""
    batch = []
    try:
        for entry in entries:
            batch.append(entry)
            if len(batch) == size:
                yield batch
                batch = []
    except InputError:
        if batch:
            yield batch
        raise
    if batch:
        yield batch
