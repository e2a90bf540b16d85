"""A folder for brat: a .txt and an .ann file an entry, and the configuration of labels and colours.

The lines of an .ann file are written here and not by a library: the one that is maintained
(bratly) reads lines by `str.splitlines`, which breaks on separators that a text may hold, and has
no writer for notes. What brat was seen or is documented to do:

- Offsets are code points. A span with a line break in it has to be written in fragments, and its
  words with blanks for tabs and breaks.
- It reads its files by Python's codecs, which part lines at every line separator of Unicode.
- Attributes have closed lists of values; anything else goes into the annotator's note of a span.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Final

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.colours import COLOURS
from sitrep.pipeline.exchange.entries import (
    LABELS,
    LAYER_OF,
    RELATIONS,
    AnnotatedEntry,
    Relation,
    Span,
)
from sitrep.pipeline.exchange.fields import CHOICES, FIELDS, changed_fields, fields_of
from sitrep.pipeline.exchange.folders import read_documents, write_documents
from sitrep.pipeline.exchange.returned import Returned, check_spans, check_text, own_id
from sitrep.pipeline.exchange.tools import Comment, Version, drawn

_PIECE: Final = re.compile(r"[^\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]+")
_PLACE: Final = re.compile(r"(?P<label>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)")
_ARROW: Final = re.compile(r"(?P<label>\S+) Arg1:(?P<head>\S+) Arg2:(?P<tail>\S+)\s*")
_FIELD: Final = re.compile(r"([a-z_]+)=(\S+)")
_FLAG: Final = "hedged"
"""The attribute that brat shows as there or not, since it has two values only."""


def write(entries: Iterable[AnnotatedEntry], folder: Path) -> list[str]:
    """Fill a folder that brat can take into its data directory."""
    (folder / "annotation.conf").write_text(annotation_conf(), encoding="utf-8")
    (folder / "visual.conf").write_text(visual_conf(), encoding="utf-8")
    write_documents(entries, folder, _write_entry)
    return []


def read(folder: Path, report: Callable[[str], None]) -> Iterator[Returned]:
    """The entries of a folder as they stand there. Raises InputError with file and line."""
    for path, pushed in read_documents(folder, (".txt", ".ann"), "brat", report):
        text = path.with_name(f"{path.name}.txt").read_bytes().decode("utf-8", "replace")
        check_text(pushed, text, f"{path}.txt")
        yield _read_entry(path.with_name(f"{path.name}.ann"), pushed)


def lines(entry: AnnotatedEntry) -> list[str]:
    """The entry's annotation in brat's standoff format."""
    spans, relations = drawn(entry)
    names = {span.id: f"T{number}" for number, span in enumerate(spans, start=1)}
    found: list[str] = []
    attributes: list[str] = []
    notes: list[str] = []
    for span in spans:
        name = names[span.id]
        pieces = _pieces(span, entry)
        places = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(" ".join(_PIECE.findall(entry.text[s:e])) for s, e in pieces)
        found.append(f"{name}\t{span.label} {places}\t{words.replace(chr(9), ' ')}")
        fields = fields_of(span)
        for key in [key for key in fields if key in CHOICES]:
            value = fields.pop(key)
            if key != _FLAG or value == "yes":
                kept = "" if key == _FLAG else f" {value}"
                attributes.append(f"A{len(attributes) + 1}\t{key} {name}{kept}")
        if fields:
            note = " ".join(f"{key}={value}" for key, value in fields.items())
            notes.append(f"#{len(notes) + 1}\tAnnotatorNotes {name}\t{note}")
    arrows = [
        f"R{number}\t{relation.label} Arg1:{names[relation.head]} Arg2:{names[relation.tail]}"
        for number, relation in enumerate(relations, start=1)
    ]
    return found + attributes + arrows + notes


def annotation_conf() -> str:
    """What brat lets people annotate."""
    named = [label for known in LABELS.values() for label in known]
    parts = ["[entities]", *named, "", "[relations]"]
    for label, kind in RELATIONS.items():
        heads, tails = (
            "|".join(name for layer in side for name in LABELS[layer])
            for side in (kind.heads, kind.tails)
        )
        parts.append(f"{label}\tArg1:{heads}, Arg2:{tails}")
    parts += ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>", ""]
    parts += ["[events]", "", "[attributes]"]
    for key, values in CHOICES.items():
        bearers = "|".join(
            label for layer, keys in FIELDS.items() if key in keys for label in LABELS[layer]
        )
        known = "" if key == _FLAG else f", Value:{'|'.join(values)}"
        parts.append(f"{key}\tArg:{bearers}{known}")
    return "\n".join(parts) + "\n"


def visual_conf() -> str:
    """How brat draws it."""
    drawn_as = [f"{label}\tbgColor:{colour}, fgColor:white" for label, colour in COLOURS.items()]
    return "\n".join(["[labels]", "", "[drawing]", *drawn_as]) + "\n"


def _write_entry(entry: AnnotatedEntry, path: Path) -> None:
    path.with_name(f"{path.name}.txt").write_bytes(entry.text.encode())
    text = "".join(f"{line}\n" for line in lines(entry))
    path.with_name(f"{path.name}.ann").write_bytes(text.encode())


def _read_entry(path: Path, pushed: AnnotatedEntry) -> Returned:
    known = {f"T{n}": span.id for n, span in enumerate(drawn(pushed)[0], start=1)}
    ids: dict[str, str] = {}
    spans: dict[str, Span] = {}
    arrows: list[tuple[str, str, str]] = []
    fields: dict[str, dict[str, str]] = {}
    comments: list[Comment] = []
    problems: list[str] = []
    later: list[tuple[str, str]] = []
    for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").split("\n"), 1):
        where = f"{path}, line {number}"
        name, _, rest = line.rstrip("\r").partition("\t")
        if not name.strip():
            continue
        if name[0] == "T":
            span, in_pieces = _span(known.get(name), rest, where, pushed)
            id_ = own_id(known.get(name), name, known.values(), spans)
            ids[name], spans[id_] = id_, Span(id_, span.label, *span.place)
            fields[id_] = {_FLAG: "no"} if _FLAG in _keys(span) else {}
            if in_pieces:
                problems.append(f"“{pushed.words(span)}” is in pieces in brat; taken as a whole")
        elif name[0] in "RA#":
            later.append((where, line.rstrip("\r")))
        else:
            problems.append(f"line {number} of {path.name} is none of brat's T, R, A or #: {line}")
    for where, line in later:
        name, _, rest = line.partition("\t")
        if name[0] == "R":
            match = _ARROW.fullmatch(rest)
            if match is None or not {match["head"], match["tail"]} <= set(ids):
                raise InputError(f"{where}: an arrow that leads nowhere; take the line out")
            arrows.append((match["label"], ids[match["head"]], ids[match["tail"]]))
            continue
        kind, _, value = rest.partition("\t")
        label, target, *chosen = kind.split(" ")
        if target not in ids:
            raise InputError(f"{where}: is of {target}, which is not there; take the line out")
        if name[0] == "A":
            fields[ids[target]][label] = chosen[0] if chosen else "yes"
        else:
            set_, remark = _note(value)
            fields[ids[target]] |= set_
            comments += [Comment(remark)] if remark else []
    check_spans(pushed, spans, str(path))
    return Returned(
        str(path),
        pushed,
        Version(
            tuple(spans.values()),
            tuple(Relation(*arrow) for arrow in arrows),
            confirmed=False,
            fields=changed_fields(pushed, fields),
            comments=tuple(comments),
            problems=tuple(problems),
        ),
    )


def _pieces(span: Span, entry: AnnotatedEntry) -> list[tuple[int, int]]:
    """The fragments of a span, parted at line breaks; the whole if it has no other characters."""
    return [
        (span.start + piece.start(), span.start + piece.end())
        for piece in _PIECE.finditer(entry.words(span))
    ] or [span.place]


def _span(id_: str | None, rest: str, where: str, pushed: AnnotatedEntry) -> tuple[Span, bool]:
    """A span, and whether words that are left out stand in it.

    `id_` is that of the span that was written under its name: fragments leave out line breaks at
    its edges.
    """
    match = _PLACE.fullmatch(rest.partition("\t")[0])
    if match is None:
        raise InputError(f"{where}: not brat's form of a span (T1, label, offsets); correct it")
    ends = [list(map(int, piece.split())) for piece in match["places"].split(";")]
    pieces = [(start, end) for start, end in ends]
    was = pushed.by_id().get(id_ or "")
    if was is not None and pieces == _pieces(was, pushed):
        return Span("", match["label"], *was.place), False
    gaps = [pushed.text[end:start] for (_, end), (start, _) in pairwise(pieces)]
    return Span("", match["label"], pieces[0][0], pieces[-1][1]), any(map(str.strip, gaps))


def _keys(span: Span) -> tuple[str, ...]:
    return FIELDS.get(LAYER_OF.get(span.label, ""), ())


def _note(text: str) -> tuple[Mapping[str, str], str]:
    """The fields that a note sets, and what else it says."""
    return dict(_FIELD.findall(text)), " ".join(_FIELD.sub("", text).split())
