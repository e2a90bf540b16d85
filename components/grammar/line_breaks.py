"""Line ends that only wrap a text, as in mails, wire copy and old archives.

Such a text has lines of 40 to 100 characters, each as long as its next word allows. Elsewhere a
line end is soft if the sentence plainly goes on behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Final

Line = tuple[int, str]
"""Where a line begins, in code points, and its text."""

ITEM: Final = re.compile(r"\s*(?:[•●○■►➢*·▪‣]|[-–—](?=[\sA-Z])|\d{1,3}(?:, ?\d{1,3})*[.)](?=\s))")
"""The mark of a list's item."""

_LINE: Final = re.compile(r"[^\n]+")
_NARROWEST, _WIDEST = 40, 100
# Shorter lines are headings, rows and captions: a word in lower case may open the next one.
_SENTENCE: Final = 30
_STOPS: Final = ".?!:;…"
_CLOSERS: Final = "\"”’')]»"
# No line of its own ends with one of these ("in" does: "the army moved in"; but hardly a line).
_NEVER_LAST: Final = frozenset(
    "a an the of to from with for by at in into and or than his her their its our your "
    "is are was were has have had been be".split()
)


def soft_breaks(text: str) -> list[int]:
    r"""Offsets of the `\n` that stand in a text as a blank would, in code points.

    Only those between two characters that are no white space count: others have no single blank to
    stand for.
    """
    groups = [lines for lines in _paragraphs(text) if len(lines) > 1]
    if not groups or text.islower():  # its sentences cannot be told from rows
        return []
    width = max((_width(lines) for lines in groups if _is_wrapped(lines)), default=0)
    return [
        start - 1
        for lines in groups
        for (_, line), (start, following) in pairwise(lines)
        if not (line[-1].isspace() or following[0].isspace() or ITEM.match(following))
        and not _ends_sentence(line)
        and (_goes_on(line, following) or _is_full(line, following, width))
    ]


def _paragraphs(text: str) -> Iterator[list[Line]]:
    """Lines that follow each other without a blank one between them."""
    lines = [(match.start(), match.group()) for match in _LINE.finditer(text)]
    numbers = []
    number, end = 0, 0
    for start, line in lines:
        number += start > end + 1 or not line.strip()
        numbers.append(number)
        end = start + len(line)
    for _, group in groupby(zip(numbers, lines, strict=True), key=lambda pair: pair[0]):
        yield [line for _, line in group if line[1].strip()]


def _is_wrapped(lines: Sequence[Line]) -> bool:
    """Whether a paragraph's lines end in mid-sentence where the next word had no room."""
    width = _width(lines)
    if not _NARROWEST <= width <= _WIDEST:
        return False
    open_ = [
        (line, following)
        for (_, line), (_, following) in pairwise(lines)
        if not _ends_sentence(line)
    ]
    full = [following for line, following in open_ if _is_full(line, following, width)]
    lower = sum(following[0].islower() for following in full)
    return 4 * len(full) >= 3 * len(open_) and 2 * lower >= len(full) > 0


def _width(lines: Sequence[Line]) -> int:
    return max(len(line) for _, line in lines)


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next line's first word had no room on this one."""
    return len(line) <= width < len(line) + 1 + len(following.split(None, 1)[0])


def _goes_on(line: str, following: str) -> bool:
    """Whether the sentence of a line plainly goes on in the next one."""
    last = line.rsplit(None, 1)[-1]
    if last in _NEVER_LAST:
        return True
    return following[0].islower() and len(line) >= _SENTENCE


def _ends_sentence(line: str) -> bool:
    return line.rstrip(_CLOSERS)[-1:] in _STOPS
