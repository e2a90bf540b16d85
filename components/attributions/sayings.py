"""The sayings of one sentence: who says what, each bounded by those beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from sitrep.components.attributions.asides import aside_end, aside_start, only_attack
from sitrep.components.attributions.content_edges import behind_adverbials
from sitrep.components.attributions.contents import read_contents
from sitrep.components.attributions.cue import Cue, Range
from sitrep.components.grammar.words import Words

# How far into a sentence a saying stands at its head, in tokens: "Further, according to AFP, …".
_HEAD: Final = 2
_JOINTS: Final = frozenset(
    ", and but while whereas after as although though before when which ; – - — who also in yet "
    "however then meanwhile".split()
)
PRONOUNS: Final = frozenset("he she it they his her its their".split())
# Whom somebody quotes, as the subject that he would be: "quoted him as saying".
_OBJECTS: Final = {"him": "he", "them": "they"}
_RELATED: Final = frozenset({"WDT", "WP", "DT", "JJ"})
_AS_SAYING: Final = ["as", "saying"]
_UNOWNED: Final = frozenset({"reported", "alleged"})
_HEDGES: Final = frozenset({"adverb", "passive"})


@dataclass(slots=True)
class Attribution:
    """One saying; ranges are tokens, end exclusive.

    `source` is None where nobody is named; `cue` None where a bare colon marks the saying.
    `actor` is the id of the actor that is the source. `rule` names the construction; `announces`
    tells that words of saying introduce a block.
    """

    source: Range | None
    cue: Range | None
    contents: list[Range] = field(default_factory=list)
    rule: str = "clause"
    lemma: str = ""
    block: bool = False
    hedge: bool = False
    denial: bool = False
    announces: bool = False
    unit: int = 0
    actor: str | None = None

    @property
    def start(self) -> int:
        """The first token of the cue, or of the content where there is none."""
        return self.cue[0] if self.cue else self.contents[0][0]

    @property
    def extent(self) -> Range:
        """From the first to behind the last token of cue and contents."""
        own = [self.cue or self.contents[0], *self.contents]
        return min(own)[0], max([end for _, end in own])


def sayings(
    words: Words,
    cues: list[Cue],
    start: int,
    end: int,
    quotes: list[Range],
    subject: Callable[[], Range | None],
    antecedent: Callable[[str, int], Range | None],
) -> list[Attribution]:
    """The attributions of one sentence.

    `subject` tells of the actor at its head, if there is one; `antecedent` whom a pronoun at its
    head stands for.
    """
    found: list[Attribution] = []
    for n, cue in enumerate(cues):
        source = cue.source
        if source is None and cue.shared:
            pronoun = words.lower[cue.start - 1 if cue.frame == "noun" else cue.unit]
            if pronoun in _OBJECTS:
                source = antecedent(_OBJECTS[pronoun], start)
            person = pronoun in ("he", "she")  # not "“According to our findings, …,” he said"
            before = (a for a in reversed(found) if not (person and a.rule == "according"))
            source = source or next((a.source for a in before if a.source), None)
            if source is None and pronoun in PRONOUNS:
                # "He left a raid which he said killed two", "When I asked Ali, he said no"
                related = words.tags[cue.unit - 1] in _RELATED or words.tags[start] == "WRB"
                source = antecedent(pronoun, cue.unit if related else start)
            elif words.lower[cue.start] in _UNOWNED and cue.start == start:
                source = None  # "Reported that two were killed": it is reported
            elif source is None and not found and cue.unit == cue.start == start:
                source = antecedent("", start)  # "Says the order came from above."
            elif (
                source is None and words.tags[start] == "PRP" and words.lower[cue.unit - 1] == "and"
            ):
                source = antecedent(words.lower[start], start)  # "He points to it and says"
            elif source is None and cue.frame != "noun":
                head = subject()
                source = head if head and head[1] <= cue.start else None
        attribution = Attribution(
            source,
            (cue.start, cue.end),
            [],
            cue.frame,
            cue.lemma,
            hedge=cue.frame in _HEDGES,
            denial=cue.denial,
            unit=cue.unit,
        )
        heads = cue.frame == "according" and cue.unit - start <= _HEAD
        following = _next_unit(words, cue, cues[n + 1 :], heads=heads)
        right = end if following is None else _turn(words, cue, following)
        if cue.frame == "quote" and words.lower[end - 3 : end] == [*_AS_SAYING, "."]:
            right = cue.stop  # "It is over, the agency quoted him as saying."
        right = aside_end(words, cue, start, right)
        left = max(_left(words, cue, start, found, quotes), aside_start(words, cue))
        within = None
        if quotes:
            within = next((q for q in quotes if q[0] <= cue.unit < cue.end < q[1]), None)
        if within is not None:  # what somebody quoted says is quoted
            left, right = max(left, within[0]), min(right, within[1])
        attribution.contents = read_contents(words, cue, start, left, right, quotes)
        attribution.contents = [
            _without_comma(words, only_attack(words, cue, c)) for c in attribution.contents
        ]
        if attribution.contents and words.lower[attribution.contents[0][0] - 1] == ":":
            attribution.denial = False  # "Medics contradicted him: two had died."
        found.append(attribution)
    for n, cue in enumerate(cues):
        if cue.frame in ("cite", "citing") and cue.source is not None and len(found) > 1:
            # "AFP, citing a surgeon, said that": both have what follows
            passing = found[n + 1 if n + 1 < len(found) else n - 1]
            if n and not found[n - 1].contents:  # "AFP said, citing a surgeon, that"
                found[n - 1].contents = list(found[n].contents)
            else:
                found[n].contents = list(passing.contents)
        elif n and words.lower[cue.start - 1 : cue.end] == _AS_SAYING:
            quoted = found[n - 1]  # "“…,” the agency quoted him as saying": both have the quotation
            if quoted.contents and quoted.contents[0][0] < quoted.unit:
                found[n].contents = list(quoted.contents)
    return found


def _without_comma(words: Words, content: Range) -> Range:
    """The content without the comma that American style puts inside the closing mark."""
    last = content[1] - 1
    return (content[0], last) if last > content[0] and words.lower[last] == "," else content


def _next_unit(words: Words, cue: Cue, following: list[Cue], *, heads: bool) -> int | None:
    """Where the next saying of the sentence begins, if it stands beside this one, not inside it.

    A cue that `heads` its sentence holds what follows its comma: "According to AFP, A said".
    """
    for other in following:
        unit = other.unit
        if unit < cue.start and words.lower[other.start - 1] == ",":
            return other.start  # "a group which claims to be neutral, says": the clause ends
        previous = words.lower[unit - 1] if unit else ""
        if unit >= cue.stop and (
            previous in _JOINTS
            or words.lower[unit] == "adding"
            or (other.frame == "according" and previous == ",")
        ):
            if other.frame in ("adverb", "noun", "passive") or previous == "yet":
                continue  # "saying it had yet to notify them"
            passed_on = other.frame == "according" and cue.frame not in _HEDGES
            if previous == "that" or (previous == "," and (passed_on or heads)):
                continue
            return unit
    return None


def _turn(words: Words, cue: Cue, unit: int) -> int:
    """Where a saying ends if the one beside it follows what it says: "A says x; y, B says"."""
    turns = (k for k in range(unit - 1, cue.stop, -1) if words.lower[k] == ";")
    return next(turns, unit) if words.lower[unit - 1] == "," else unit


def _closes(words: Words, cue: Cue) -> bool:
    """Whether a saying with a source of its own, set off by a comma, ends its sentence."""
    end = behind_adverbials(words, cue.stop, len(words))
    return (
        cue.source is not None
        and words.lower[cue.unit - 1] == ","
        and (end == len(words) or words.tags[end] in (".", "_SP") or words.lower[end] == "citing")
    )


def _left(words: Words, cue: Cue, start: int, found: list[Attribution], quotes: list[Range]) -> int:
    """Where the sayings before a cue in its sentence end."""
    left = start
    for other in found:
        if (
            other.cue
            and not other.hedge
            and other.cue[1] <= cue.unit
            and words.lower[cue.unit - 1] != "that"
        ):
            said = other.contents[-1] if other.contents else other.cue
            quoted = any(q[0] <= other.cue[0] < q[1] <= cue.unit for q in quotes)
            if quoted or (said[1] <= other.cue[0] and _closes(words, cue)):
                # "Two died, he said, according to AFP": all of it is what AFP says
                left = min(left, *(content[0] for content in other.contents), other.cue[0])
                continue
            # "AFP reports that two died, according to medics": what AFP says, the medics say
            left = max(left, said[0] if said[1] > cue.unit else said[1])
    return left
