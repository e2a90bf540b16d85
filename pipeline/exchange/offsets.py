"""Code point offsets and the UTF-16 offsets of tools that run in a browser."""

from __future__ import annotations

from bisect import bisect_left
from typing import Final

_LAST_OF_THE_BASIC_PLANE: Final = 0xFFFF


class Utf16:
    """Offsets of one text in UTF-16 code units, in which an emoji counts as two."""

    def __init__(self, text: str) -> None:
        # Where in UTF-16 the second halves of surrogate pairs stand.
        wide = [i for i, char in enumerate(text) if ord(char) > _LAST_OF_THE_BASIC_PLANE]
        self._wide = wide
        self._halves = [i + number for number, i in enumerate(wide, start=1)]
        self.length = len(text) + len(wide)

    def from_code_points(self, offset: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return offset + bisect_left(self._wide, offset)

    def to_code_points(self, start: int, end: int) -> tuple[int, int]:
        """The code point offsets of a stretch in UTF-16; half a character counts as the whole.

        Raises ValueError if it is empty or does not lie inside the text.
        """
        if not 0 <= start < end <= self.length:
            raise ValueError(f"{start} to {end} is no stretch of {self.length} code units")
        end += end in self._halves
        return start - bisect_left(self._halves, start + 1), end - bisect_left(self._halves, end)
