"""The corpus as DocBins, which is what training reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from sitrep.pipeline.annotate import Report
from sitrep.pipeline.corpus.folder import read_corpus
from sitrep.pipeline.corpus.gold_docs import from_record, to_doc
from sitrep.pipeline.corpus.marks import MarkedEntry, problems
from sitrep.pipeline.corpus.repeats import leaks
from sitrep.pipeline.corpus.splits import SPLITS, TRAIN
from sitrep.pipeline.docbin import docs_to_bytes
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import ACTORS, LOCATIONS, MENTIONS
from sitrep.pipeline.store import whole_file


def blank() -> Language:
    """English with the default pipeline's tokenizer and no components."""
    return spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "sitrep.tokenizer.v1"}}})


def build(
    folder: Path, output: Path, report: Report = print, *, more: Sequence[Path] = ()
) -> dict[str, int]:
    """Write one DocBin a split, corrected entries in train, and return numbers of entries.

    Corrected entries are those of the folder and of `more` files. `report` is told of marks
    that do not fit the tokens, and of corrected entries that are left out since a sentence of
    theirs stands in another split. Raises InputError for bad input.
    """
    corpus, nlp = read_corpus(folder), blank()
    entries = {split: corpus.entries(split) for split in SPLITS}
    in_train = {marked.entry.id for marked in entries[TRAIN]}
    files = [*corrected_files(folder), *more]
    corrected = read_corrected(files, {marked.entry.id for marked in corpus.entries()})
    leaked = {
        sentence.entry.entry.id: other.place
        for other, sentence in leaks([*entries.items(), ("corrected", corrected)])
        if other.entry.entry.id not in in_train
    }
    for marked in corrected:
        if marked.entry.id in leaked:
            report(f"{marked.entry.id}: left out, has a sentence of {leaked[marked.entry.id]}")
        else:
            entries[TRAIN].append(marked)
    output.mkdir(parents=True, exist_ok=True)
    for split in SPLITS:
        write_docs(entries[split], output / f"{split}.spacy", nlp, report)
    return {split: len(entries[split]) for split in SPLITS}


def write_docs(
    entries: Iterable[MarkedEntry], file: Path, nlp: Language, report: Report = print
) -> None:
    """Write entries to a DocBin; `report` is told of marks that do not fit the tokens."""
    docs = [for_training(to_doc(marked, nlp, report)) for marked in entries]
    with whole_file(file) as stream:
        stream.write(docs_to_bytes(docs))


def for_training(doc: Doc) -> Doc:
    """Add what spaCy's trainable components learn from, made of the layers that are there.

    `doc.spans["mentions"]` holds actors and places for a `spancat`, `doc.ents` the same for an
    `ner`, which knows no overlaps: of a place inside an actor's name only the actor.
    """
    both = [span for layer in (ACTORS, LOCATIONS) for span in doc.spans[layer]]
    plain = [Span(doc, span.start, span.end, label=span.label_) for span in both]
    doc.spans[MENTIONS] = plain
    doc.ents = filter_spans(plain)
    return doc


def corrected_files(folder: Path) -> list[Path]:
    """The files of corrected entries in a corpus folder."""
    return sorted((folder / "corrected").glob("*.jsonl"))


def read_corrected(files: Iterable[Path], known: Iterable[str] = ()) -> list[MarkedEntry]:
    """Entries of JSON lines in the form of the output schema.

    Those whose review nobody has confirmed yet are left out. `known` are ids that are taken.
    Raises InputError with file and line for a malformed one.
    """
    entries = []
    taken = set(known)
    for path in files:
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            where = f"{path.name}, line {number}"
            try:
                record = json.loads(line)
                if record.get("review") and not record["review"]["confirmed"]:
                    continue
                marked = from_record(record)
                found = [problem for _, problem in problems(marked)]
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{where}: not an entry of the output schema ({error!r}); correct it"
                ) from None
            for problem in found:
                raise InputError(f"{where}, {marked.entry.id}: {problem}")
            if marked.entry.id in taken:
                raise InputError(f"{where}: {marked.entry.id} is there already; keep one of them")
            taken.add(marked.entry.id)
            entries.append(marked)
    return entries
