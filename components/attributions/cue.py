"""One cue of saying: its tokens, its frame, and who is its source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

Range = tuple[int, int]
"""Tokens, end exclusive."""

# What no source begins with.
NO_SOURCES: Final = frozenset(
    "nobody nothing none everyone everybody anybody anyone someone no people thing things "
    "rest".split()
)
# What only shows: that it does is no saying.
IMAGES: Final = frozenset(
    "video videos footage clip clips film photograph photographs picture pictures image "
    "images".split()
)


def meets(tokens: Range, others: Sequence[Range]) -> bool:
    """Whether a range shares a token with one of others."""
    return any(other[0] < tokens[1] and tokens[0] < other[1] for other in others)


@dataclass(slots=True)
class Cue:
    """A cue at tokens [start, end).

    `unit` is the first token of the whole saying: of its subject where that stands before the
    verb; `stop` the first token behind it (behind the source of an inverted "said X").
    `source` is a token range; `shared` tells that the subject is a pronoun or left out.
    """

    start: int
    end: int
    lemma: str
    frame: str
    denial: bool
    unit: int
    stop: int
    source: tuple[int, int] | None = None
    shared: bool = False
    inverted: bool = False
