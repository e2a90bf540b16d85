"""The settings of a run of `sitrep annotate`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sitrep.pipeline.counting import DEFAULT_RULE

SHARD_SIZE: Final = 500
"""Entries in a shard. A shard's Docs are in memory together: some 30 kB an entry."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a run reads and annotates; a resumed run must have the same.

    Fields name columns of tables; `country` is an ISO 3166 alpha-2 code that holds for all
    pages; `count_rule` is one that `counting.figures` knows; `formats` are keys of
    `formats.FORMATS`; `pipeline` is the folder or package of another than the default one.
    """

    text_field: str | None = None
    id_field: str | None = None
    time_field: str | None = None
    country: str | None = None
    count_rule: str = DEFAULT_RULE
    formats: tuple[str, ...] = ()
    shard_size: int = SHARD_SIZE
    pipeline: str | None = None
