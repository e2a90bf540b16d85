"""What passes from step to step before spaCy sees it: pages, their blocks, and entries."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that the layout sets apart.

    `label` is one of `labels.BLOCK_LABELS`; `start` and `end` are code point offsets into the
    text of the page or entry that the block belongs to, end exclusive.
    """

    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TimeMark:
    """A machine-readable time of the page (`<time datetime=…>`) at a code point offset.

    `datetime` is the attribute as written; `text` is what the page shows for it.
    """

    start: int
    datetime: str
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """One live-blog page as plain text with structure.

    `text` is what is stored, and all offsets refer to it. `source_offsets` maps it to the file:
    sorted pairs (offset in `text`, offset in the decoded file); between two pairs both run in
    step. An empty tuple means that they are equal.
    """

    id: str
    text: str
    source_file: str
    title: str | None = None
    country: str | None = None
    blocks: tuple[Block, ...] = ()
    times: tuple[TimeMark, ...] = ()
    source_offsets: tuple[tuple[int, int], ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Entry:
    """The text behind one time stamp.

    `text` is exact. `time` is an aware UTC datetime, `stamp` the stamp as printed, and `day` what
    its clock calls "today": 05:00 in Yangon is of the day before in UTC. `country` is
    the ISO 3166 alpha-2 code of the country that the page is about. `start_in_source` and
    `end_in_source` are code point offsets into the decoded source file. `metadata` holds every
    other column of a table, as JSON values.
    """

    id: str
    text: str
    page: str | None = None
    title: str | None = None
    time: datetime | None = None
    day: date | None = None
    stamp: str | None = None
    country: str | None = None
    source_file: str | None = None
    start_in_source: int | None = None
    end_in_source: int | None = None
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, Any] = field(default_factory=dict)

    def to_user_data(self) -> dict[str, Any]:
        """The entry but for its text as scalars, the form in which `Doc.user_data` holds it.

        Nested values are JSON text, since DocBin returns lists as tuples.
        """
        return {
            "id": self.id,
            "page": self.page,
            "title": self.title,
            "time": self.time.isoformat().replace("+00:00", "Z") if self.time else None,
            "day": self.day.isoformat() if self.day else None,
            "stamp": self.stamp,
            "country": self.country,
            "source_file": self.source_file,
            "start_in_source": self.start_in_source,
            "end_in_source": self.end_in_source,
            "blocks": json.dumps([[b.label, b.start, b.end] for b in self.blocks]),
            "metadata": json.dumps(self.metadata, ensure_ascii=False),
        }

    @classmethod
    def from_user_data(cls, text: str, data: dict[str, Any]) -> Entry:
        """The entry that `to_user_data` was called on, given the Doc's text."""
        values = dict(data)
        if values.get("time"):
            values["time"] = datetime.fromisoformat(values["time"].replace("Z", "+00:00"))
        if values.get("day"):
            values["day"] = date.fromisoformat(values["day"])
        values["blocks"] = tuple(Block(*block) for block in json.loads(values["blocks"]))
        values["metadata"] = json.loads(values["metadata"])
        return cls(text=text, **values)
