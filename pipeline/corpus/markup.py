"""The corpus's inline XML, read by the one parser that there is.

    <gold page="hill-2011-05" title="…" country="SY" date="2011-05-06" style="terse agency">
    <entry id="hill-2011-05#2011-05-06T16:15Z" time="2011-05-06T16:15:00Z" stamp="1615 GMT"
      events="protests">The <s id="S1"><a c="MONITOR">Hill Watch</a></s> <q id="Q1" s="S1">…
    </gold>

Stripping the tags gives an entry's text to the letter. `marks.TAGS` has the tags and their
attributes, corpus/GUIDELINES.md what they mean.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final
from xml.parsers import expat

from sitrep.pipeline.corpus.marks import EVENTS, TAGS, Mark, MarkedEntry, problems
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.records import Entry

_PAGE: Final = ("page", "title", "country", "date", "style")
_ENTRY: Final = ("id", "time", "stamp", "events")


@dataclass(frozen=True, slots=True)
class GoldPage:
    """One file of the corpus; `page` is its id, `country` the ISO 3166 alpha-2 code."""

    page: str
    title: str
    country: str
    date: date
    style: str
    entries: tuple[MarkedEntry, ...]


def read_gold(path: Path) -> GoldPage:
    """The page in a gold file. Raises InputError with file and line for anything malformed."""
    page = _Reader(path.name).read(path.read_bytes())
    if page.page != path.stem:
        raise InputError(f'{path.name}, line 1: page="{page.page}"; name it after its file')
    return page


def parse_sentence(marked: str) -> MarkedEntry:
    """A text with tags, as it stands inside an `<entry>`. Raises InputError like `read_gold`."""
    head = '<gold page="text" title="" country="" date="2000-01-01" style="">'
    entry = '<entry id="text" time="2000-01-01T00:00:00Z" stamp="" events="">'
    page = _Reader("text").read(f"{head}{entry}{marked}</entry></gold>".encode())
    return page.entries[0]


class _Reader:
    """Collects a page from the events of one document; used once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.page: dict[str, str] = {}
        self.entries: list[MarkedEntry] = []
        self._entry: dict[str, str] | None = None
        self._line = 0
        self._text = ""
        self._marks: list[Mark | None] = []
        self._open: list[tuple[int, int, dict[str, str]]] = []
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.CharacterDataHandler = self._characters
        self._parser.EndElementHandler = self._end

    def read(self, data: bytes) -> GoldPage:
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise InputError(
                f"{self.name}, line {error.lineno}: {expat.ErrorString(error.code)}; close each "
                "tag inside the one it opened in, and write & as &amp; and < as &lt;"
            ) from None
        try:
            day = date.fromisoformat(self.page["date"])
        except ValueError:
            raise self._error(f'date="{self.page["date"]}"; write it as 2011-11-08', 1) from None
        return GoldPage(
            page=self.page["page"],
            title=self.page["title"],
            country=self.page["country"],
            date=day,
            style=self.page["style"],
            entries=tuple(self.entries),
        )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "gold" and not self.page:
            self._check(name, attributes, _PAGE, _PAGE)
            self.page = attributes
        elif name == "entry" and self.page and self._entry is None:
            self._check(name, attributes, _ENTRY, _ENTRY)
            self._entry, self._line = attributes, self._parser.CurrentLineNumber
            self._text, self._marks = "", []
        elif name in TAGS and self._entry is not None:
            tag = TAGS[name]
            self._check(name, attributes, tag.required, tag.attributes)
            # Marks are listed in the order in which they open, outer before inner.
            self._open.append((len(self._marks), len(self._text), attributes))
            self._marks.append(None)
        else:
            known = " ".join(f"<{tag}>" for tag in ("gold", "entry", *TAGS))
            raise self._error(f"unknown or misplaced tag <{name}>; known are {known}")

    def _characters(self, text: str) -> None:
        if self._entry is not None:
            self._text += text
        elif text.strip():
            raise self._error(f"text outside an entry: “{text.strip()[:40]}”; move it into one")

    def _end(self, name: str) -> None:
        if name == "entry":
            self._finish()
        elif name in TAGS:
            tag = TAGS[name]
            number, start, attributes = self._open.pop()
            self._marks[number] = Mark(
                layer=tag.layer,
                start=start,
                end=len(self._text),
                label=attributes.pop(tag.label) if tag.label else tag.known[0],
                id=attributes.pop("id", ""),
                attributes={key: values[0] for key, values in tag.optional.items()} | attributes,
            )

    def _finish(self) -> None:
        assert self._entry is not None
        attributes, self._entry = self._entry, None
        events = tuple(attributes["events"].split())
        if unknown := sorted(set(events) - set(EVENTS)):
            raise self._error(
                f"unknown event {unknown[0]}; use some of: {', '.join(EVENTS)}", self._line
            )
        entry = Entry(
            id=attributes["id"],
            text=self._text,
            page=self.page["page"],
            title=self.page["title"],
            time=self._time(attributes["time"]),
            stamp=attributes["stamp"] or None,
            country=self.page["country"] or None,
            source_file=self.name,
        )
        marks = tuple(mark for mark in self._marks if mark is not None)
        marked = MarkedEntry(entry, marks, events, self._line)
        for offset, problem in problems(marked):
            raise self._error(problem, marked.line_of(offset))
        self.entries.append(marked)

    def _time(self, written: str) -> datetime:
        try:
            time = datetime.fromisoformat(written.replace("Z", "+00:00"))
        except ValueError:
            time = None
        if time is None or time.tzinfo is None:
            raise self._error(f'time="{written}"; write it as 2011-11-08T16:15:00Z', self._line)
        return time

    def _check(
        self,
        tag: str,
        attributes: Mapping[str, str],
        required: Iterable[str],
        known: Iterable[str],
    ) -> None:
        for key in required:
            if key not in attributes:
                raise self._error(f"<{tag}> without {key}=; add it")
        for key in attributes:
            if key not in known:
                raise self._error(f"<{tag}> with unknown {key}=; it takes {', '.join(known)}")

    def _error(self, problem: str, line: int | None = None) -> InputError:
        where = self._parser.CurrentLineNumber if line is None else line
        return InputError(f"{self.name}, line {where}: {problem}")
