"""Which page of the corpus is in which split: splits.csv, fixed once and for all."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sitrep.pipeline.corpus.markup import GoldPage
from sitrep.pipeline.errors import InputError

TRAIN: Final = "train"
SPLITS: Final = (TRAIN, "dev", "test_pages", "test_countries")
"""`test_pages` holds unseen pages of countries that train or dev have, `test_countries` all
pages of countries that neither has."""


def read_splits(folder: Path) -> dict[str, str]:
    """The split of each page, from splits.csv; lines that begin with # are comments."""
    path = folder / "splits.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    if rows.fieldnames != ["page", "split"]:
        raise InputError(f"{path}: its first line is not page,split; put that above the pages")
    splits: dict[str, str] = {}
    for row in rows:
        if row["split"] not in SPLITS:
            raise InputError(
                f"{path}: unknown split {row['split']!r}; use one of {', '.join(SPLITS)}"
            )
        if row["page"] in splits:
            raise InputError(f"{path}: page {row['page']} comes twice; keep one line")
        splits[row["page"]] = row["split"]
    return splits


def split_problems(pages: Sequence[GoldPage], splits: Mapping[str, str]) -> Iterator[str]:
    """Pages and splits.csv that do not fit, entries that come twice, countries that leak."""
    named = {page.page for page in pages}
    for name in sorted(named ^ set(splits)):
        yield (
            f"splits.csv: no line for page {name}; add one"
            if name in named
            else f"splits.csv: page {name} has no file in gold/; write it or take the line out"
        )
    seen = {page.country for page in pages if splits.get(page.page) in SPLITS[:2]}
    for page in pages:
        split = splits.get(page.page)
        if split == "test_pages" and page.country not in seen:
            yield f"splits.csv: {page.page} is of an unseen country; put it in test_countries"
        if split == "test_countries" and page.country in seen:
            yield f"splits.csv: {page.page} is of a country of train or dev; put it in test_pages"
    ids: set[str] = set()
    for page in pages:
        for marked in page.entries:
            if marked.entry.id in ids:
                yield f"{page.page}.xml, line {marked.line}: entry {marked.entry.id} comes twice"
            ids.add(marked.entry.id)
