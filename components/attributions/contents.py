"""Where the words that somebody says begin and end in a sentence, by the frame of their cue."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.content_edges import (
    CLOSING,
    behind_addressee,
    behind_adverbials,
    behind_apposition,
    clause_end,
    opening,
    skip_that,
    trim,
)
from sitrep.components.attributions.cue import Cue, Range
from sitrep.components.grammar.clauses import clause_start, verb_group_start
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# Before the closing mark of a quotation whose speaker follows.
_SPOKEN: Final = frozenset(", ! ?".split())
# Frames behind whose cue what is said begins at once: no "that" and no colon opens it.
_STRAIGHT: Final = frozenset("according agent quote cite citing figure put revise".split())
# What opens a date, whatever its figures: "Between 2 and 9 March, according to".
_PERIODS: Final = frozenset("on between since from during".split())
# What opens when, where or how it was said.
_CIRCUMSTANCES: Final = frozenset(
    "on of according in at after before as when who which during late early from by to while "
    "adding without citing quoting including mostly".split()
)
# Before what a verb alone is about: "warned of more attacks".
_OWN: Final = (["of"], ["about"], ["against"])
_WE: Final = frozenset({"it", "we", "i"})
_PARTS: Final = frozenset("including among with most many some all mostly not".split())
# Participles that tell what came of it, behind an inserted cue: ", police said, killing two".
_OUTCOMES: Final = frozenset(
    "bringing taking raising leaving killing wounding injuring hurting".split()
)
_VICTIMS: Final = frozenset({"CD", "NN", "NNS", "NNP", "JJ"})


def read_contents(
    words: Words, cue: Cue, start: int, left: int, right: int, quotes: list[Range]
) -> list[Range]:
    """The content ranges of a cue in its sentence and, for quotations, beyond it.

    `start` is where the sentence begins, `left` and `right` where the sayings beside it let go.
    """
    lower = words.lower
    if cue.frame == "adverb":
        return _around(words, cue, start, right)
    if cue.frame == "passive":
        if lower[cue.start - 1] in _WE and lower[cue.end : cue.end + 1] in (["."], []):
            return _whole(trim(words, left, cue.start - 1))  # "Nine died, we are told."
        if lower[cue.start - 1] in ("i", "we"):
            said = skip_that(words, cue.end, right)
            return _whole(trim(words, said, clause_end(words, said, right)))
        if lower[cue.start - 1 : cue.start] == ["it"]:
            return _whole(trim(words, skip_that(words, cue.end, right), right))
        begin = clause_start(words, cue.start, start)
        before, behind = (
            trim(words, begin, cue.start),
            trim(words, cue.end, clause_end(words, cue.end, right)),
        )
        return _whole(before) + _whole(behind)
    if cue.frame == "noun":
        return _whole(
            trim(words, skip_that(words, cue.stop, right), clause_end(words, cue.stop, right))
        )
    at = cue.stop
    if cue.frame in ("according", "agent"):
        at = behind_apposition(words, at, right)
    announced = None
    if not cue.inverted and cue.frame not in _STRAIGHT:
        announced = opening(words, at, right)
    if announced is not None:
        at = announced
        behind = trim(words, at, right)
    else:
        if cue.frame == "told" and not cue.inverted:
            at = behind_addressee(words, at, right)
        at = behind_adverbials(words, at, right)
        resumed = at
        if at < right and lower[at] == ",":
            resumed = behind_adverbials(words, at + 1, right)
        meanwhile = lower[resumed : resumed + 1] == ["as"] and cue.frame in ("clause", "told")
        if not meanwhile:  # not "police said as the fighting went on"
            resumed = skip_that(words, resumed, right)
        behind = trim(words, resumed, right)
    quoted = _quote_at(quotes, behind[0]) if behind and quotes else None
    before = trim(words, _behind_topic(words, left, cue.unit) if left == start else left, cue.unit)
    if before and behind and _is_setting(words, before):
        before = None
    if before and lower[cue.unit - 1] == "as" and _goes_its_way(words, cue):
        return _whole(trim(words, cue.stop, right))
    if before and lower[cue.unit - 1] == "as" and "not" in lower[slice(*before)]:
        denied = lower.index("not", before[0])
        if words.tags[denied + 1] == "CD":
            before = (denied + 1, before[1])  # "21 died, not 16 as police said"
    if cue.frame in ("according", "agent"):
        if before and _has_verb_or_noun(words, before):
            goes_on = cue.frame == "according" and lower[at : at + 1] == [","]
            rest = behind if goes_on and behind and _resumes(words, before, behind) else None
            return _whole(_quote_before(quotes, before)) + _whole(rest)
        return _whole(behind)
    if cue.frame in ("clause", "told") or cue.frame == "quote":
        if (
            lower[at : at + 1] == [";"]
            and before
            and lower[cue.unit - 1] in (",", "the", "a", "so")
        ):
            return [before, *_whole(behind)]
        postposed = cue.inverted or behind is None or not _is_content(words, behind)
        if (
            lower[at : at + 1] == [","]
            and before
            and cue.unit > start
            and lower[cue.unit - 1] not in ("and", "but", "that", "while")
        ):
            postposed = True
        if before and behind and lower[cue.unit - 1] == ",":
            finite = [not FINITE.isdisjoint(words.tags[slice(*c)]) for c in (before, behind)]
            postposed |= finite == [True, False]  # "It is over, he said from the capital Manila"
        listed = lower[cue.unit - 1] == "," and lower[at - 1] == ":"
        if listed and before and behind and not FINITE.isdisjoint(words.tags[slice(*before)]):
            return [before, behind]  # "Five died, police said on Monday: two in Kut …"
        if announced is not None:
            postposed = False
        elif (
            before
            and words.texts[cue.unit - 1] in CLOSING
            and lower[cue.unit - 2] in _SPOKEN
            and (words.tags[before[0]] != "IN" or not FINITE.isdisjoint(words.tags[slice(*before)]))
        ):
            postposed = True  # “…,” she said in a statement on her channel
        if postposed and before is None and cue.unit > start and lower[cue.unit - 1] == ",":
            whole = trim(words, start, cue.unit)  # it holds the sayings before it as well
            setting = whole is not None and behind is not None and _is_setting(words, whole)
            return _whole(behind if setting else whole)
        if postposed and before:
            contents = _whole(_quote_before(quotes, before))
            if behind and quoted is not None and _follows_quote(cue, quotes):
                contents.append(quoted)
            elif (
                behind
                and cue.inverted is False
                and lower[at : at + 1] == [","]
                and _goes_on(words, behind)
            ) or (
                behind
                and cue.inverted
                and lower[at : at + 1] == [","]
                and words.tags[behind[0]] not in ("VBG", "VBN")
                and _resumes(words, before, behind)
            ):
                contents += _whole(behind)
            return contents
    if behind is None:
        return []
    if quoted is not None and cue.start < quoted[0] <= behind[0] and quoted[1] >= right - 3:
        return [quoted]
    return [(behind[0], clause_end(words, behind[0], right, wide=cue.frame in ("clause", "told")))]


def _around(words: Words, cue: Cue, start: int, right: int) -> list[Range]:
    """The clause around "reportedly"."""
    begin = clause_start(words, verb_group_start(words, cue.start, start), start)
    before = trim(words, begin, cue.start)
    behind = trim(words, cue.end, clause_end(words, cue.end, right))
    if words.lower[cue.start - 1 : cue.start] == [","] or words.tags[cue.start - 1] in ("CC",):
        before = None
    return _whole(before) + _whole(behind)


def _behind_topic(words: Words, i: int, end: int) -> int:
    """The token behind a topic set off by a colon: "Suez:", "Outside the capital:"."""
    for k in range(i + 1, min(i + 8, end)):
        if words.tags[k] in FINITE:
            return i
        if words.lower[k] == ":":
            return k + 1
    return i


def _goes_its_way(words: Words, cue: Cue) -> bool:
    """Whether a verb behind "as" says something of its own: "Ten died as the UN warned of more"."""
    behind = words.lower[cue.stop : cue.stop + 1]
    promises = behind == ["to"] and words.tags[cue.stop + 1 : cue.stop + 2] == ["VB"]
    return promises or behind in _OWN or (behind == ["to"] and cue.lemma == "write")


def _is_setting(words: Words, before: Range) -> bool:
    """Whether a stretch before its cue only says where or when: "In Hama, activists say"."""
    barred = FINITE if words.lower[before[0]] in _PERIODS else FINITE | {"VBN", "CD"}
    return words.tags[before[0]] == "IN" and barred.isdisjoint(words.tags[slice(*before)])


def _resumes(words: Words, before: Range, behind: Range) -> bool:
    """Whether what was said goes on behind an inserted cue, which a comma closes."""
    first = behind[0]
    if not any(words.tags[k] in FINITE for k in range(*before)):
        return True
    return (
        words.tags[first] in FINITE | {"CD", "VBG", "VBN"}
        or words.lower[first - 1] == "and"
        or words.lower[first] in _PARTS
    )


def _has_verb_or_noun(words: Words, content: Range) -> bool:
    return content[1] - content[0] >= 2 or words.tags[content[0]] == "CD"


def _is_content(words: Words, content: Range) -> bool:
    """Whether a stretch behind a verb of saying is what is said, not when or where it was said."""
    tags = words.tags[content[0] : content[1]]
    first, second = words.lower[content[0]], words.lower[content[0] + 1 : content[0] + 2]
    if first in _CIRCUMSTANCES and not (first == "at" and second in (["least"], ["most"])):
        return "VBD" in tags[1:] and len(tags) > 12 and "," in words.lower[content[0] : content[1]]
    return len(tags) > 1 or words.tags[content[0]] in ("NNP", "NN", "NNS", "CD")


def _goes_on(words: Words, behind: Range) -> bool:
    """Whether what was said goes on behind its cue and a comma: "…, she said, among them a boy"."""
    first = words.lower[behind[0]]
    if first in _PARTS or first in _OUTCOMES:
        return any(words.tags[k] in _VICTIMS for k in range(behind[0] + 1, behind[1]))
    return words.tags[behind[0]] != "VBG" and _is_content(words, behind)


def _quote_at(quotes: list[Range], i: int) -> Range | None:
    return next((q for q in quotes if q[0] <= i < q[1]), None)


def _quote_before(quotes: list[Range], before: Range) -> Range:
    """Extend content that begins or ends inside a quotation to the whole of that quotation."""
    for quote in quotes:
        if quote[0] < before[1] and before[0] < quote[1]:
            return min(quote[0], before[0]), max(quote[1], before[1])
    return before


def _follows_quote(cue: Cue, quotes: list[Range]) -> bool:
    return any(q[1] <= cue.unit for q in quotes)


def _whole(content: Range | None) -> list[Range]:
    return [content] if content is not None else []
