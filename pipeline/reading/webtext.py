"""The tree of a web page to text: blocks, time marks, and the way back to the source."""

from __future__ import annotations

import html
import re
from typing import Final

from bs4.element import NavigableString, PreformattedString, Tag

from sitrep.pipeline.reading.stamps import match_stamp
from sitrep.pipeline.reading.texts import clean, to_source
from sitrep.pipeline.records import Block, TimeMark

_LABELS: Final = {
    "li": "item",
    "dd": "item",
    "tr": "item",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    **{f"h{level}": "heading" for level in range(1, 7)},
}
# fmt: off
_BLOCK_TAGS: Final = frozenset({
    "address", "article", "body", "center", "details", "div", "dl", "dt", "figure", "header", "hr",
    "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "ul",
}) | set(_LABELS)
# fmt: on
_WORD: Final = re.compile(r"[^ \t\r\n\f]+")
# What stands between stretches of text; scripts and styles with their contents.
_MARKUP: Final = re.compile(
    r"<!--.*?-->|<(script|style)\b.*?</\1\s*>|<[!?/]?[a-z][^>]*>", re.DOTALL | re.IGNORECASE
)
_ENTITY: Final = re.compile(r"&(?:#\d+|#x[0-9a-f]+|\w+);?", re.IGNORECASE)


class SourceMap:
    """Where the text nodes of a tree stand in the HTML that it was parsed from.

    The parser keeps no offsets. What is left of the source without markup, entities resolved,
    is the text nodes one after the other: each is found from the end of the one before.
    """

    def __init__(self, source: str, tree: Tag) -> None:
        self._parts: list[str] = []
        self._offsets: list[tuple[int, int]] = []
        self._ends: dict[int, int] = {}
        self._length = 0
        cursor = 0
        for markup in _MARKUP.finditer(source):
            self._add_stretch(source, cursor, markup.start())
            cursor = markup.end()
        self._add_stretch(source, cursor, len(source))
        bare = "".join(self._parts)
        self._starts: dict[int, int] = {}
        position = 0
        for node in tree.find_all(string=True):
            start = bare.find(node, position)
            if start >= 0 and not isinstance(node, PreformattedString):
                self._starts[id(node)] = start
                position = start + len(node)

    def find(self, node: NavigableString, index: int) -> tuple[int, int] | None:
        """The source range of one character of a text node; None for an unknown node."""
        start = self._starts.get(id(node))
        if start is None:
            return None
        begin = to_source(start + index, self._offsets)
        return begin, self._ends.get(start + index, begin + 1)

    def _add_stretch(self, source: str, start: int, end: int) -> None:
        for entity in _ENTITY.finditer(source, start, end):
            self._add(source[start : entity.start()], start)
            start = entity.end()
            self._ends[self._length] = start
            self._add(html.unescape(entity.group()), entity.start())
        self._add(source[start:end], start)

    def _add(self, text: str, start: int) -> None:
        if text:
            self._parts.append(text)
            self._offsets.append((self._length, start))
            self._length += len(text)


class Writer:
    r"""Writes a tree as plain text.

    Blocks are parted by an empty line, items of a list and `<br>` by a line end, cells of a
    table row by a tab. A bulleted list has its bullets. White space is collapsed as browsers do,
    no-break spaces are kept.
    """

    def __init__(self, source: SourceMap) -> None:
        self.blocks: list[Block] = []
        self.times: list[TimeMark] = []
        self.offsets: list[tuple[int, int]] = []
        self._source = source
        self._parts: list[str] = []
        self._length = 0
        self._open: tuple[str, int] | None = None
        self._separator = ""
        self._space = ""
        self._bullet = ""
        self._coming_times: list[str] = []

    @property
    def text(self) -> str:
        """What has been written."""
        return "".join(self._parts)

    def write(self, tag: Tag) -> None:
        """Write an element's contents as one or more blocks."""
        self._write(tag, "paragraph")
        self._close("\n\n")

    def _write(self, tag: Tag, label: str) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._write_tag(child, label)
            elif isinstance(child, NavigableString) and not isinstance(child, PreformattedString):
                self._write_string(child, label)

    def _write_tag(self, tag: Tag, label: str) -> None:
        if tag.name == "br":
            # Two in a row part paragraphs.
            self._close("\n" if self._open or not self._separator else "\n\n")
        elif tag.name == "time" and tag.get("datetime"):
            self._coming_times.append(str(tag["datetime"]))
            self._write(tag, label)
            if not self._coming_times:
                last = self.times[-1]
                shown = self.text[last.start :]
                self.times[-1] = TimeMark(last.start, last.datetime, shown)
        elif tag.name in ("td", "th"):
            self._space = "\t" if self._open else ""
            self._write(tag, label)
        elif tag.name in _BLOCK_TAGS:
            separator = "\n" if _label(tag) == "item" else "\n\n"
            self._close(separator)
            self._bullet = _bullet(tag)
            self._write(tag, label if label == "quote" else _label(tag) or label)
            self._close(separator)
        else:
            self._write(tag, label)

    def _write_string(self, node: NavigableString, label: str) -> None:
        words, offsets = clean(str(node))
        behind = 0
        for word in _WORD.finditer(words):
            if word.start() > behind:
                self._space = self._space or " "
            behind = word.end()
            self._start_word(label)
            for index, character in enumerate(word.group(), start=word.start()):
                self._put(character, self._source.find(node, to_source(index, offsets)))
        if behind < len(words):
            self._space = self._space or " "

    def _start_word(self, label: str) -> None:
        if self._open is None:
            self._put(self._separator if self._length else "")
            self._open = (label, self._length)
            self._put(self._bullet)
            self._bullet = ""
        else:
            self._put(self._space)
        self._space = self._separator = ""
        self.times += [TimeMark(self._length, moment, "") for moment in self._coming_times]
        self._coming_times = []

    def _put(self, text: str, source: tuple[int, int] | None = None) -> None:
        self._parts.append(text)
        if source:
            self._relate(source[0])
        self._length += len(text)
        if source:
            self._relate(source[1])

    def _relate(self, offset: int) -> None:
        """Keep where the text written so far ends in the source, unless that is clear."""
        if to_source(self._length, self.offsets) == offset:
            return
        if self.offsets and self.offsets[-1][0] == self._length:
            self.offsets.pop()
        self.offsets.append((self._length, offset))

    def _close(self, separator: str) -> None:
        if self._open:
            label, start = self._open
            self.blocks.append(Block(label, start, self._length))
        self._open = None
        self._space = ""
        self._separator = max(self._separator, separator, key=len)


def _bullet(tag: Tag) -> str:
    """The bullet that a browser shows before an element; none before a time stamp."""
    bulleted = tag.name == "li" and tag.parent is not None and tag.parent.name == "ul"
    if not bulleted or _label(tag) is None or match_stamp(tag.get_text().strip()):
        return ""
    return "• "


def _label(tag: Tag) -> str | None:
    """The block label that an element gives; an item with blocks of its own gives none."""
    if _LABELS.get(tag.name) == "item" and tag.find(["p", "time", "div", "article", "blockquote"]):
        return None
    return _LABELS.get(tag.name)
