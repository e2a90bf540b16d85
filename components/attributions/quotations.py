"""Quoted stretches of a text, with odd or missing marks dealt with block by block."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sitrep.components.grammar.words import Words

_OPEN: Final = {"“": "”", "``": "''", "«": "»"}
_STRAIGHT: Final = ('"', "''")
_OPENING: Final = (*_OPEN, *_STRAIGHT, "‘")
_MARKS: Final = frozenset({*_OPENING, *_OPEN.values(), "’"})


def quotations(words: Words, blocks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Token ranges inside quotation marks, marks left out, in text order.

    `blocks` are token ranges; no quotation crosses a block, so that one odd mark spoils no more
    than its paragraph. An opening mark without a partner reaches to the end of its block, as
    in print, where every paragraph of a long quotation opens with a mark.
    """
    found: list[tuple[int, int]] = []
    if not any(mark in words.text for mark in _OPENING):
        return found
    marks = [i for i, text in enumerate(words.texts) if text in _MARKS]
    for start, end in blocks:
        opened: int | None = None
        closing = ""
        for i in marks[bisect_left(marks, start) : bisect_left(marks, end)]:
            text = words.texts[i]
            if opened is None:
                if text in _OPEN:
                    opened, closing = i + 1, _OPEN[text]
                elif text in _STRAIGHT:
                    opened, closing = i + 1, text
                elif text == "‘" and "’" in words.texts[i + 2 : end]:
                    opened, closing = i + 1, "’"
            elif text == closing or (closing == "”" and text == '"'):
                if i > opened:
                    found.append((opened, i))
                opened = None
        if opened is not None and opened < end and closing != "’":
            stop = end
            while stop > opened and words.texts[stop - 1].isspace():
                stop -= 1
            found.append((opened, stop))
    return found
