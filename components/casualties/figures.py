"""Counts told without a word for death or harm: "the hospital has 14", "three were women"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from sitrep.components.casualties.figure_gaps import gapped
from sitrep.components.casualties.figure_parts import FigureParts
from sitrep.components.casualties.figure_signs import (
    BEYOND,
    TOLLS,
    counts_others,
    goes_beyond,
    is_age,
)
from sitrep.components.casualties.spans import LARGE, Casualty
from sitrep.components.casualties.victims import AMONG, COUNTS, Actors
from sitrep.components.grammar.phrases import Phrase, PhraseReader
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

# How many tokens behind an outcome word a figure can still be one of its kind.
_REACH: Final = 150
# How many tokens behind a figure tell what it is the number of.
_TOLL_BEHIND: Final = 6
# How many tokens before "at 40", "to 40" the verb stands.
_VERB_REACH: Final = 20
_QUOTES: Final = frozenset({'"', "“", "”", "''", "``", "'", "‘"})
_ASIDE: Final = frozenset("now today tonight yesterday only just also then already already".split())
_ENDS: Final = frozenset({".", ",", ";", ":", "!", "?", ")", "(", "–", "—", "-", "⏎"})
_SIDES: Final = frozenset({"PRP", "IN", "CC", "WP", "WDT", "TO", "RB", "WRB", "EX"})
_LOST: Final = frozenset({"lost", "loses", "lose", "buried"})
# Words that can only count a part of what their sentence has counted already.
_WEAK: Final = frozenset("a an one no some many few several both lot lots number various".split())
_IS: Final = frozenset({"is", "was", "'s", "are", "were", "be", "becomes", "became"})
_HURT: Final = frozenset({"injured", "wounded", "hurt", "injury", "injuries"})
# What stands behind one person, and the words for his fate that can stand before it.
_OF_ONE: Final = frozenset({"was", "is"})
_FATES: Final = frozenset("dead killed wounded injured hurt deceased".split())
# To whom a figure is given: "it gave us 15".
_RECEIVERS: Final = frozenset({"us", "me"})
_NOT: Final = frozenset({"not", "n't", "n’t", "never"})
# A number alone goes back to a count if it is no small one ("the two") and was among the last told.
_DEFINITE: Final = frozenset({"the", "these", "those"})
_TELLING: Final = 3
_RECENT: Final = 3
_AFTER_AGAIN: Final = frozenset({".", ",", "CC", "MD", "VBN", "''"})
# Behind "that" or a comma these add to what was counted before.
_ADDS: Final = frozenset({"makes", "made", "making"})
_SUMMED: Final = frozenset({"that", "this", "which", ","})
_HOURS: Final = frozenset({"at", "by", "past", "in", "on"})
# What somebody's figure is: "the 300 claimed by the rebels".
_DYING: Final = frozenset({"died", "die", "dying", "deaths"})
_CLAIMED: Final = frozenset("cited claimed given reported announced quoted mentioned".split())
_BY: Final = frozenset({"by", "in", "earlier", "yesterday", "before", "on"})
_DAYS: Final = frozenset({"yesterday", "today", "tonight"})
# How far into a clause "yesterday" before its figure stands, in tokens: "So far today eleven."
_DAY_REACH: Final = 4
_WHERE: Final = frozenset({"in", "on", "at", "near", "later", "during", "outside"})


class FigureReader:
    """Reads the figures that go on with a count from the tables of `patterns/figures.csv`.

    `other` are the words for what is counted too, but neither dead nor hurt: "arrested".
    """

    def __init__(self, lines: Sequence[Line], phrases: PhraseReader) -> None:
        tables: dict[str, set[str]] = {}
        for line in lines:
            tables.setdefault(line["kind"], set()).add(line["phrase"])
        self._gives, self._of, self._at = tables["gives"], tables["of"], tables["at"]
        self._is, self.other = tables["is"], frozenset(tables["other"])
        self._parts = FigureParts(tables["degree"], phrases)
        self._phrases = phrases
        self._starts = phrases.quantities.anchors | {"a", "an"}

    def read(
        self,
        words: Words,
        told: Sequence[tuple[int, str]],
        actors: Actors,
        places: set[int],
        found: Sequence[Casualty],
    ) -> list[Casualty]:
        """The further counts of a text; `told` are its outcome words in order, with outcomes."""
        if not told:
            return []
        lower, starts = words.lower, self._starts
        numbers = [i for i, word in enumerate(lower) if word in starts or word[0].isdigit()]
        taken = {t for c in found for t in range(c.start, c.end)}
        new: list[Casualty] = []
        held = {c.start for c in found}
        for start, end in words.sentences:
            weak = frozenset() if not held.isdisjoint(range(start, end)) else _WEAK
            for i in numbers[bisect_left(numbers, start) : bisect_left(numbers, end)]:
                if i in taken or lower[i] in weak:
                    continue
                first = i
                while first > start and lower[first - 1] in self._phrases.quantities.leads:
                    first -= 1
                phrase = None
                while phrase is None and first <= i:
                    phrase = self._phrases.starting_at(words, first, end, actors)
                    if phrase and not (phrase.quantity and phrase.quantity.end > i):
                        phrase = None
                    first += 1
                if phrase is None or phrase.quantity is None or phrase.start in taken:
                    continue
                if lower[phrase.head] == "names":  # a list of the dead
                    phrase = phrase._replace(head=phrase.quantity.core)
                rival = gapped(
                    words, phrase, (start, end), (*found, *new), actors, self._phrases.person
                )
                casualty = (
                    self._rival(phrase, rival)
                    if rival
                    else self._casualty(words, phrase, (start, end), told, places, found, new)
                )
                if casualty is not None and taken.isdisjoint(range(casualty.start, casualty.end)):
                    new.append(casualty)
                    weak = frozenset()
                    taken.update(range(casualty.start, casualty.end))
        return new

    def _casualty(
        self,
        words: Words,
        phrase: Phrase,
        sentence: tuple[int, int],
        told: Sequence[tuple[int, str]],
        places: set[int],
        found: Sequence[Casualty],
        new: Sequence[Casualty],
    ) -> Casualty | None:
        at, quantity = phrase.start, phrase.quantity
        assert quantity is not None
        here = bisect_left(told, (at, ""))
        before = told[bisect_left(told, (at - _REACH + 1, "")) : here]
        ahead = not before
        if ahead:  # what is counted is told later
            before = told[here : bisect_left(told, (at + _REACH, ""))][::-1]
        if not before:
            return None
        trigger, label = before[-1]
        if is_age(words, phrase, self._phrases):
            return None
        risen = phrase.people and words.lower[at - 1] == "to" and words.lower[at - 2] in self._at
        rule = self._bare(words, phrase, sentence) if phrase.bare or risen else None
        if rule is None and (again := self._again(words, phrase, sentence[1], found, new)):
            rule, label = "figure-again", again.label
        code, whole = quantity.code, None
        if rule == "figure-beyond" and code.isdigit():
            code = (
                f"<={code}"
                if not _NOT.isdisjoint(words.lower[max(at - 4, sentence[0]) : at])
                else f">{code}"
            )
        if rule == "figure-subject" and ahead and words.lower[phrase.end] not in _IS:
            return None  # "Three hundred marched; nobody was hurt."
        of_whole = rule == "figure-subject" and words.lower[phrase.end] in ("were", "are")
        told_of = of_whole and words.tags[phrase.end + 1 : phrase.end + 2] != ["VBN"]
        if rule == "figure-up" or told_of:
            earlier = [c for c in (*found, *new) if c.end <= at and c.label == label]
            if earlier:  # "Nine were children.", "68, up from 59"
                nearest = max(earlier, key=lambda c: c.end)
                whole = (nearest.start, nearest.end)
        if rule is None:
            rule, whole = self._parts.read(words, phrase, sentence, (*found, *new))
            size = [c.code for c in (*found, *new) if (c.start, c.end) == whole]
            if size and size[0].isdigit() and code.isdigit() and int(code) > int(size[0]):
                return None  # "Sgt Ali (150 Brigade)": no part of one
        if rule is None:
            return None
        last = max(
            trigger if trigger < at else -1,
            *(c.end - 1 for c in (*found, *new) if c.end <= at),
            sentence[0] - 1,
        )
        related = words.lower[phrase.end : phrase.end + 2] == ["of", "whom"]
        if not related and not (
            self.other.isdisjoint(words.lower[last + 1 : at])
            and self.other.isdisjoint(words.lower[phrase.end : phrase.end + 3])
        ):
            return None
        of = [c.label for c in (*found, *new) if (c.start, c.end) == whole]
        label = of[0] if of else label
        lead = words.lower[phrase.start - 1] if phrase.start else ""
        counted = words.lower[phrase.start - 2] if phrase.start > 1 else ""
        if lead in _LOST:
            label = "KILLED"
        elif rule == "figure-again":
            pass  # as it was counted before
        elif rule in ("figure-at", "figure-row") and counted in _HURT:
            label = "INJURED"
        elif not of and not sentence[0] <= trigger < at and rule != "figure-subject":
            label = "KILLED" if any(item[1] == "KILLED" for item in before) else label
        return Casualty(
            phrase.start,
            phrase.end,
            label,
            code,
            (quantity.start, quantity.end),
            (trigger, trigger + 1),
            rule,
            whole,
        )

    @staticmethod
    def _rival(phrase: Phrase, rival: Casualty) -> Casualty:
        """A figure that somebody else gives for the same: "…, the union 15"."""
        number = phrase.quantity
        assert number is not None
        return Casualty(
            phrase.start,
            phrase.end,
            rival.label,
            number.code,
            (number.start, number.end),
            rival.trigger,
            "figure-gapped",
        )

    @staticmethod
    def _again(
        words: Words,
        phrase: Phrase,
        end: int,
        found: Sequence[Casualty],
        new: Sequence[Casualty],
    ) -> Casualty | None:
        """The count that a definite number alone goes back to: "Police said the six were …"."""
        lower, at, number = words.lower, phrase.start, phrase.quantity
        definite = at > 0 and lower[at - 1] in _DEFINITE
        if not (phrase.bare and definite and number and number.code.isdigit()):
            return None
        after = words.tags[phrase.end] if phrase.end < end else "."
        if int(number.code) < _TELLING or not (after in FINITE or after in _AFTER_AGAIN):
            return None
        if lower[at - 2] in _HOURS or lower[at - 3 : at - 1] == ["one", "of"]:
            return None  # "at the five", "one of the three who signed"
        earlier = [c for c in (*found, *new) if c.end <= at - 1]
        same = [c for c in earlier if c.code == number.code]
        if not same or same[-1] not in earlier[-_RECENT:]:
            return None
        others = lower[same[-1].end : at - 1]  # "Six were killed. Six rebels were arrested."
        return same[-1] if lower[at] not in others else None

    def _bare(self, words: Words, phrase: Phrase, sentence: tuple[int, int]) -> str | None:
        """The construction that makes a number alone a figure, if any."""
        lower, tags = words.lower, words.tags
        start, end = sentence
        quantity = phrase.quantity
        assert quantity is not None
        at, after = phrase.start, phrase.end
        following = lower[after] if after < end else "."
        if lower[quantity.core] == "none" and lower[at - 1 : at] == [":"]:
            return "figure-label"
        swears = f"{lower[at - 2]} {lower[at - 1]}" in self._gives  # "swears to none"
        if not swears and (quantity.code == "0" or lower[quantity.core] in _WEAK):
            return None
        if quantity.vague and quantity.code not in LARGE:
            return None
        text = lower[quantity.core]
        if text.isdigit() and len(text) == 4 and (
            text[0] == "0" or text[2:] in ("00", "30") or following == ":"):  # fmt: skip
            return None  # a time of day
        spoken = following == "," and lower[after + 1 : after + 2] and lower[after + 1] in _QUOTES
        if spoken and at <= start + 1 and lower[at - 1] in _QUOTES:
            return "figure"  # '"Nine," said a nurse.'
        while following in _QUOTES and after + 1 < end:
            after += 1
            following = lower[after]
        left = at - 1
        while left > start and (
            lower[left] in _QUOTES or (tags[left] == "RB" and lower[left] != "not")
        ):
            left -= 1
        lead = lower[left] if left >= start else ""
        closes = (
            following in _ENDS
            or tags[min(after, end - 1)] in _SIDES
            or following.isspace()
            or after >= end
            or following in _ASIDE
        )
        risen = lead == "to" and lower[left - 1] in self._at  # however far its subject stands
        earlier = lower[start if risen else max(start, left - _VERB_REACH) : left]
        if lead == "from" and lower[left - 1] in ("up", "down"):  # "68, up from 59"
            return f"figure-{lower[left - 1]}" if closes and "CD" in tags[start:left] else None
        part = lead == "part" and lower[left - 2 : left - 1] == ["for"]  # "for its part"
        giver = left - 3 if part else left - (lead in _RECEIVERS)
        if giver < left and giver >= start and lower[giver] in self._gives and closes:
            return "figure"
        given = lead in self._gives or f"{lower[left - 1]} {lead}" in self._gives
        if given and closes and following not in ("-", "on"):
            return "figure"
        elliptic = left > start and lower[start] in self._at  # "Corrected on air, to 38."
        counted = elliptic or (not TOLLS.isdisjoint(earlier) and not counts_others(earlier))
        behind = lower[after : after + _TOLL_BEHIND]
        given_first = behind[1:2] and behind[1] in COUNTS and not (
            AMONG | {"of"}).isdisjoint(behind[2:3])  # fmt: skip
        if lead == "to" and lower[left - 1] in self._at and given_first and (
            not counts_others(behind)):  # fmt: skip
            return "figure-at"  # "brought to 42 the number of soldiers killed"
        if lead == "as" and closes and counted and (
            lower[left - 1] in COUNTS or not self._at.isdisjoint(earlier)
        ):  # fmt: skip
            return "figure-at"
        if closes and lead in BEYOND and goes_beyond(words, left, earlier, counted, self._at):
            return "figure-beyond"  # "It did not exceed 46", "takes the month past 300"
        claimed = following in _CLAIMED and (counted or not _DYING.isdisjoint(earlier))
        if claimed and not _BY.isdisjoint(lower[after + 1 : after + 2]):
            return "figure-claimed"
        owner = left > start and tags[left] == "POS" and closes
        if owner and counted and not quantity.vague and following not in ("-", ":"):
            return "figure-owned"  # "the league's 44"
        if lead in _DAYS and closes and left - start < _DAY_REACH:
            return "figure-day"  # "Yesterday 22."
        knows = left - 1 - (lower[left - 1] == "only")
        settled = closes or (lower[knows] in COUNTS and tags[min(after, end - 1)] in FINITE)
        if lead == "of" and knows >= start and lower[knows] in self._of and settled:
            return "figure-of"
        if lead == "from" and counted and following == "to" and not self._at.isdisjoint(earlier):
            return "figure-from"  # "raised its figure from 120 to 280"
        if lead in ("at", "to") and closes and counted and not self._at.isdisjoint(earlier):
            return "figure-at"
        if lead in _OF_ONE and _FATES.issuperset(TOLLS.intersection(earlier)):
            counted = False  # "The mayor, killed by a mine, was 40."
        if lead in _IS and closes:
            named = left > start and lower[left - 1] in self._is
            return "figure-is" if (named or counted) and tags[left] != "POS" else None
        if lead == "and" and lower[phrase.end - 1] == "more" and following in _WHERE and any(
            word in AMONG or word in ("died", "die") for word in lower[start:at]):  # fmt: skip
            return "figure-gapped"  # "Five died there and two more on the road"
        apposed = following == "," and lower[left - 1] in AMONG and (
            lower[left - 2] != "of" and tags[min(after + 1, end - 1)] != "CD")  # fmt: skip
        row = left - 2 < start or lower[left - 2] in (":", ";")
        if lead == "," and closes and row and (
            lower[left - 1] in AMONG
            or (following in (",", ";") and not AMONG.isdisjoint(lower[start:left]))
        ):  # fmt: skip
            return "figure-row"  # "wounded, 14; dead, 5", "soldiers, 12 killed; civilians, 33,"
        if lead == "," and following == "now":
            return "figure"  # "40 by midnight, at least 60 now"
        if lead == "," and closes and (apposed or lower[left - 1] in COUNTS):
            return "figure-is"  # "gave a lower number, nine", "the other dead, 14, were"
        if lead in ("it", "that") and lower[left - 1] in ("make", "makes", "made", "making"):
            return "figure"
        if (
            lead in _ADDS
            and closes
            and following != "of"
            and (left == start or lower[left - 1] in _SUMMED)
        ):
            return "figure"  # "That makes 57 for the day", "…, making 57 since Friday"
        if lead == "," and lower[at - 1] == "then" and closes:
            return "figure"  # "State TV first said six had died, then eight"
        if lead == "at" and left > start and lower[left - 1] in AMONG | _HURT and closes:
            return "figure-at"
        if lead in (",", ";", ":", "and") and following == "(" and not lower[left - 1].isdigit():
            return "figure-by"  # "21 (ministry), 22 (union)"
        if lead == ":" and left - 1 >= start and not lower[left - 1].isdigit() and closes:
            return "figure-label"
        if lead == "not" and closes:
            return "figure-not"
        if lead in ("-", "•", "*") and left == start and closes:
            return "figure-item"
        if lead == "(":
            return None
        still = after + 1 + (lower[after + 1 : after + 2] == ["still"])
        stuck = lower[after : after + 1] == ["are"] and "VBN" in tags[still : still + 1]
        if at == start and not quantity.vague and tags[min(after, end - 1)] in FINITE and not (
            stuck and lower[still] not in _HURT):  # fmt: skip
            return "figure-subject"
        return None
