"""Bytes to text, and text to a page: encodings, line ends, mojibake."""

from __future__ import annotations

import codecs
import io
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import BinaryIO, Final, TextIO

import charset_normalizer
import ftfy
from ftfy.chardata import UTF8_DETECTOR_RE

from sitrep.components.grammar.line_breaks import soft_breaks
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.dates import find_date
from sitrep.pipeline.reading.stamps import match_stamp
from sitrep.pipeline.records import Page

Offsets = tuple[tuple[int, int], ...]
"""Sorted pairs (offset in the text, offset in the source); in step between two pairs."""

# Byte order marks; UTF-32's begin with those of UTF-16 and so come first.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Candidates for bytes that are neither UTF-8 nor marked, likeliest first. Left to all its
# encodings, the detector reads the few quotation marks of an English page as cp775 or cp1250.
_LEGACY: Final = ["cp1252", "cp1251", "cp1256", "mac_roman"]
_WIDE: Final = ["utf_16_le", "utf_16_be"]
_SAMPLE: Final = 1 << 18
_LONGEST_TITLE: Final = 200
_BEGINNING: Final = 2000  # characters that show whether a text is wrapped
_NOT_ASCII_LINE: Final = re.compile(rb"[^\r\n]*[^\r\n\x00-\x7f][^\r\n]*")

# "â€" at the end of a word is a closing quotation mark whose third byte was lost; ftfy makes
# a dagger of it. C1 controls are quotation marks of cp1252 read as Latin-1.
_LOST_QUOTE: Final = "â€"
_REPAIRABLE: Final = re.compile(
    rf"\r\n?|{_LOST_QUOTE}(?=[\s.,;:!?)]|\Z)|{UTF8_DETECTOR_RE.pattern}|[\x80-\x9f]+",
    UTF8_DETECTOR_RE.flags,
)


def find_encoding(data: bytes, declared: str | None = None) -> str | None:
    """The encoding of a text, or None where the bytes are no text.

    A byte order mark decides, then whether it is UTF-8, then what the file declares, then
    charset-normalizer on the lines that are not ASCII.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\0" in data:
        match = charset_normalizer.from_bytes(data, cp_isolation=_WIDE).best()
        return match.encoding if match else None
    # A sample may end inside a character, which the incremental decoder forgives.
    for encoding in filter(None, ("utf-8", declared)):
        try:
            codecs.getincrementaldecoder(encoding)().decode(data)
        except (UnicodeDecodeError, LookupError):
            continue
        return encoding
    evidence = b"\n".join(_NOT_ASCII_LINE.findall(data))
    matches = charset_normalizer.from_bytes(evidence, cp_isolation=_LEGACY)
    ranked = sorted(matches, key=lambda match: (match.chaos, _LEGACY.index(match.encoding)))
    return ranked[0].encoding if ranked else None


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The characters of a file, without its byte order mark, line ends as they are.

    `declared` is an encoding that the file names for itself. Raises InputError for a file
    that is binary or in no known encoding.
    """
    encoding = find_encoding(data[:_SAMPLE], declared)
    if encoding is not None:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            encoding = find_encoding(data, declared)
    if encoding is None:
        raise InputError(f"{name}: not a text in a known encoding; save it as UTF-8")
    return data.decode(encoding)


def open_text(stream: BinaryIO, name: str) -> TextIO:
    """A byte stream as a text stream, encoding found from its beginning, line ends kept.

    Raises InputError for a stream that is binary or in no known encoding.
    """
    buffered = io.BufferedReader(stream, _SAMPLE)  # type: ignore[type-var]
    encoding = find_encoding(buffered.peek(_SAMPLE))
    if encoding is None:
        raise InputError(f"{name}: not a text in a known encoding; save it as UTF-8")
    return io.TextIOWrapper(buffered, encoding, newline="")


def clean(source: str) -> tuple[str, Offsets]:
    r"""The text with `\n` for line ends and mojibake repaired, and its way back to the source.

    All other characters stay to the letter, no-break spaces and soft hyphens included.
    """
    parts: list[str] = []
    offsets: list[tuple[int, int]] = []
    length = cursor = 0
    for match in _REPAIRABLE.finditer(source):
        found = match.group()
        if found[0] == "\r":
            repaired = "\n"
        elif found == _LOST_QUOTE:
            repaired = "”"
        else:
            repaired = ftfy.fix_encoding(found)
        if repaired == found:
            continue
        parts += source[cursor : match.start()], repaired
        length += match.start() - cursor + len(repaired)
        cursor = match.end()
        offsets.append((length, cursor))
    if not parts:
        return source, ()
    parts.append(source[cursor:])
    return "".join(parts), ((0, 0), *offsets)


def to_source(offset: int, offsets: Sequence[tuple[int, int]]) -> int:
    """The source offset of a text offset."""
    index = bisect_right(offsets, offset, key=lambda pair: pair[0]) - 1
    if index < 0:
        return offset
    text_offset, source_offset = offsets[index]
    return source_offset + offset - text_offset


def read_text_page(data: bytes, page_id: str, name: str, country: str | None = None) -> Page:
    """A page from pasted text; its first line is the title unless it is a stamp or a date.

    It has no blocks: the layout of plain text is its lines. Raises InputError for bytes that
    are no text.
    """
    text, offsets = clean(decode(data, name))
    return text_page(text, page_id, name, country=country, source_offsets=offsets)


def text_page(
    text: str,
    page_id: str,
    name: str,
    *,
    title: str | None = None,
    country: str | None = None,
    source_offsets: Offsets = (),
) -> Page:
    """A page from text that is already decoded and clean."""
    return Page(
        id=page_id,
        text=text,
        source_file=name,
        title=title or _find_title(text),
        country=country,
        source_offsets=source_offsets,
    )


def _find_title(text: str) -> str | None:
    """The first line, if it is short, no sentence or part of one, no stamp and no mere date."""
    text = text.lstrip()
    first, _, rest = text.partition("\n")
    title = " ".join(first.split())
    if not rest.strip() or len(title) > _LONGEST_TITLE or title.endswith((".", ":", ",")):
        return None
    if match_stamp(title) or len(first) in soft_breaks(text[:_BEGINNING]):
        return None
    printed = find_date(title)
    return None if printed and printed.text == title else title
