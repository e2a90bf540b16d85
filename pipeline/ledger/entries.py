"""Annotated entries as a ledger takes them: from output folders and from lines of JSON."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sitrep.pipeline.counting import read_code
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import CASUALTY_LABELS, LOCATION_LABELS, SCOPES, STATUSES
from sitrep.pipeline.ledger.ids import digest

_ACTOR: Final = ("start", "end", "label", "actor")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry with what a ledger needs of its layers.

    `row` is that of the table `entries` but for `position`. `locations` and `actors` hold, by
    local id, those that a claim names (with the places around them). `countries` has the
    countries of all its locations, `country` is that of its page, as given or detected when it
    was annotated. `digest` tells the entry from any other reading of it.
    """

    row: dict[str, Any]
    title: str | None
    source_file: str | None
    casualties: list[dict[str, Any]]
    attributions: list[dict[str, Any]]
    locations: dict[str, dict[str, Any]]
    actors: dict[str, dict[str, Any]]
    countries: tuple[str, ...]
    digest: str
    country: str | None = None

    @property
    def id(self) -> str:
        """The entry's id."""
        id_: str = self.row["entry_id"]
        return id_

    @property
    def annotation(self) -> str:
        """All but `row` as JSON."""
        fields = {field.name: getattr(self, field.name) for field in dataclasses.fields(self)[1:]}
        return json.dumps(fields, ensure_ascii=False)

    @classmethod
    def stored(cls, row: dict[str, Any], annotation: str) -> Entry:
        """The entry with this row and this `annotation`."""
        fields = json.loads(annotation)
        return cls(row=row, **{**fields, "countries": tuple(fields["countries"])})


def read_records(paths: Iterable[Path]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Where an entry stands, and the entry as an object of the output schema.

    A path is what `sitrep annotate -o` wrote (the folder, or one .spacy file) or a .jsonl file.
    Raises InputError for anything else.
    """
    for path in paths:
        if path.suffix == ".jsonl":
            yield from _lines(path)
        else:
            yield from _docs(path)


def _lines(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    where = f"{path}, line {number}"
                    yield where, _parsed(line, where)
    except FileNotFoundError:
        raise InputError(f"{path}: no such file; give what `sitrep annotate -o` wrote") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8; give what `sitrep annotate -o` wrote") from None


def _parsed(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise InputError(f"{where}: not a JSON object; is the file whole?")
    return record


def _docs(path: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    from sitrep.pipeline.extract import to_dict  # noqa: PLC0415 - spaCy is slow to import
    from sitrep.pipeline.store import Manifest, read_docs  # noqa: PLC0415

    model = Manifest.read(path).pipeline if path.is_dir() else None
    for doc in read_docs(path):
        record = to_dict(doc, model=model)
        yield f"{path}, {record['id']}", record


def read_entries(records: Iterable[tuple[str, dict[str, Any]]]) -> Iterator[Entry]:
    """Entries in the order of their ids, so that the order of input never matters.

    Raises InputError for an entry that is not of the output schema, and for two different
    entries with one id.
    """
    found: dict[str, tuple[Entry, str]] = {}
    for where, record in records:
        try:
            entry = _entry(record)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise InputError(
                f"{where}: not an entry of the output schema ({error!r}); give what "
                "`sitrep annotate -o` wrote"
            ) from None
        before, place = found.setdefault(entry.id, (entry, where))
        if before.digest != entry.digest:
            raise InputError(
                f"{where}: {entry.id} reads otherwise in {place}; give the later reading to a "
                "run of its own"
            )
    for id_ in sorted(found):
        yield found[id_][0]


def _entry(record: dict[str, Any]) -> Entry:
    text = record["text"]
    if not isinstance(record["id"], str) or not isinstance(text, str):
        raise TypeError("id and text must be strings")
    model = record.get("model") or {}
    page = record.get("page") or record.get("source_file") or record["id"]
    row = {
        "entry_id": record["id"],
        "page_id": page,
        "time": record.get("time"),
        "stamp": record.get("stamp"),
        "text": text,
        "start_in_source": record.get("start_in_source"),
        "model": " ".join(filter(None, (model.get("name"), model.get("version")))) or None,
        "metadata": json.dumps(record["metadata"], sort_keys=True, ensure_ascii=False)
        if record.get("metadata")
        else None,
    }
    locations = {location["id"]: location for location in record["locations"]}
    actors = {actor["id"]: actor for actor in record["actors"]}
    for location in locations.values():
        _check(location["label"], LOCATION_LABELS)
    for casualty in record["casualties"]:
        _check_casualty(casualty, text)
    named = {id_ for casualty in record["casualties"] for id_ in casualty["locations"]}
    named |= {locations[id_]["within"] for id_ in named} - {None}
    acting = {
        id_
        for casualty in record["casualties"]
        for id_ in (*casualty["victims"], *casualty["perpetrators"])
    }
    return Entry(
        row=row,
        title=record.get("title"),
        source_file=record.get("source_file"),
        casualties=record["casualties"],
        attributions=record["attributions"],
        locations={id_: locations[id_] for id_ in sorted(named)},
        actors={
            id_: {key: actors[id_][key] for key in _ACTOR}
            | {"text": text[actors[id_]["start"] : actors[id_]["end"]]}
            for id_ in sorted(acting)
        },
        countries=tuple(
            location["country"] for location in locations.values() if location["country"]
        ),
        digest=digest(
            json.dumps(part, sort_keys=True)
            for part in (
                row, record["casualties"], record["attributions"], record["locations"],
                record["actors"], record.get("country"),
            )
        ),
        country=record.get("country"),
    )  # fmt: skip


def _check_casualty(casualty: dict[str, Any], text: str) -> None:
    _check(casualty["label"], CASUALTY_LABELS)
    _check(casualty["scope"], SCOPES)
    _check(casualty["status"], STATUSES)
    read_code(casualty["count"]["code"])
    if not 0 <= casualty["start"] < casualty["end"] <= len(text):
        raise ValueError(f"{casualty['id']} lies outside the text")


def _check(value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise ValueError(f"{value!r} is none of: {', '.join(known)}")
