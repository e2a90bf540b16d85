"""Actors' mentions, and the noun phrases that they are read from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sitrep.components.actors.names import Name, Names
from sitrep.components.actors.noun_phrases import Part
from sitrep.components.grammar.words import Words


class Head(NamedTuple):
    """A head noun in one number; see the columns of `patterns/actor_heads.csv`."""

    lemma: str
    forms: str
    label: str
    proper: str
    kind: str
    opens: str
    plural: bool
    length: int


class Actor(NamedTuple):
    """An actor mention at tokens [start, end).

    `rule` says how it was found and `cause` is the token range of the words that gave the label.
    `head` and `kind` are the head noun's lemma and class, empty for a listed name; `surname` is
    the token of the last name behind a title; `body`: the head names a body, not people.
    """

    start: int
    end: int
    label: str
    rule: str
    cause: tuple[int, int]
    id: str = ""
    head: str = ""
    kind: str = ""
    surname: int | None = None
    body: bool = False


class Phrase(NamedTuple):
    """A noun phrase around a head at tokens [head_start, head_end).

    `behind` is the lower-case word behind the phrase, empty at the text's end.
    """

    words: Words
    names: Names
    head: Head
    start: int
    head_start: int
    head_end: int
    end: int
    proper: bool
    parts: Sequence[Part]
    name: Name | None
    behind: str

    @property
    def bare(self) -> bool:
        """Whether nothing stands with the head."""
        return self.start == self.head_start and self.end == self.head_end

    @property
    def is_name(self) -> bool:
        """Whether the phrase is a capitalised name of more than one word."""
        return self.proper and (not self.bare or self.head.length > 1)
