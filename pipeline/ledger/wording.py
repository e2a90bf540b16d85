"""What the words of an entry tell of a claim: its sentence, who speaks, who the victims are."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Any, Final

from sitrep.components.places.keys import plain
from sitrep.pipeline.reading.pattern_rows import pattern_rows

_SENTENCE_END: Final = re.compile(r"[.!?…][\"”’')\]]*(?=\s)|\n")
_ABBREVIATION: Final = re.compile(
    r"(?:\b(?:mr|mrs|ms|dr|gen|col|lt|sgt|capt|maj|prof|st|no|[a-z])|\.[a-z])\.$", re.IGNORECASE
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_ARTICLE: Final = re.compile(r"^(?:the|a|an|one|his|her|their|our)\s+", re.IGNORECASE)
_WORDS_BEFORE: Final = 24  # code points before a count in which "another" may stand


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Code point offsets of the sentence that [start, end) stands in."""
    first, last = 0, len(text)
    for match in _SENTENCE_END.finditer(text):
        if _ABBREVIATION.search(text, max(0, match.start() - 5), match.start() + 1):
            continue
        if match.end() <= start:
            first = match.end()
        elif match.start() >= end - 1:
            last = match.start() if match[0] == "\n" else match.end()
            break
    while first < start and text[first].isspace():
        first += 1
    return first, last


def chain_of(said: dict[str, dict[str, Any]], id_: str | None) -> list[dict[str, Any]]:
    """The attribution with an id and those that pass it on, from the nearest source outward."""
    chain: list[dict[str, Any]] = []
    while id_ in said and said[id_] not in chain:
        chain.append(said[id_])
        id_ = said[id_]["parent"]
    return chain


def speaker(said: dict[str, Any], text: str) -> str:
    """Who speaks: the source's words, or else its actor's id, or else the cue in quotes."""
    if said["source"]:
        return text[said["source"]["start"] : said["source"]["end"]]
    if said["actor"]:
        return str(said["actor"])
    return f"“{text[said['cue']['start'] : said['cue']['end']]}”" if said["cue"] else ""


def line_of(chain: list[dict[str, Any]], text: str, page: str) -> str:
    """The nearest source of a chain that says who speaks, or else the page itself."""
    for said in chain:
        if said["actor"]:
            return str(said["actor"])
        if said["source"]:
            words = text[said["source"]["start"] : said["source"]["end"]]
            name = plain(_ARTICLE.sub("", words))
            if not _cue_words("voice").fullmatch(name):
                return name
    return f"page:{page}"


@lru_cache(maxsize=100_000)
def kin(one: str, other: str) -> bool:
    """Whether two lines of reporting may be one under two names.

    "the committee" and "the coordination committee", or a name and its initials.
    """
    if one == other or one.startswith("page:") or other.startswith("page:"):
        return False
    short, long = sorted((one.split(), other.split()), key=len)
    words = [word for word in long if word not in _function_words()]
    if len(short) == 1 and len(words) > 1 and short[0] == "".join(word[0] for word in words):
        return True
    return bool(short) and set(short) < set(long)


@cache
def _cue_words(kind: str) -> re.Pattern[str]:
    phrases = [row["phrase"] for row in pattern_rows("ledger_cues.csv") if row["kind"] == kind]
    return re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b")


def heads_of(words: str, count: str) -> frozenset[str]:
    """The plain words of a count's span, in the singular, without its number and general words."""
    numbers = {plain(word) for word in _WORD.findall(count)}
    found = {plain(word) for word in _WORD.findall(words)} - numbers - _function_words()
    singular = {re.sub("ie$", "y", word.removesuffix("s")) for word in found if len(word) > 2}
    return frozenset(word for word in singular if not _cue_words("generic").fullmatch(word))


@cache
def _function_words() -> frozenset[str]:
    rows = pattern_rows("function_words.csv")  # also has irregular plurals
    return frozenset(row["word"] for row in rows if not row["tag"].startswith("NN"))


_CLAUSES_BEFORE: Final = re.compile(r"^.*[,;:–—]", re.DOTALL)
_TOLL_ITSELF: Final = re.compile(r"\bof (?:the|those)\b", re.I)  # "the number of the dead is 8"
_AT_LEAST: Final = re.compile(r"\bmore than\b|\b(?:or|and) more\b", re.I)


def cues_of(text: str, row: dict[str, Any], number: str, others: Iterable[int]) -> frozenset[str]:
    """Kinds of ledger_cues.csv: "more" in the count but for its `number`, or just before it.

    "among": its people are some of those of whom was told. The words for that stand before the
    count in its sentence ("the dead include two men") without a comma behind them, or between it
    and the next count; `others` is where the claims of the entry begin.
    """
    start, end = row["start_char"], row["sentence_end"]
    before = text[row["sentence_start"] : start]
    next_count = min((other for other in others if row["end_char"] <= other < end), default=end)
    clause = _TOLL_ITSELF.sub("", _CLAUSES_BEFORE.sub("", before))
    told = clause + text[start:next_count]
    counted = before[-_WORDS_BEFORE:] + row["words"].replace(number, "")
    looked = {
        "more": ("more", _AT_LEAST.sub("", counted)),
        "update": ("update", text[row["sentence_start"] : end]),
        "among": (row["outcome"], told),
    }
    return frozenset(
        cue for cue, (kind, words) in looked.items() if _cue_words(kind).search(words.lower())
    )
