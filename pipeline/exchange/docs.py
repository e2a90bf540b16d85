"""Annotated entries from what `sitrep annotate` wrote, and to Docs for training."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from sitrep.pipeline import annotate, labels
from sitrep.pipeline.corpus.gold_docs import entry_of
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.exchange.entries import AnnotatedEntry, from_record, sayings, to_record
from sitrep.pipeline.extract import to_dict
from sitrep.pipeline.store import Manifest, read_docs

Report = Callable[[str], None]


def read_entries(path: Path, count_rule: str = DEFAULT_RULE) -> Iterator[AnnotatedEntry]:
    """The entries of an output folder, a .spacy file, or a .jsonl file of the output schema.

    Raises InputError with file and line for what is none of these.
    """
    if path.suffix == ".jsonl":
        yield from _from_lines(path)
        return
    model = Manifest.read(path).pipeline if path.is_dir() else None
    for number, doc in enumerate(read_docs(path), start=1):
        if "entry" not in doc.user_data:
            raise InputError(f"{path}: Doc {number} has no id; annotate with `sitrep annotate -o`")
        yield from_doc(doc, count_rule=count_rule, model=model)


def from_doc(
    doc: Doc, *, count_rule: str = DEFAULT_RULE, model: dict[str, str] | None = None
) -> AnnotatedEntry:
    """What a pipeline found in an entry, with its page's country, which the schema leaves out."""
    record = to_dict(doc, count_rule=count_rule, model=model)
    return from_record({**record, "country": doc.user_data["entry"]["country"]})


def _from_lines(path: Path) -> Iterator[AnnotatedEntry]:
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, start=1):
            if not line.strip():
                continue
            try:
                entry = _checked(from_record(json.loads(line)))
            except (ValueError, KeyError, TypeError, AttributeError) as error:
                raise InputError(
                    f"{path}, line {number}: not an entry of the output schema ({error!r}); "
                    "give what `sitrep annotate --format jsonl` or `sitrep pull` wrote"
                ) from None
            yield entry


def _checked(entry: AnnotatedEntry) -> AnnotatedEntry:
    """The entry; raises ValueError or KeyError unless spans lie in the text and arrows at spans."""
    ids = entry.by_id()
    if len(ids) < len(entry.spans):
        raise ValueError("an id comes twice")
    if not all(0 <= span.start < span.end <= len(entry.text) for span in entry.spans):
        raise ValueError("a span outside the text")
    for relation in entry.relations:
        _ = ids[relation.head], ids[relation.tail]
    return entry


def to_doc(entry: AnnotatedEntry, nlp: Language, report: Report = print) -> Doc:
    """The entry as a Doc with all that the output schema holds.

    A span that begins or ends inside a token is widened to whole tokens, and `report` is told
    with its text.
    """
    record = to_record(entry)
    doc = annotate.to_doc(nlp, entry_of(record))
    said = sayings(entry.spans, entry.relations)
    attrs: dict[str, dict[str, Any]] = {layer: {} for layer in labels.LAYERS}
    for layer in (labels.ACTORS, labels.LOCATIONS, labels.CASUALTIES):
        for item in record[layer]:
            rest = {k: v for k, v in item.items() if k not in ("id", "start", "end", "label")}
            attrs[layer][item["id"]] = {**rest, "why": _why(item["start"], item["end"])}
    for values in attrs[labels.ACTORS].values():
        values.pop("actor")
    for values in attrs[labels.LOCATIONS].values():
        values.pop("place")
    for values in attrs[labels.CASUALTIES].values():
        values["count"] = {key: values["count"][key] for key in ("code", "text")}
    for saying, item in zip(said, record["attributions"], strict=True):
        anchor = saying.anchor
        attrs[labels.CUES][item["id"]] = {
            "source": saying.source.id if saying.source else None,
            "actor": item["actor"],
            "kind": item["kind"],
            "parent": item["parent"],
            "hedge": False,
            "denial": False,
            "why": _why(*anchor.place),
        }
        if saying.source:
            attrs[labels.SOURCES].setdefault(saying.source.id, {"actor": item["actor"]})
        for content in saying.contents:
            attrs[labels.CONTENTS][content.id] = {"attribution": item["id"]}
    known = {labels.ACTORS: "actor", labels.LOCATIONS: "place"}
    for layer in labels.LAYERS:
        group = SpanGroup(doc, name=layer, attrs=attrs[layer])
        for mark in entry.layer(layer):
            span = doc.char_span(
                mark.start,
                mark.end,
                label=mark.label,
                kb_id=mark.attributes.get(known.get(layer, "")) or "",
                span_id=mark.id,
                alignment_mode="expand",
            )
            assert span is not None  # spans lie inside the text
            if (span.start_char, span.end_char) != mark.place:
                report(
                    f"{entry.id}: {layer} “{entry.words(mark)}” ends inside a token and becomes "
                    f"“{span.text}”"
                )
            group.append(span)
        doc.spans[layer] = group
    return doc


def _why(start: int, end: int) -> dict[str, Any]:
    """In place of the rule that found a span: it stands there by review."""
    return {"span": {"rule": "review", "words": [[start, end]]}}
