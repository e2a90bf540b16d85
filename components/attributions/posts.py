"""Posts that a page embeds with their author: "… — Ann Lee (@ann) 3 May", or his name above."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.content_edges import trim
from sitrep.components.attributions.cue import Range
from sitrep.components.attributions.sayings import Attribution
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

_DASHES: Final = frozenset("— – - --".split())
# The longest name of an author, in tokens.
_NAME: Final = 8


def embedded_posts(
    words: Words, blocks: list[tuple[int, int, str]], found: list[Attribution]
) -> list[Attribution]:
    """The posts whose author signs them with a dash, or stands alone in the line above them."""
    posts: list[Attribution] = []
    if "(" not in words.lower:
        return posts
    for n, (start, end, label) in enumerate(blocks):
        name = _name(words, start, end)
        if name is None or not FINITE.isdisjoint(words.tags[name[1] : end]):
            continue
        content: Range | None = None
        if name[0] > start:
            content = trim(words, start, name[0] - 1)
            first = n - 1
            while label == "quote" and first > 0 and blocks[first - 1][2] == label:
                first -= 1
            if content is None and n:
                content = trim(words, blocks[first][0], blocks[n - 1][1])
        elif n + 1 < len(blocks):
            content = trim(words, *blocks[n + 1][:2])
        if content and all(content[0] != c[0] for a in found if not a.cue for c in a.contents):
            posts.append(Attribution(name, None, [content], "post", block=True, unit=name[0]))
    return posts


def _name(words: Words, start: int, end: int) -> Range | None:
    """The name before "(@handle)" in a block, if a dash or the head of the block stands before."""
    for bracket in range(start + 1, end - 1):
        if words.texts[bracket] == "(" and words.texts[bracket + 1].startswith("@"):
            for first in range(bracket, max(start, bracket - _NAME) - 1, -1):
                if first == start or words.texts[first - 1] in _DASHES:
                    return (first, bracket) if first < bracket else None
    return None
