"""The tokens of a Doc as plain lists.

Touching each token in Python costs a tenth of the tokenizer's time, `Doc.to_array` a fiftieth;
so strings are looked up once a lexeme, not once a token, and once a Doc, not once a component.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar
from weakref import WeakKeyDictionary

from spacy.attrs import IDX, ORTH, SPACY
from spacy.tokens import Doc
from spacy.vocab import Vocab

K = TypeVar("K")
V = TypeVar("V")

_REMEMBERED: Final = 1 << 15
_KEPT: Final = 1024  # views of Docs that are still in use: a few batches'


class Memo(dict[K, V]):
    """What a function gives, by its argument: known values cost a look-up, no call.

    It starts anew when it is full, so that memory does not grow with the vocabulary.
    """

    def __init__(self, function: Callable[[K], V]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: K) -> V:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[key] = self._function(key)
        return value


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one item a token, and the text of the Doc.

    `lower` are the texts in lower case and `offsets` where they begin, in code points.
    """

    texts: list[str]
    lower: list[str]
    offsets: list[int]
    text: str

    def __len__(self) -> int:
        return len(self.texts)


# All components of a pipeline read the same Docs, a batch after the other.
_views: Final[WeakKeyDictionary[Doc, Tokens]] = WeakKeyDictionary()


def view(doc: Doc) -> Tokens | None:
    """What was read of a Doc before, tokens or more; None if nothing was."""
    known = _views.get(doc)
    return known if known is not None and len(known.texts) == len(doc) else None


def keep(doc: Doc, made: Tokens) -> None:
    """Keep a view of a Doc for the components that come; it goes when the Doc goes."""
    if len(_views) >= _KEPT:
        _views.clear()
    _views[doc] = made


def forget(doc: Doc) -> None:
    """Forget all but the tokens, since tags or sentence starts of a Doc have changed.

    Limit: who changes them in any other way than by `blocks` and `word_tagger` must do so before
    the components that read them run, or call this.
    """
    known = _views.get(doc)
    if known is not None and type(known) is not Tokens:
        del _views[doc]


class TokenReader:
    """Makes `Tokens` of a Doc."""

    def __init__(self, vocab: Vocab) -> None:
        self._strings: Memo[int, str] = Memo(vocab.strings.__getitem__)
        self._lower: Memo[str, str] = Memo(str.lower)

    def read(self, doc: Doc) -> Tokens:
        """The tokens of `doc`."""
        if (known := view(doc)) is not None:
            return known
        orth, spaces, offsets = columns(doc, (ORTH, SPACY, IDX))
        texts = list(map(self._strings.__getitem__, orth))
        tokens = Tokens(
            texts=texts,
            lower=list(map(self._lower.__getitem__, texts)),
            offsets=offsets,
            text="".join(
                [text + " " if space else text for text, space in zip(texts, spaces, strict=True)]
            ),
        )
        keep(doc, tokens)
        return tokens


def columns(doc: Doc, attributes: Sequence[int]) -> list[list[int]]:
    """One list of integers an attribute, one item a token."""
    array: Any = doc.to_array(list(attributes))
    columns_: list[list[int]] = array.reshape(len(doc), len(attributes)).T.tolist()
    return columns_
