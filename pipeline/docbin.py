"""Docs to DocBin bytes and back, quickly."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, Final

from spacy.tokens import Doc, DocBin
from spacy.vocab import Vocab
from srsly import msgpack

from sitrep.pipeline.errors import InputError

_READ_AT_ONCE: Final = 100  # Docs


class _Frozen:
    """A registry whose content was looked up once."""

    def __init__(self, entries: Mapping[str, Any]) -> None:
        self._entries = dict(entries)

    def get_all(self) -> dict[str, Any]:
        return self._entries


@contextmanager
def fast_msgpack() -> Iterator[None]:
    """Make DocBin fast: look msgpack's encoders and decoders up once, not at each call.

    srsly 2.5 asks its registries for every object that it packs, which walks the installed
    entry points: 0.1 to 0.8 ms for each span group. The bytes are the same. Encoders that are
    registered inside the block are not seen.
    """
    saved = msgpack.msgpack_encoders, msgpack.msgpack_decoders
    msgpack.msgpack_encoders, msgpack.msgpack_decoders = (
        _Frozen(registry.get_all()) for registry in saved
    )
    try:
        yield
    finally:
        msgpack.msgpack_encoders, msgpack.msgpack_decoders = saved


def docs_to_bytes(docs: Sequence[Doc]) -> bytes:
    """The Docs as a DocBin with everything that they hold."""
    with fast_msgpack():
        data: bytes = DocBin(store_user_data=True, docs=docs).to_bytes()
        return data


def docs_from_file(file: Path, vocab: Vocab) -> Iterator[Doc]:
    """The Docs of a .spacy file; raises InputError where it is missing or damaged."""
    try:
        with fast_msgpack():
            docs = DocBin().from_bytes(file.read_bytes()).get_docs(vocab)
    except FileNotFoundError:
        raise InputError(
            f"{file}: no such file; give the folder that `sitrep annotate -o` wrote"
        ) from None
    except (ValueError, KeyError, TypeError):
        raise InputError(
            f"{file}: not a .spacy file; give the folder that `sitrep annotate -o` wrote"
        ) from None
    while True:
        with fast_msgpack():
            some = list(islice(docs, _READ_AT_ONCE))
        if not some:
            return
        yield from some
