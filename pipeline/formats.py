"""Text formats of annotated entries: JSON lines (one an entry) and CSV (one line a claim)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sitrep.pipeline import labels
from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.extract import Claim, attrs_by_id, claims, to_dict

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span

CLAIM_COLUMNS: Final = (
    "entry", "time", "claim", "outcome", "count", "low", "high", "best", "words", "scope",
    "status", "part_of", "victims", "victim_labels", "names", "perpetrators", "places",
    "place_ids", "lat", "lon", "geo_precision", "date", "date_precision", "sources", "hedges",
    "start", "end",
)  # fmt: skip
"""Several values in one cell are separated by "; "; coordinates are those of the first place."""


@dataclass(frozen=True, slots=True)
class Format:
    """A text format: its file's name, first line, and the lines of one Doc.

    `lines` takes the Doc, a counting rule and the pipeline's name and version.
    """

    file_name: str
    header: str
    lines: Callable[[Doc, str, dict[str, str]], str]


def json_line(doc: Doc, count_rule: str, model: dict[str, str]) -> str:
    """The entry as one line of JSON after the output schema."""
    record = to_dict(doc, count_rule=count_rule, model=model)
    return json.dumps(record, ensure_ascii=False) + "\n"


def claim_rows(doc: Doc, count_rule: str = DEFAULT_RULE) -> list[dict[str, Any]]:
    """The Doc's claims as flat rows with the keys of `CLAIM_COLUMNS`."""
    entry = doc.user_data.get("entry", {})
    return [_row(claim, entry) for claim in claims(doc, count_rule)]


def _row(claim: Claim, entry: dict[str, Any]) -> dict[str, Any]:
    doc = claim.span.doc
    located = attrs_by_id(doc, labels.LOCATIONS)
    place = located.get(claim.locations[0].id_, {}) if claim.locations else {}
    return {
        "entry": entry.get("id"),
        "time": entry.get("time"),
        "claim": claim.id,
        "outcome": claim.outcome,
        "count": claim.count.code,
        "low": claim.count.low,
        "high": claim.count.high,
        "best": claim.count.best,
        "words": claim.span.text,
        "scope": claim.scope,
        "status": claim.status,
        "part_of": claim.part_of,
        "victims": _texts(claim.victims),
        "victim_labels": "; ".join(span.label_ for span in claim.victims),
        "names": "; ".join(name["text"] for name in claim.names),
        "perpetrators": _texts(claim.perpetrators),
        "places": _texts(claim.locations),
        "place_ids": "; ".join(span.kb_id_ for span in claim.locations if span.kb_id_),
        "lat": place.get("lat"),
        "lon": place.get("lon"),
        "geo_precision": place.get("geo_precision"),
        "date": claim.date,
        "date_precision": claim.date_precision,
        "sources": claim.sources,
        "hedges": "; ".join(claim.hedges),
        "start": claim.span.start_char,
        "end": claim.span.end_char,
    }


def _texts(spans: Iterable[Span]) -> str:
    return "; ".join(span.text for span in spans)


def _is_within(name: dict[str, Any], spans: Iterable[Span]) -> bool:
    return any(span.start_char <= name["start"] and name["end"] <= span.end_char for span in spans)


def _csv_lines(rows: Iterable[Iterable[Any]]) -> str:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def csv_lines(doc: Doc, count_rule: str, model: dict[str, str]) -> str:
    """The Doc's claims as lines of CSV."""
    return _csv_lines(row.values() for row in claim_rows(doc, count_rule))


FORMATS: Final = {
    "jsonl": Format("entries.jsonl", "", json_line),
    "csv": Format("claims.csv", _csv_lines([CLAIM_COLUMNS]), csv_lines),
}
"""Formats by the name that `sitrep annotate --format` takes."""


def claim_cells(claim: Claim) -> dict[str, str]:
    """The claim as a person reads it in a table: column headings and cells."""
    vague = claim.count.code.isalpha() and claim.count.best is not None
    number = f"{claim.count.code} ({claim.count.best})" if vague else claim.count.code
    outcome = claim.outcome.lower()
    for marked, usual in ((claim.status, "actual"), (claim.scope, "incident")):
        if marked != usual:
            outcome += f", {marked}"
    if claim.part_of:
        outcome += f", part of {claim.part_of}"
    victims = [span.text for span in claim.victims]
    victims += [name["text"] for name in claim.names if not _is_within(name, claim.victims)]
    return {
        "number": number,
        "outcome": outcome,
        "victims": "; ".join(victims) or claim.span.text,
        "place": _texts(claim.locations),
        "source": claim.sources,
        "hedges": "; ".join(claim.hedges),
    }
