"""Token attributes of a Doc as plain lists.

`Doc.to_array` costs a twentieth of the tokenizer's time, touching each token in Python three
times as much; so strings are looked up once a lexeme, not once a token.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

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
    if not len(doc):
        return [[] for _ in attributes]
    array: Any = doc.to_array(list(attributes))
    return [column.tolist() for column in array.reshape(len(doc), -1).T]
