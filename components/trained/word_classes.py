"""The classes of single words, by the pattern tables: features for trained components."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

_WORDS: Final = ("word", "head", "plural")  # columns of pattern tables that hold words
_NOTES: Final = frozenset({*_WORDS, "forms", "lemma", "note", "polarity"})


def word_classes(patterns: Mapping[str, Iterable[Mapping[str, str]]]) -> dict[str, list[str]]:
    """The classes of each lower-case word of some pattern tables.

    They are what the other columns of its lines say; a head of several words goes by the last.
    The countries' names, demonyms and leaders have the country in their class.
    """
    classes: defaultdict[str, set[str]] = defaultdict(set)
    for table, lines in patterns.items():
        for line in lines:
            if "iso" in line:
                for column in ("name", "aliases", "demonyms", "leaders"):
                    for word in line[column].lower().split(";"):
                        classes[word].add(f"{column}@{line['iso']}")
                continue
            words = [line[key] for key in _WORDS if line.get(key)]
            words += line.get("forms", "").split() if "lemma" in line else []
            values = [f"{key}={line[key]}" for key in line if key not in _NOTES and line[key]]
            for word in words:
                last = re.split(r"[ -](?=\w)", word.lower())[-1]
                classes[last].update(f"{table}.{value}" for value in values or ("",))
    return {word: sorted(names) for word, names in classes.items() if word}
