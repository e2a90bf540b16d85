"""Sentences that stand in the corpus more than once, to the letter or nearly."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from sitrep.pipeline.corpus.marks import MarkedEntry

SHORTEST: Final = 5
"""Words of the shortest sentence that counts: "It is not clear." may well come twice."""

ALIKE: Final = 0.5
"""Share of common three-word sequences (Jaccard) from which two sentences are nearly the same."""

SENTENCE: Final = re.compile(r"[^\n]+?(?:[.!?…]+[\"'”’)\]]*(?=\s|$)|(?=\n|$))")
_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the corpus: its words in lower case, and where it stands."""

    words: tuple[str, ...]
    text: str
    entry: MarkedEntry
    start: int

    @property
    def place(self) -> str:
        """File and line."""
        return f"{self.entry.entry.source_file}, line {self.entry.line_of(self.start)}"


def sentences(entry: MarkedEntry) -> Iterator[Sentence]:
    """The sentences of an entry that have at least SHORTEST words.

    They end at a full stop, question or exclamation mark before white space, or with the line:
    a rough cut, the same for all, which is what comparing needs.
    """
    for match in SENTENCE.finditer(entry.entry.text):
        words = tuple(_WORD.findall(match.group().lower()))
        if len(words) >= SHORTEST:
            yield Sentence(words, match.group().strip(), entry, match.start())


def leaks(
    splits: Iterable[tuple[str, Iterable[MarkedEntry]]],
) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of sentences with the same words that stand in different splits."""
    seen: dict[tuple[str, ...], tuple[str, Sentence]] = {}
    for split, entries in splits:
        for entry in entries:
            for sentence in sentences(entry):
                first_split, first = seen.setdefault(sentence.words, (split, sentence))
                if first_split != split:
                    yield first, sentence


def near_duplicates(entries: Iterable[MarkedEntry]) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of sentences, wherever they stand, that share at least ALIKE of their sequences."""
    earlier: list[tuple[Sentence, int]] = []
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for sentence in (sentence for entry in entries for sentence in sentences(entry)):
        words = sentence.words
        sequences = set(zip(words, words[1:], words[2:], strict=False))
        common = Counter(number for sequence in sequences for number in holders[sequence])
        for number, shared in common.items():
            other, size = earlier[number]
            if shared / (len(sequences) + size - shared) >= ALIKE:
                yield other, sentence
        for sequence in sequences:
            holders[sequence].append(len(earlier))
        earlier.append((sentence, len(sequences)))
