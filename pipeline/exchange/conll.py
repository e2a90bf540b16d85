"""Tokens in lines with IOB tags, a column a layer, as CoNLL's shared tasks have them.

spaCy makes tags of offsets and spans of tags. A column holds no span that overlaps another of its
layer or cuts a token; links and attributes have no column at all. The record of an entry stands
in a comment above its tokens, so that what the columns do not hold comes back as it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from spacy.tokens import Doc
from spacy.training import biluo_to_iob, iob_to_biluo, offsets_to_biluo_tags
from spacy.training.iob_utils import tags_to_entities

from sitrep.pipeline.corpus.build import blank
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import LABELS, AnnotatedEntry, Span, to_record
from sitrep.pipeline.exchange.returned import Returned, check_text, read_record
from sitrep.pipeline.exchange.tools import Version, drawn

COLUMNS: Final = ("word", "start", "end", *LABELS)
"""A token, its code point offsets, and a tag a layer."""

_HEADER: Final = "# sitrep columns: " + " ".join(COLUMNS)
_RECORD: Final = "# sitrep entry: "


def write(entries: Iterable[AnnotatedEntry], file: BinaryIO) -> list[str]:
    """Write a block of lines an entry; returns what the columns do not hold, in words."""
    nlp = blank()
    homeless = 0
    file.write(f"{_HEADER}\n\n".encode())
    for entry in entries:
        doc = nlp.make_doc(entry.text)
        places = [(token.idx, token.idx + len(token)) for token in doc if not token.is_space]
        held = {span.id for span in _held(entry.spans, places)}
        homeless += len(entry.spans) - len(held)
        columns = [
            _tags(doc, [span for span in entry.layer(layer) if span.id in held]) for layer in LABELS
        ]
        lines = [_RECORD + json.dumps(to_record(entry))]
        for token, *tags in zip(doc, *columns, strict=True):
            if not token.is_space:
                place = str(token.idx), str(token.idx + len(token))
                lines.append("\t".join((token.text, *place, *tags)))
        file.write(("\n".join(lines) + "\n\n").encode())
    return [
        f"{homeless} spans that overlap others of their layer or cut a token, all links and all "
        "attributes have no column; they stand in comments and come back as they are"
    ]


def read(path: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of a file as their columns stand now. Raises InputError with file and line."""
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 text; save it as UTF-8") from None
    block = _Block()
    for number, raw in enumerate((*lines, ""), start=1):
        line, where = raw.rstrip("\r"), f"{path}, line {number}"
        if not line:
            if block.tokens or block.record:
                yield block.returned()
            block = _Block()
        elif line.startswith(_RECORD):
            block.record, block.where = line.removeprefix(_RECORD), where
        elif line != _HEADER:
            block.add(line.split("\t"), where)


@dataclass(slots=True)
class _Block:
    """The lines of one entry."""

    record: str = ""
    where: str = ""
    tokens: list[tuple[str, int, int]] = field(default_factory=list)
    tags: list[Sequence[str]] = field(default_factory=list)

    def add(self, cells: Sequence[str], where: str) -> None:
        """Take one more line."""
        if not self.record or len(cells) != len(COLUMNS):
            raise InputError(
                f"{where}: not a line that `sitrep export --format conll` wrote; "
                f"it has the columns {', '.join(COLUMNS)} under a line “{_RECORD.strip()} …”"
            )
        word, start, end, *tags = cells
        if not (start.isdecimal() and end.isdecimal()):
            raise InputError(f"{where}: {start} and {end} are no offsets; restore them")
        self.tokens.append((word, int(start), int(end)))
        self.tags.append(tags)

    def returned(self) -> Returned:
        """The entry with the spans of the columns, and whatever no column holds as it was."""
        pushed = read_record(self.record, self.where)
        check_text(pushed, self._text(pushed.text), self.where)
        places = [(start, end) for _, start, end in self.tokens]
        held = {span.id for span in _held(pushed.spans, places)}
        spans = [span for span in pushed.spans if span.id not in held]
        free = {(span.layer, *span.place): span.id for span in pushed.spans if span.id in held}
        for layer, tags in zip(LABELS, zip(*self.tags, strict=True), strict=False):
            try:
                found = tags_to_entities(iob_to_biluo(tags))
            except ValueError as error:
                raise InputError(f"{self.where}, {pushed.id}, {layer}: {error}") from None
            for label, first, last in found:
                start, end = places[first][0], places[last][1]
                id_ = free.get((layer, start, end), f"new:{layer}:{start}")
                spans.append(Span(id_, label, start, end))
        known = {span.id for span in spans}
        _, relations = drawn(pushed)
        return Returned(
            self.where,
            pushed,
            Version(
                tuple(spans),
                tuple(r for r in relations if r.head in known and r.tail in known),
                confirmed=False,
            ),
        )

    def _text(self, text: str) -> str | None:
        """The text, if it is that of the tokens."""
        position = 0
        for word, start, end in self.tokens:
            if text[position:start].strip() or text[start:end] != word:
                return None
            position = end
        return None if text[position:].strip() else text


def _held(spans: Iterable[Span], places: Collection[tuple[int, int]]) -> list[Span]:
    """Those of the spans that a column can hold, the longest first where some overlap."""
    starts, ends = {start for start, _ in places}, {end for _, end in places}
    held: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start - span.end, span.start)):
        if (
            span.start in starts
            and span.end in ends
            and not any(
                other.layer == span.layer and other.start < span.end and span.start < other.end
                for other in held
            )
        ):
            held.append(span)
    return held


def _tags(doc: Doc, spans: Iterable[Span]) -> list[str]:
    offsets = [(span.start, span.end, span.label) for span in spans]
    tags: list[str] = biluo_to_iob(offsets_to_biluo_tags(doc, offsets))
    return tags
