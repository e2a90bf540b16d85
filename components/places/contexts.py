"""What the words around a name say about it: type nouns, prepositions, titles, organisations."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from sitrep.components.grammar.columns import Memo
from sitrep.components.patterns import Patterns
from sitrep.components.places.keys import plain
from sitrep.components.places.runs import LINKS, Run, Word

LISTED: Final = re.compile(
    r"[ ]?[:(–—-]?[ ]?\(?(?:at least )?(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten"
    r"|eleven|twelve|\w+teen|twenty|thirty|forty|fifty)\b)"
)
"""A figure directly behind a name, as in lists of tolls: "Homs: 12; Idlib 7"."""
AGE: Final = re.compile(
    r", (?:aged )?\d\d(?:,|\.|\n|$| and\b)|,? \(?(?:aged )?\d\d\)?,? (?:was|from|years)\b"
    r"|,? \(aged \d"
)
COMPASS: Final = frozenset(
    "north south east west northeast northwest southeast southwest north-east north-west"
    " south-east south-west central northern southern eastern western".split()
)
"""Words that are no name alone, but parts of many: "Tonj East", "North Central Mindanao"."""
# Ends of adjectives: "a Christian-majority town", "the Anglophone North West".
_COMPOUNDS: Final = tuple(
    "-majority -dominated -populated -held -controlled -ruled -supported -backed -run -led"
    " ophone".split()
)
_BEFORE_OR_PLACED: Final = "before the name; behind it where a place must stand"
_PREFIXES: Final = ("pro-", "anti-", "non-", "ex-", "pre-", "post-")
_ADJECTIVES: Final = ("ed", "ing", "ian", "ese", "ern", "top", "side")
_REACH: Final = 60  # characters of context before a name
_ITEM_START: Final = re.compile(r"(?:^|[\n;:(•*]|- )\s*[\"'‘“]?$")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?:\n\"“”•])\s*$")
_NEXT: Final = re.compile(r"[\"'’”]?[ ](\w[\w-]*)(?:[ ](\w[\w-]*))?(?:[ ](\w[\w-]*))?")
# The rest of a list of names with their type noun: "| and Orvu villages", "|, Orvu and Sana areas".
_LISTED_BEFORE: Final = re.compile(
    r"(?:, [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?)*,? and [A-Z][\w'’-]+(?: [A-Z][\w'’-]+)? ([a-z]+)\b"
)
_NAME_WORD: Final = re.compile(r"\b[A-Z][\w'’-]+")
_APPOSITION: Final = re.compile(r"[\"'’”]?,? (?:an?|the|another) ((?:[\w-]+ ?){1,5})")
# "another village, |", "two towns – Kut and |".
_APPOSED: Final = re.compile(
    r"\b(?i:another|an? (?:second|third|fourth|nearby|neighbou?ring|different)|nearby|neighbou?ring"
    r"|other|several|two|three|four|five|six|seven|eight|nine|ten|\d+)(?: [a-z-]+)?"
    r" ([a-z]+)(?:,| [–—-]|:) (?:[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?(?:, and |, | and ))*$"
)
_CLOSED: Final = re.compile(r"(?:[.;)\n]|$| and [A-Z]| [–—-] |,(?! (?:an?|the|who|aged|\d)\b))")
# A second word in lower case that is no ordinary adjective: "Finote salam city".
_SMALL_TAIL: Final = re.compile(r" ([a-z]{4,}) (?:city|town|village)\b")
_OF_NAME: Final = re.compile(r" of (?:the )?[A-Z]")
_MIXED: Final = re.compile(r"[A-Z][a-z][A-Z]{1,2}")  # "MoH", an abbreviation
_NAMED: Final = frozenset({"called", "named"})
_MODIFIERS: Final = frozenset({"refugee", "main", "military", "central", "general"})


class Noun(NamedTuple):
    """A type noun beside a name: in lower case, as written, and its offsets."""

    lower: str
    text: str
    start: int
    end: int


class Lead(NamedTuple):
    """The words before a name, without articles and adjectives of direction next to it.

    `strong` and `weak` tell of a preposition after which a place must or can stand, `located`
    of a strong one or a direction ("north of"). `last` is the word next to the name.
    """

    last: str
    strong: bool
    weak: bool
    located: bool
    direction: bool
    noun: Noun | None
    titled: bool
    organisation: bool


_NO_LEAD: Final = Lead(
    last="", strong=False, weak=False, located=False, direction=False, noun=None, titled=False,
    organisation=False,
)  # fmt: skip


class Contexts:
    """The tables `place_contexts`, `common_words` and `countries` as sets.

    `hard` tells of a word whether it can only be (part of) a name, and `no_place` of a name in
    lower case whether it is a day, a people, a person or the like. `noun_ends` tells how many
    words the type nouns have that end in a word, the most first.
    """

    def __init__(self, patterns: Patterns) -> None:
        kinds: dict[str, dict[str, str]] = {}
        notes: dict[str, set[str]] = {}
        for line in patterns["place_contexts"]:
            kinds.setdefault(line["kind"], {})[line["word"]] = line["label"]
            notes.setdefault(line["note"], set()).add(line["word"])
        self.nouns = {**kinds["noun"], **kinds["facility"]}
        lengths: dict[str, set[int]] = {}
        for noun in self.nouns:
            words = noun.split()
            lengths.setdefault(words[-1], set()).add(len(words))
        self.noun_ends = {word: sorted(some, reverse=True) for word, some in lengths.items()}
        plurals = {_plural(noun): noun for noun in self.nouns}
        self._plurals = {noun: one for noun, one in plurals.items() if noun not in self.nouns}
        self._modifiers = _MODIFIERS | {noun.split()[0] for noun in self.nouns if " " in noun}
        self.leading = kinds["leading"]
        self.facilities = frozenset(kinds["facility"])
        self.behind_if_placed = frozenset(notes[_BEFORE_OR_PLACED])
        self.only_before = frozenset(notes["only before the name"]) | self.behind_if_placed
        self.only_behind = frozenset(notes["only behind the name and in lower case"])
        self.not_after_town = frozenset(notes["not after the name of a town"])
        self.titles = frozenset(kinds["title"])
        self.organisations = frozenset(kinds["organisation"])
        self.given_names = frozenset(kinds["given_name"])
        self.function_words = frozenset(kinds["verb"]) | {"the", "a", "an"}
        self.common = frozenset(line["word"] for line in patterns["common_words"])
        self.demonyms = frozenset(
            demonym.lower()
            for line in patterns["countries"]
            for demonym in line["demonyms"].split(";")
        )
        self.neighbours = {
            line["iso"]: line["neighbours"].split(";") for line in patterns["countries"]
        }
        self.months = frozenset(kinds["calendar"])
        self._behind = self.function_words | self.months
        no_places = self.months | frozenset(kinds["not_place"]) | self.demonyms
        self._no_places = frozenset(map(plain, no_places))
        self._soft = self.common | self.demonyms | self.months
        self._strong = frozenset(w for w, s in kinds["preposition"].items() if s == "strong")
        self._weak = frozenset(kinds["preposition"])
        self.scenes = {word: label.split(";") for word, label in kinds["scene"].items()}
        self._staff = frozenset(kinds["staff"])
        self._offices = self._staff | self.titles
        self.directions = frozenset(kinds["direction"])
        self._skipped = frozenset(kinds["adjective"]) | {"the"}
        self._holders = frozenset(w[0].upper() + w[1:] for w in kinds["organisation_of"])
        self.no_place_behind = self.titles | self.organisations | {"now", "free"}
        self.hard: Memo[str, bool] = Memo(self._is_hard)
        self.no_place: Memo[str, bool] = Memo(self._is_no_place)

    def lead(self, text: str, start: int) -> Lead:
        """What stands before the offset `start` of a name."""
        before = text[max(0, start - _REACH) : start]
        bare = before.rstrip("\"'‘“#")
        if not bare.endswith(" "):
            return _NO_LEAD
        words = list(filter(None, bare[bare.rfind("\n") + 1 :].split(" ")))
        titled = bool(words) and words[-1].lower() in self.titles
        while words and words[-1].lower() in self._skipped:
            words.pop()
        if not words:
            return _NO_LEAD._replace(titled=titled)
        last = words[-1].lower()
        second = words[-2] if len(words) > 1 else ""
        before_last = second.lower()
        employed = last == "at" and before_last in self._staff  # "an analyst at Verisk"
        strong = (last in self._strong and not employed) or (
            last in self.scenes.get(before_last, ()) or (last == "at" and before_last in self.nouns)
        )
        direction = last == "of" and before_last in self.directions
        noun = None
        if last == "of" or last in _NAMED:
            kind = before_last.rstrip(",")
            kind = self._plurals.get(kind, kind)
            # "Islamic State of Iraq" is a name; in "the Province of Idlib" the noun describes.
            named = len(words) > 2 and words[-3][:1].isupper()
            if named and not second[:1].isupper():
                # "in Kut town of Wasit State", but "in the Shia town of Kut"
                described = [word.lower() for word in words[-4:-3]] == ["the"]
                named = self.hard[words[-3]] and not described and kind == before_last
            if kind in self.nouns and not named and kind not in self.only_behind:
                at = text.rfind(second, 0, start)
                noun = Noun(kind, second, at, at + len(second.rstrip(",")))
        return Lead(
            last,
            strong,
            last in self._weak,
            strong or direction,
            direction,
            noun,
            titled,
            last in ("of", "for") and second in self._holders,
        )

    def of_office(self, text: str, start: int) -> bool:
        """Whether a place is where somebody holds an office: "the governor of Kut"."""
        words = text[max(0, start - _REACH) : start].lower().split()
        while words and words[-1] in self._skipped:
            words.pop()
        return len(words) > 1 and words[-2] in self._offices

    def starts_sentence(self, text: str, start: int) -> bool:
        """Whether a name at the offset `start` opens a sentence."""
        return _SENTENCE_START.search(text[max(0, start - 4) : start]) is not None

    def starts_item(self, text: str, start: int) -> bool:
        """Whether a name at the offset `start` opens an item of a list, or a line."""
        return _ITEM_START.search(text[max(0, start - 4) : start]) is not None

    def noun_after(self, text: str, end: int, *, known: bool = True) -> Noun | None:
        """The type noun that follows the offset `end` of a name, with its modifier.

        None in "the Homs district of Inshaat"; but no town that is known is meant by the name in
        "the Yaqshid district of Mogadishu".
        """
        match = _NEXT.match(text, end)
        if match is None:
            return None
        first = match[1].lower()
        kind = self._plurals.get(first, first)
        if kind not in self.nouns and first not in self._modifiers:
            return None
        second = (match[2] or "").lower()
        if match[3] and f"{first} {second} {match[3].lower()}" in self.nouns:
            words = f"{first} {second} {match[3].lower()}"
            noun = Noun(words, match[1], match.start(1), match.end(3))
        elif f"{first} {second}" in self.nouns:
            noun = Noun(f"{first} {second}", match[1], match.start(1), match.end(2))
        elif second in self.nouns and first in _MODIFIERS:
            noun = Noun(second, match[1], match.start(1), match.end(2))
        elif kind in self.nouns:
            noun = Noun(kind, match[1], match.start(1), match.end(1))
        else:
            return None
        return None if known and _OF_NAME.match(text, noun.end) else noun

    def noun_apposed(self, text: str, start: int, end: int) -> Noun | None:
        """The type noun before a comma that the name at [start, end) tells: "another town, Kut".

        Also of a list: "two villages, Kut and Hit, were", "three towns – Kut, Hit and Anah –".
        """
        first = max(0, start - _REACH)
        before = _APPOSED.search(text[first:start])
        if before is None or not _CLOSED.match(text, end):
            return None
        kind = self._plurals.get(before[1], before[1])
        if kind not in self.nouns or kind in self.facilities or kind in self.only_before:
            return None
        return Noun(kind, before[1], first + before.start(1), first + before.end(1))

    def noun_of_list(self, text: str, end: int) -> Noun | None:
        """The type noun in the plural behind a list that goes on at the offset `end` of a name."""
        match = _LISTED_BEFORE.match(text, end)
        noun = self._plurals.get(match[1]) if match else None
        if match is None or noun is None or noun in self.facilities or noun in self.only_before:
            return None
        named = all(self.hard[word] for word in _NAME_WORD.findall(match[0]))
        return Noun(noun, match[1], match.start(1), match.end(1)) if named else None

    def tail_length(self, text: str, end: int) -> int:
        """Characters of the lower-case end of a name: 6 of "Finote| salam city", 0 without one."""
        tail = _SMALL_TAIL.match(text, end)
        if tail is None or tail[1] in self.common or tail[1].endswith(_ADJECTIVES):
            return 0
        return tail.end(1) - end

    def is_plural(self, noun: Noun) -> bool:
        """Whether a type noun tells of several places: "Homs hospitals"."""
        return self._plurals.get(noun.text.lower()) == noun.lower

    def apposition(self, text: str, end: int) -> Noun | None:
        """The type noun of an apposition: ", a small farming village"."""
        match = _APPOSITION.match(text, end)
        head = re.split(r" (?:for|of|in|at|from|to) ", match[1])[0] if match else ""
        for word in re.finditer(r"[\w-]+", head):
            if word[0].lower() in self.nouns:
                at = match.start(1) + word.start() if match else 0
                return Noun(word[0].lower(), word[0], at, at + len(word[0]))
        return None

    def is_prefixed(self, text: str, start: int) -> bool:
        """Whether a name is part of an adjective: "pro-Kulmar", "anti-Kulmar"."""
        return text[max(0, start - 6) : start].lower().endswith(_PREFIXES)

    def stands_alone(self, text: str, end: int) -> bool:
        """Whether a name modifies no following noun ("the US says", not "the US military")."""
        word = _NEXT.match(text, end)
        if word is None or word[1].lower() in self._behind or word[1].endswith("ed"):
            return True
        return word[1].isdigit() and (word[2] or "").lower() in self.months  # "in Kut 29 July"

    def is_soft(self, word: Word) -> bool:
        """Whether a capitalised word may be an ordinary one (title case, start of a sentence)."""
        return word.lower in self._soft or word.text.isdigit()

    def is_compound(self, word: Word) -> bool:
        """Whether a word is an adjective that a name and a participle make: "UN-run"."""
        return word.lower.endswith(_COMPOUNDS)

    def can_name(self, word: Word) -> bool:
        """Whether a word alone can be the name of a place that no list holds."""
        abbreviated = word.text.isupper() or _MIXED.fullmatch(word.text)
        return self.hard[word.text] and not (self.no_place[word.lower] or abbreviated)

    def is_adjective(self, name: str) -> bool:
        """Whether a word in lower case is a day, a month or a people's adjective."""
        return name in self.months or name in self.demonyms

    def names_organisation(self, words: Iterable[Word]) -> bool:
        """Whether one of the words shows that they name an organisation."""
        return not self.organisations.isdisjoint([word.lower for word in words])

    def own_noun(self, words: Run) -> tuple[str, int, int] | None:
        """The last type noun that has a name before it, and where it begins and ends in a run.

        "hospital" of "Mbora Hospital", "local government area" of "Mbora Local Government Area".
        """
        for end in range(len(words), 1, -1):
            word = words[end - 1]
            if word.lower not in self.noun_ends or not word.text[0].isupper():
                continue
            for length in self.noun_ends[word.lower]:
                start = end - length
                noun = " ".join([word.lower for word in words[max(start, 0) : end]])
                if start > 0 and noun in self.nouns:
                    break
            else:
                continue
            if word.lower in self.only_behind:
                return None
            inner = end < len(words) and self.nouns[noun] == "region"
            return None if inner or self.names_organisation(words[end:]) else (noun, start, end)
        return None

    def label_by_noun(self, noun: str, label: str, senses: frozenset[str]) -> str:
        """The label that a type noun gives a known place of a label and other senses."""
        kind = self.nouns[noun]
        if label in ("country", "region") and kind != "region":
            return label
        if kind == "admin":
            return kind if noun not in self.only_before or "admin" in senses else label
        if kind == "neighbourhood":
            known = label == "neighbourhood" or "neighbourhood" in senses
            return kind if known or noun in ("neighbourhood", "neighborhood", "quarter") else label
        if noun in ("city", "town", "village", "hamlet", "township") or kind == "region":
            return kind
        return label

    def _is_hard(self, text: str) -> bool:
        lower = text.lower()
        soft = lower in self._soft or text.isdigit() or lower.endswith(_COMPOUNDS)
        return not soft and text not in LINKS and lower not in self.nouns

    def _is_no_place(self, name: str) -> bool:
        return plain(name) in self._no_places


def _plural(noun: str) -> str:
    """The plural of a type noun ("cities", "villages")."""
    return f"{noun[:-1]}ies" if noun.endswith("y") else f"{noun}s"
