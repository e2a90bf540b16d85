"""The corpus folder: gold pages, raw pages, splits, corrected entries, built DocBins.

gold/<page>.xml        pages with inline markup
raw/<page>.txt|.html   the page as it was found, for some
splits.csv             page,split
corrected/*.jsonl      entries that reviewers corrected, in the form of the output schema
built/<split>.spacy    what training reads
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sitrep.pipeline.corpus.marks import MarkedEntry
from sitrep.pipeline.corpus.markup import GoldPage, read_gold
from sitrep.pipeline.corpus.repeats import leaks
from sitrep.pipeline.corpus.splits import SPLITS, read_splits, split_problems
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.reading.read import read
from sitrep.pipeline.records import Page


@dataclass(frozen=True, slots=True)
class Corpus:
    """The gold pages of each split, in the order of their names."""

    splits: dict[str, list[GoldPage]]

    def entries(self, *splits: str) -> list[MarkedEntry]:
        """The entries of some splits, or of all."""
        return [
            entry
            for split in splits or SPLITS
            for page in self.splits[split]
            for entry in page.entries
        ]


def read_corpus(folder: Path) -> Corpus:
    """The corpus in a folder. Raises InputError for a malformed page or a wrong split."""
    pages = [read_gold(path) for path in gold_files(folder)]
    splits = read_splits(folder)
    for problem in split_problems(pages, splits):
        raise InputError(problem)
    return Corpus({split: [p for p in pages if splits[p.page] == split] for split in SPLITS})


def gold_files(folder: Path) -> list[Path]:
    """The gold files of a corpus folder; raises InputError where there are none."""
    files = sorted((folder / "gold").glob("*.xml"))
    if not files:
        raise InputError(f"{folder}: no gold/*.xml; give the corpus folder with --corpus")
    return files


def check(folder: Path) -> Iterator[str]:
    """All that is wrong with a corpus folder, a line each.

    The first error of each page, differences from raw pages, splits that do not fit, and, if
    there is none of these, sentences that stand in two splits.
    """
    pages = []
    files = gold_files(folder)
    for path in files:
        try:
            pages.append(read_gold(path))
        except InputError as error:
            yield str(error)
    for page in pages:
        yield from raw_problems(page, folder)
    if len(pages) < len(files):
        return
    splits = read_splits(folder)
    found = list(split_problems(pages, splits))
    yield from found
    if not found:
        for first, second in leaks((splits[page.page], page.entries) for page in pages):
            yield (
                f"{first.place} and {second.place}: “{first.text}” stands in two splits; "
                "reword it in one of them"
            )


def raw_problems(page: GoldPage, folder: Path) -> Iterator[str]:
    """Lines of a page's entries that are not found in its raw page, where there is one.

    Lines are compared, since paragraphs of a web page may be set apart otherwise, and any run
    of white space is as good as a blank.
    """
    for path in sorted((folder / "raw").glob(f"{page.page}.*")):
        found = next(read([str(path)]))
        if not isinstance(found, Page):
            raise InputError(f"{path}: a table; raw pages are texts or web pages")
        raw = " ".join(found.text.split())
        for marked in page.entries:
            offset = 0
            for line in marked.entry.text.splitlines(keepends=True):
                if " ".join(line.split()) not in raw:
                    yield (
                        f"{page.page}.xml, line {marked.line_of(offset)}: not in {path.name}: "
                        f"“{line.strip()[:80]}”; take over the raw page's words"
                    )
                offset += len(line)
