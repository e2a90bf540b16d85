"""Token attributes of a Doc as plain lists.

`Doc.to_array` costs a twentieth of the tokenizer's time, touching each token in Python three
times as much; so strings are looked up once a lexeme, not once a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from spacy.strings import StringStore
from spacy.tokens import Doc


class Strings(dict[int, str]):
    """Hash values to strings, filled from a vocabulary's store as they are met."""

    def __init__(self, store: StringStore) -> None:
        super().__init__()
        self._store = store

    def __missing__(self, value: int) -> str:
        text = self[value] = self._store[value]
        return text


def columns(doc: Doc, attributes: Sequence[int]) -> list[list[int]]:
    """One list of integers an attribute, one item a token."""
    return as_columns(table(doc, attributes))


def table(doc: Doc, attributes: Sequence[int]) -> NDArray[np.uint64]:
    """The attributes as an array of shape (tokens, attributes)."""
    array: Any = doc.to_array(list(attributes))
    return cast("NDArray[np.uint64]", array.reshape(len(doc), len(attributes)))


def as_columns(array: NDArray[np.uint64]) -> list[list[int]]:
    """The columns of a `table` as lists."""
    return [column.tolist() for column in array.T]


def join(texts: Sequence[str], spaces: Sequence[int]) -> str:
    """The text of a Doc from its tokens' texts and their SPACY values, without touching tokens."""
    return "".join(
        [text + " " if space else text for text, space in zip(texts, spaces, strict=True)]
    )
