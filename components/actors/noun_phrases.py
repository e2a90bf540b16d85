"""Where an actor's noun phrase begins and ends around its head noun.

A phrase is read outwards from the head: leftwards over adjectives, nouns, demonyms and owners
("Assad's"), rightwards over the name that a title opens ("Foreign Minister Ahmet Davutoglu") or
the of-phrase of a capitalised name ("Union of Free Students").
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from sitrep.components.actors.names import COUNTRY, DEMONYM, Name, Names
from sitrep.components.grammar.word_forms import POSSESSIVES
from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

_OBJECT_START: Final = frozenset({"CD", "JJ", "NNP", "NNS", "TO", "WP", "WRB"})
_PHRASE_START: Final = frozenset({"DT", "JJ", "CD", "PRP$", ".", "``", "''", "-LRB-"})
_DESCRIBING: Final = frozenset({"JJ", "NN", "NNP", "VBD", "VBG", "VBN"})
"""Tags of words that can describe a head though the table of modifiers lacks them."""
_JOINING: Final = frozenset("-&'’\"“”`")
"""Signs that can stand inside a name: "civil defence" units."""
_MAX_PARTS: Final = 6
_OF_NAMES: Final = frozenset({"of", "for", "against"})
_OF_BODIES: Final = _OF_NAMES | {"on"}


class Part(NamedTuple):
    """A word, or a listed name, at tokens [start, end) of a phrase beside its head."""

    start: int
    end: int
    word: str
    name: Name | None = None


def glued(words: Words, i: int) -> bool:
    """Whether no white space stands before token i."""
    texts, offsets = words.texts, words.offsets
    return 0 < i < len(texts) and offsets[i - 1] + len(texts[i - 1]) == offsets[i]


def hyphenated(words: Words, i: int) -> bool:
    """Whether token i is a hyphen that joins two words ("NATO-led", "pro-Assad")."""
    lower = words.lower
    return (
        0 < i < len(lower) - 1
        and lower[i] in ("-", "–")
        and glued(words, i)
        and glued(words, i + 1)
    )


class PhraseEdges:
    """Finds the edges of noun phrases with the closed lists of `patterns/actor_words.csv`.

    `modifiers` are the words that may stand in a phrase whatever their tag.
    """

    def __init__(self, lists: Sequence[Line], modifiers: Collection[str]) -> None:
        kinds: dict[str, set[str]] = {}
        for line in lists:
            kinds.setdefault(line["kind"], set()).add(line["word"])
        self.lists = {kind: frozenset(found) for kind, found in kinds.items()}
        self._modifiers = modifiers
        outside = (self.lists[kind] for kind in ("quantifier", "date", "auxiliary", "composing"))
        self._outside = frozenset[str]().union(*outside)
        self._speakers = self.lists["person"] - set(modifiers)
        self._inside_names = self.lists["connector"] | {"-"}

    def has(self, kind: str, words: Words, i: int) -> bool:
        """Whether token i exists and is in the list `kind`."""
        lower = words.lower
        return 0 <= i < len(lower) and lower[i] in self.lists[kind]

    def is_modifier(self, word: str) -> bool:
        """Whether a lower-case word stands in the table of modifiers."""
        return word in self._modifiers

    def only_modifies(self, words: Words, end: int, *, plural: bool = False) -> bool:
        """Whether the noun that ends before token `end` only modifies a noun behind it."""
        lower, tags = words.lower, words.tags
        if end >= len(lower):
            return False
        tag, word = tags[end], lower[end]
        if hyphenated(words, end):
            return True
        if word == "/":  # "ISIL/Daesh"
            return False
        if word in self.lists["facility"] and (tag.startswith("NN") or self._ends(words, end)):
            return True
        if plural or tag not in ("NN", "NNS", "VBG", "JJ"):
            return False
        following = lower[end + 1] if end + 1 < len(lower) else ""
        behind = tags[end + 1] if following else "."
        if tag == "VBG":
            return following == "of"
        if behind in ("DT", "PRP", "PRP$"):  # a verb and its object
            return False
        if behind == "CD" and f"{word}s" in self.lists["verb"] and lower[end - 1].endswith("s"):
            return False  # "the Committees report 96 dead"
        if tag == "JJ":
            return behind in ("NN", "NNS") and word not in self.lists["quantifier"]
        if following == "that" or (word.endswith("s") and behind in _OBJECT_START):
            return False
        return word not in self.lists["verb"] or following == "of"

    def _is_inside_name(self, word: str) -> bool:
        """Whether a lower-case word can join two words of a name ("of", "ibn")."""
        return word in self.lists["connector"] or word in self.lists["particle"]

    def _ends(self, words: Words, i: int) -> bool:
        """Whether a noun that reads as a verb has no object ("the hill police station, …")."""
        reads = words.tags[i] in ("VBP", "VBG")
        return reads and words.tags[i + 1 : i + 2] in ([","], ["."], ["VBD"])

    def possesses(self, words: Words, end: int) -> bool:
        """Whether a possessive mark stands at token `end` ("the bishop's house")."""
        return not POSSESSIVES.isdisjoint(words.lower[end : end + 1]) and glued(words, end)

    def before(
        self, words: Words, names: Names, head_start: int, *, proper: bool, media: bool
    ) -> tuple[int, list[Part]]:
        """The start of the phrase and its parts before a head at `head_start`, in text order.

        `proper`: the head is part of a capitalised name. `media`: a news organisation before
        the head belongs to the phrase.
        """
        i, parts, lower = head_start, list[Part](), words.lower
        while hyphenated(words, i - 1):
            i -= 2
            parts.append(Part(i, i + 3, "".join(lower[i : i + 3])))
        while i > 0 and len(parts) < _MAX_PARTS:
            left = lower[i - 1]
            if left == "old" and {"year", "years"} & set(lower[max(i - 4, 0) : i]):
                break  # an age is no description
            marked = left in POSSESSIVES and glued(words, i - 1)
            name = names.ending.get(i - 1 if marked else i)
            if name is not None and not hyphenated(words, name.end):
                if parts and self._is_another(parts, name):
                    break
                if hyphenated(words, name.start - 1) and name.start > 1:  # "pro-Saleh"
                    i, end = name.start - 2, i
                    was = name if lower[i] == "ex" else None  # "ex-Hamas fighters"
                    parts.append(Part(i, end, "".join(lower[i:end]), was))
                    continue
                if name.label == "MEDIA" and not media:
                    break
                parts.append(Part(name.start, name.end, "", name))
                i = name.start
                if marked or name.owner:
                    break
                continue
            part = self._owner(words, i, proper) if marked else self._word(words, names, i, proper)
            if part is None:
                break
            lost = parts and parts[-1].name and parts[-1].name.label == DEMONYM and not proper
            if lost and words.tags[i - 1] == "NNP" and part.word not in self._modifiers:
                break  # lost punctuation: "in Aleppo Syrian activists said"
            parts.append(part)
            i = part.start
        while parts and parts[-1][:2] == (i, i + 1) and words.texts[i] in self._inside_names:
            i = parts.pop().end
        return i, parts[::-1]

    def _is_another(self, parts: Sequence[Part], name: Name) -> bool:
        """Whether a listed name before the parts of a phrase is no part of it.

        "Hill TV and Ridge Radio" are two; in "PORT LOUIS, Chad Chadian police" a stop is lost.
        """
        right = parts[-1].name
        if right is not None and (name.label, right.label) == (COUNTRY, DEMONYM):
            return name.country == right.country
        return parts[-1].word in ("and", "&")

    def _owner(self, words: Words, end: int, proper: bool) -> Part | None:
        """A plural possessive that ends before `end` ("women's", "students'"); None for others."""
        word = words.lower[end - 2]
        if words.lower[end - 1] in ("'", "’") and word.endswith("s"):
            return Part(end - 2, end, word + "'")
        if word in self.lists["owner"] or (proper and words.texts[end - 2][0].isupper()):
            return Part(end - 2, end, word + "'s")
        return None

    def _word(self, words: Words, names: Names, end: int, proper: bool) -> Part | None:
        """The word that ends before token `end`, if it can stand before the head."""
        start = end - 1
        while hyphenated(words, start - 1):
            start -= 2
        word, tag = "".join(words.lower[start:end]), words.tags[end - 1]
        if word.endswith("ed") and words.lower[max(start - 1, 0)].endswith("ly"):
            # "the internationally recognised government"
            start -= start == 1 or words.tags[start - 2] in _PHRASE_START
        plain = start == end - 1 and not proper and tag not in _DESCRIBING
        if plain and word not in self._modifiers:
            return None
        part = Part(start, end, word)
        party = names.ending.get(end - 2) if start < end - 1 else None
        if party and party.is_actor and self.has("side of", words, end - 1):
            return Part(party.start, end, word, party)
        if start < end - 1:
            known = word in self._modifiers or tag in ("JJ", "NN", "VBN", "VBD", "VBG")
            known = known or (tag == "NNP" and self.has("particle", words, start))
            return part if known or proper else None
        if word in self._outside or not (word[0].isalnum() or word[0] in _JOINING):
            return None  # "● Two rebels"
        if not proper and (
            word in self.lists["daytime"] or (tag == "NN" and word in self._speakers)
        ):
            return None  # "at night police came", "its researcher soldiers beat"
        left = start - 1
        verbal = word.endswith("ing") and not proper and word not in self._modifiers
        if verbal and (start == 0 or words.tags[left] not in ("DT", "CD", "JJ", "PRP$")):
            return None  # a verb and its object ("of bombing civilians")
        opens = start == 0 or words.tags[left] in _PHRASE_START
        if word in self._modifiers:
            fits = opens or tag not in ("VBD", "VBZ", "MD") or words.tags[left] in (",", "IN")
            fits = fits or (words.tags[left] == "CC" and words.tags[left - 1][:2] == "NN")
            beside = words.lower[left] in self._modifiers or hyphenated(words, left - 1)
            fits = fits or (word == "armed" and beside)  # "terrorist armed groups"
            fits = fits or (start in names.ending and names.ending[start].label == DEMONYM)
        elif proper and word.isalpha() and self._is_inside_name(word):
            fits = start > 0 and words.texts[left][0].isupper() and words.tags[left] == "NNP"
            fits = fits and word != "the" and not self.has("date", words, left)
            left -= word == "the" and words.lower[left] == "of"
            fits = fits or self.has("emblem", words, left)
        elif proper:
            fits = tag == "CD" or (words.texts[start][0].isupper() and tag != "DT")
        elif tag == "NNP":
            fits = not self.has("place", words, left)
        elif tag in ("VBN", "VBG", "VBD"):
            fits = start > 0 and words.tags[left] in ("DT", "JJ", "CD", "PRP$")
            fits = fits and word != "said"  # "AFP and Reuters both said soldiers"
        else:
            fits = tag in ("JJ", "NN")
        return part if fits else None

    def person(self, words: Words, names: Names, i: int) -> tuple[int, Name | None]:
        """The end of the personal name that begins at token i, and the listed name in it."""
        j = i
        while j < len(words) and j - i < 7:
            word, tag = words.lower[j], words.tags[j]
            particles = self.lists["particle" if j > i else "opening"]
            capital = words.texts[j][0].isupper() and tag == "NNP"
            joins = word in particles and self._capital_follows(words, j)
            if (capital and word not in self.lists["date"]) or joins:
                j += 1
            elif j > i and hyphenated(words, j):
                j += 2
            else:
                break
        name = names.starting.get(i) or names.ending.get(j)
        if (
            name is None
            or j == i
            or (name.start + 1 == name.end and (name.start, name.end) != (i, j))
        ):
            return j, None  # one word of a longer name is someone else's
        if not name.is_actor:
            return (i if (name.start, name.end) == (i, j) else j), None
        return max(j, name.end), name

    def group(self, words: Words, names: Names, i: int) -> tuple[int, Name | None]:
        """The end of a group's name at token i ("jihadist group Lord of the Martyrs Brigade")."""
        name = names.starting.get(i)
        if name is not None and name.is_actor:
            return name.end, name
        j = i
        while j < len(words) and (
            (words.tags[j] == "NNP" and not self.has("date", words, j))
            or (
                j > i
                and (words.lower[j] in self._inside_names or self.has("particle", words, j))
                and self._capital_follows(words, j)
                and not _joins_another(words, names, j)
            )
        ):
            j += 1
        return j, None

    def of_phrase(self, words: Words, names: Names, i: int, *, group: bool) -> int:
        """The end of the of-phrase of a capitalised name at token i; i itself if there is none.

        `group`: the name is that of a body that can be "on" something ("Commission on Land").
        """
        j = i
        opens = i < len(words) and words.lower[i] in (_OF_BODIES if group else _OF_NAMES)
        if opens and self._capital_follows(words, i):
            j += 1
            while j < len(words) and (
                (words.texts[j][0].isupper() and not self.has("date", words, j))
                or self._is_owner_inside(words, names, j)
                or (words.lower[j] in self._inside_names and self._capital_follows(words, j))
            ):
                if _joins_another(words, names, j):
                    break
                j += 1
        return j

    def _is_owner_inside(self, words: Words, names: Names, i: int) -> bool:
        """Whether token i is the possessive mark of a listed name ("of the New People's Army")."""
        return self.possesses(words, i) and any(
            name.start < i < name.end - 1 for name in names.names if name.end > i
        )

    def _capital_follows(self, words: Words, i: int) -> bool:
        """Whether a capitalised word stands behind the connectors at token i."""
        for j in range(i + 1, min(i + 4, len(words))):
            if words.texts[j][0].isupper():
                return words.lower[j] not in self.lists["date"]
            if words.lower[j] not in self.lists["connector"] | self.lists["particle"]:
                return False
        return False


def _joins_another(words: Words, names: Names, i: int) -> bool:
    """Whether token i is an "and" with a listed name behind it: another party."""
    if words.lower[i] != "and":
        return False
    return i + 1 + (words.lower[i + 1 : i + 2] == ["the"]) in names.starting
