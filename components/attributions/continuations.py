"""Sayings that go on in the sentences behind theirs: quotations and reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from sitrep.components.attributions.content_edges import trim
from sitrep.components.attributions.cue import IMAGES, Range
from sitrep.components.attributions.sayings import Attribution
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS, WERE
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

# Constructions whose report goes on in the sentences behind theirs.
_CONTINUED: Final = frozenset({"clause", "told", "according", "colon", "figure", "put", "revise"})
# Tokens between two sentences that make one content: a full stop, blanks, a mark.
_GAP: Final = 2
# Words that turn to something else at the head of a sentence.
_TURNS: Final = frozenset(
    "meanwhile elsewhere separately earlier until yesterday if moreover".split()
)
# Behind the article of one more event, at the head of a sentence: "A second blast hit Kut".
_NEXT: Final = frozenset("second third fourth fifth separate different".split())
# What else there is to show for it than a report, near the head of a sentence.
_EVIDENCE: Final = IMAGES | {"witnessed"}
_EVIDENCE_REACH: Final = 10
# Words of the editor, and how he comments or turns: "It is the first raid this year."
_EDITOR: Final = frozenset("we our ours".split())
_COMMENTS: Final = frozenset({"it is", "they are", "there is", "there are", "in another"})
# Who "the" people of the sentence before are; what stands before a number, and behind one whose
# noun is left out.
_TOLD_OF: Final = frozenset("dead wounded injured victims casualties".split())
_BEFORE_NUMBER: Final = frozenset(
    "at least more than about around some nearly another up to".split()
)
_VAGUE: Final = frozenset("dozens scores hundreds several many".split())
_LEFT_OUT: Final = WERE | {"other", "others", "have", "had"}
# A year makes a sentence background: "In 1982 thousands died there."
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")


def continue_quotes(
    words: Words,
    blocks: list[tuple[int, int, str]],
    quotes: list[Range],
    found: list[Attribution],
) -> None:
    """Give a quotation that no saying holds to the speaker before it in its block."""
    if not quotes:
        return
    covered = {t for a in found for c in a.contents for t in range(*c)}
    for quote in quotes:
        if quote[1] - quote[0] < 4 or not covered.isdisjoint(range(*quote)):
            continue
        block = next((b for b in blocks if b[0] <= quote[0] < b[1]), None)
        if block is None:
            continue
        scope = _scope_start(words, blocks, block)
        before = [
            a for a in found if a.cue and a.contents and a.unit < quote[0] and a.cue[0] >= scope
        ]
        begins = words.texts[quote[0] - 1] in ('"', "“") and (
            quote[0] - 1 == block[0] or words.tags[quote[0] - 2] in (".", "''", ":", "_SP")
        )
        if before and begins:
            latest = words.sentence_number(before[-1].unit)
            speaker = next(a for a in before if words.sentence_number(a.unit) == latest)
            speaker.contents.append(quote)
            covered.update(range(*quote))


def continue_reports(
    words: Words,
    blocks: list[tuple[int, int, str]],
    quotes: list[Range],
    told: list[int],
    found: list[Attribution],
) -> None:
    """Give a sentence that tells of casualties and names no source to the report it stands in.

    "Two shells hit the market, police said. Three people died." Only the sentences that follow
    the saying directly in its paragraph go on with it; a saying whose source stands behind a
    quotation is at its end, and one whose source stands behind casualties goes on only with what
    is left out of them ("Nine of them are women", "Around 30 were hurt").
    """
    # Only what stands behind a colon goes on without casualties.
    if not any(a.rule == "colon" or (told and a.rule in _CONTINUED) for a in found):
        return
    sentences = words.sentences
    starts = [a.start for a in found]
    for start, end, _ in blocks:
        speaker: Attribution | None = None
        ended = False
        for first, last in sentences[
            bisect_left(sentences, (start, 0)) : bisect_left(sentences, (end, 0))
        ]:
            own = [a for a, at in zip(found, starts, strict=True) if first <= at < last]
            if own:
                main = next(
                    (a for a in own if a.rule in _CONTINUED and not _only_claims(words, a)), None
                )
                speaker = main if main is not None and main.source and main.contents else None
                if speaker and speaker.cue and speaker.contents[0][1] <= speaker.cue[0]:
                    left, right = speaker.contents[0]
                    quoted = any(q[0] <= left and right <= q[1] for q in quotes)
                    speaker = None if quoted else speaker
                    ended = any(left <= token < right for token in told)
                elif (
                    speaker
                    and own == [speaker]
                    and not FINITE.isdisjoint(words.tags[speaker.contents[-1][1] : last])
                ):
                    speaker = None  # "Rebels, who say they hold Gao, shot two."
                else:
                    ended = False
                continue
            if speaker is None or any(c[0] - 1 <= first < c[1] for a in found for c in a.contents):
                continue
            head = " ".join(words.lower[first : first + 2])
            ours = speaker.cue and not _EDITOR.isdisjoint(words.lower[first:last])
            row = speaker.rule == "colon" and words.texts[first - 1].startswith("\n")
            shown = words.tags[first] != "PRP" and _EVIDENCE.intersection(
                words.lower[first : min(first + _EVIDENCE_REACH, last)]
            )
            next_event = words.lower[first] == "a" and not _NEXT.isdisjoint(
                words.lower[first + 1 : first + 2]
            )
            more = ended and not _leaves_out(words, first, last)
            turns = (
                words.lower[first] in _TURNS
                or head in _COMMENTS
                or (speaker.rule == "according" and _is_dated(words, first))
            )
            tells = speaker.rule == "colon" or (
                any(first <= token < last for token in told)
                and not any(_YEAR.fullmatch(text) for text in words.texts[first:last])
            )
            if ours or row or shown or more or next_event or turns or not tells:
                speaker = None
            elif content := trim(words, first, last):
                _join(speaker.contents, content)


def _only_claims(words: Words, attribution: Attribution) -> bool:
    """Whether somebody only claims an attack: "claimed responsibility" reports nothing."""
    return any(words.lower[slice(*c)][:1] == ["responsibility"] for c in attribution.contents[:1])


def _is_dated(words: Words, first: int) -> bool:
    """Whether a sentence opens with its own day: "On Friday, …", "On 3 May, …"."""
    named = WEEKDAYS | MONTHS
    return words.lower[first] == "on" and not named.isdisjoint(words.lower[first + 1 : first + 3])


def _leaves_out(words: Words, first: int, last: int) -> bool:
    """Whether a sentence goes on counting people of whom the one before it told."""
    lower = words.lower
    if lower[first] == "the":
        return not _TOLD_OF.isdisjoint(lower[first + 1 : first + 2])
    number = first
    while number < last and (lower[number] in _BEFORE_NUMBER or words.tags[number] == "CD"):
        number += 1
    if number == first and lower[first] not in _VAGUE:
        return False
    number += number == first
    behind = lower[number : number + 2]
    return not _LEFT_OUT.isdisjoint(behind[:1]) or behind in (["of", "them"], ["of", "those"])


def _join(contents: list[Range], more: Range) -> None:
    """Add a content where it stands: to the one directly before it, or as one of its own."""
    at = bisect_left(contents, more)
    if at and more[0] - contents[at - 1][1] <= _GAP:
        contents[at - 1] = (contents[at - 1][0], max(contents[at - 1][1], more[1]))
    else:
        contents.insert(at, more)


def _scope_start(
    words: Words, blocks: list[tuple[int, int, str]], block: tuple[int, int, str]
) -> int:
    """Where the speaker of a quotation may stand: its block, or the one before a lone quotation."""
    index = blocks.index(block)
    if index and words.texts[block[0]] in ('"', "“"):
        return blocks[index - 1][0]
    return block[0]
