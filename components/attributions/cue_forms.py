"""The forms of cues in `patterns/cues.csv`, and where in a sentence one may begin."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from sitrep.components.attributions.cue_constructions import COUNT_REACH, COUNTS
from sitrep.components.attributions.cue_verbs import QUOTE_ENDS, QUOTED_SUBJECTS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

# Constructions that no form of the table opens: their first words, and those that follow.
_CONSTRUCTIONS: Final = {"as": {"saying"}, "to": {"the"}}
_BEFORE_COUNTS: Final = frozenset({"by", "in"})

_NONE: Final[frozenset[str]] = frozenset()

Forms = dict[str, list[tuple[list[str], Line]]]
"""The forms that begin with a word, the longest first, with their lines."""


class CueForms:
    """Forms of cues by their first words."""

    def __init__(self, lines: Sequence[Line]) -> None:
        given = [line for line in lines if line["frame"] != "give"]
        self.cues = _by_first_word(line for line in given if line["frame"] != "block")
        self._announcing = _by_first_word(line for line in given if line["frame"] == "block")
        self.giving = frozenset(
            f for e in lines if e["frame"] == "give" for f in e["forms"].split()
        )
        # What follows a word that is no cue alone: "in the words of".
        self._second = {word: set(second) for word, second in _CONSTRUCTIONS.items()}
        for word, forms in self.cues.items():
            if all(len(form) > 1 for form, _ in forms):
                self._second.setdefault(word, set()).update(form[1] for form, _ in forms)
        self._alone = (frozenset(self.cues) - self._second.keys()) | {"per"}
        self._looked_at = self._alone | self._second.keys() | _BEFORE_COUNTS | QUOTED_SUBJECTS
        self.anchors = frozenset(self.cues) | self._announcing.keys() | {"per"} | COUNTS

    def openings(self, words: Words) -> list[int]:
        """Where a cue may begin: at the first words of a form, or a verb behind a quotation."""
        lower, tags, alone, second = words.lower, words.tags, self._alone, self._second
        looked_at = self._looked_at
        found: set[int] = set()
        for i in [i for i, word in enumerate(lower) if word in looked_at]:
            word = lower[i]
            if (
                word in alone
                or not second.get(word, _NONE).isdisjoint(lower[i + 1 : i + 2])
                or (word in _BEFORE_COUNTS and not COUNTS.isdisjoint(lower[i : i + COUNT_REACH]))
            ):
                found.add(i)
            elif (
                word in QUOTED_SUBJECTS
                and words.texts[i - 1] in QUOTE_ENDS
                and not FINITE.isdisjoint(tags[i + 1 : i + 2])
            ):
                found.add(i + 1)
        return sorted(found)

    def opens_block(self, words: Words, start: int, end: int) -> tuple[int, int] | None:
        """The noun that announces words in a sentence such as "X has this update:", if any."""
        for i in range(end - 1, start - 1, -1):
            for form, _ in self._announcing.get(words.lower[i], ()):
                if words.lower[i : i + len(form)] == form:
                    return i, i + len(form)
        return None


def _by_first_word(lines: Iterable[Line]) -> Forms:
    found: Forms = {}
    for line in lines:
        several = ";" in line["forms"] or " " in line["lemma"] or line["frame"] == "block"
        for form in line["forms"].split(";" if several else None):
            words = form.split()
            found.setdefault(words[0], []).append((words, line))
    for forms in found.values():
        forms.sort(key=lambda entry: -len(entry[0]))
    return found
