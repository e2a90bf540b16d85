"""The words that decide how a claim is read, by kind (patterns/claim_cues.csv)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

PHRASES: Final = ("period", "event", "possible", "hedge", "pseudo", "correction", "refuted")
"""Kinds of phrases, which are looked for in a stretch of lower-case text."""

WORDS: Final = ("attack", "weapon", "travel", "movement", "place_noun", "compass", "treatment")
"""Kinds of single words, in each form that a text may have."""


class ClaimCues:
    """Phrases and words by kind, ready for look-up."""

    def __init__(self, lines: Iterable[Mapping[str, str]]) -> None:
        phrases: dict[str, list[str]] = {kind: [] for kind in (*PHRASES, *WORDS)}
        for line in lines:
            phrases[line["kind"]].append(line["phrase"])
        self._patterns = {
            kind: re.compile(r"\b(?:" + "|".join(map(re.escape, phrases[kind])) + r")\b")
            for kind in PHRASES
        }
        self._words = {kind: frozenset(phrases[kind]) for kind in WORDS}

    def find(self, kind: str, text: str) -> re.Match[str] | None:
        """The first phrase of a kind in a lower-case text."""
        return self._patterns[kind].search(text)

    def words(self, kind: str) -> frozenset[str]:
        """The words of a kind."""
        return self._words[kind]
