"""Listed names in a text: actors of `patterns/actors.jsonl`, countries and their demonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from spacy.tokens import Doc

from sitrep.components.grammar.words import Words
from sitrep.components.patterns import Line

COUNTRY: Final = "COUNTRY"
DEMONYM: Final = "DEMONYM"
CAPITAL: Final = "CAPITAL"

_OUTSIDE_POWERS: Final = frozenset(
    {"US", "GB", "FR", "DE", "RU", "CN", "IT", "QA", "SA", "TR", "IL"}
)
"""Countries that speak about others' wars: weaker evidence of what a text is about."""

# Words that are names as well where they alone are in capitals: "IS", "US", "WHO".
_WORDS: Final = frozenset({"is", "us", "who", "it"})

_Listed = tuple[str, str, str]
"""A name's label, id and country."""


class Name(NamedTuple):
    """A listed name at tokens [start, end).

    `label` is an actor's, or COUNTRY or DEMONYM; `country` an ISO 3166 alpha-2 code or empty.
    `owner`: the name has lost the apostrophe of its possessive ("Assads forces").
    """

    start: int
    end: int
    label: str
    id: str
    country: str
    owner: bool = False

    @property
    def is_actor(self) -> bool:
        """Whether the name is an actor's."""
        return self.label not in (COUNTRY, DEMONYM)


class Names:
    """The names in one text by the tokens where they begin and end; they do not overlap.

    Countries and their capitals are in `lands`, by the token where they begin; capitals, whose
    names persons and other towns have, too, stand nowhere else.
    """

    def __init__(self, names: Sequence[Name]) -> None:
        found = [name for name in names if name.label != CAPITAL]
        self.names, self.found = names, found
        self.lands = {name.start: name for name in names if name.label in (COUNTRY, CAPITAL)}
        self.starting = {name.start: name for name in found}
        self.ending = {name.end: name for name in found}

    def country(self) -> str | None:
        """The country that most names belong to; None if none has a country."""
        votes: Counter[str] = Counter()
        for name in self.found:
            if name.country:
                votes[name.country] += 1 if name.country in _OUTSIDE_POWERS else 3
        return votes.most_common(1)[0][0] if votes else None


class _Forms(dict[str, "_Forms"]):
    """What can follow the beginning of a name, by token; `listed` where the beginning is a name."""

    listed: _Listed | None = None

    def add(self, tokens: Iterable[str], listed: _Listed) -> None:
        """Add a form of a name; of two names with the same form the first stays."""
        node = self
        for token in tokens:
            node = node.setdefault(token, _Forms())
        node.listed = node.listed or listed

    def find(
        self, tokens: Sequence[str], starts: Iterable[int]
    ) -> Iterator[tuple[int, int, _Listed]]:
        """Where forms that begin at one of `starts` begin and end, and whose they are."""
        for start in starts:
            node, end = self.get(tokens[start]), start + 1
            while node is not None:
                if node.listed:
                    yield start, end, node.listed
                node = node.get(tokens[end]) if end < len(tokens) else None
                end += 1


class NameFinder:
    """Finds listed names: caseless, but for abbreviations, and never all in lower case.

    Hyphens and apostrophes may be missing.
    """

    def __init__(
        self,
        tokenizer: Callable[[str], Doc],
        actors: Sequence[Line],
        countries: Sequence[Line],
    ) -> None:
        listed: dict[str, _Listed] = {}
        self._elsewhere: dict[str, dict[str, str]] = {}
        forms: dict[str, list[str]] = {}
        for line in actors:
            elsewhere: Mapping[str, str] = line.get("elsewhere", {})
            for country, label in elsewhere.items():
                self._elsewhere.setdefault(country, {})[line["id"]] = label
            listed[line["id"]] = (line["label"], line["id"], line.get("country", ""))
            forms[line["id"]] = line["names"]
        for line in countries:
            names = [line["name"], *line["aliases"].split(";")]
            for label, values in (
                (COUNTRY, names),
                (DEMONYM, line["demonyms"].split(";")),
                (CAPITAL, [line["capital"]]),
            ):
                key = f"{label}:{line['iso']}"
                listed[key] = (label, "", line["iso"])
                forms[key] = [value for value in values if value]
        self._lower_case = {form for found in forms.values() for form in found if form.islower()}
        self._plurals = {
            form.replace("-", " ").split()[-1].lower() + "s"
            for found in forms.values()
            for form in found
        }
        self._caseless, self._exact = _Forms(), _Forms()
        for key, found in forms.items():
            for form in found:
                exact = form.isupper() and " " not in form
                for variant in _variants(form):
                    tokens = tokenizer(variant)
                    if exact:
                        self._exact.add((token.text for token in tokens), listed[key])
                    else:
                        self._caseless.add((token.lower_ for token in tokens), listed[key])
        # One look-up a token finds where names and lost possessives can begin.
        self._openings = {*self._caseless, *map(str.lower, self._exact), *self._plurals}

    def find(self, words: Words) -> Names:
        """The names in a text; of names that overlap the longest."""
        starts = [i for i, word in enumerate(words.lower) if word in self._openings]
        found = list(self._match(words, starts, words.texts, words.lower))
        if freed := self._lost_possessives(words, starts):
            texts, lower = (
                [token[:-1] if i in freed else token for i, token in enumerate(tokens)]
                for tokens in (words.texts, words.lower)
            )
            found += self._match(words, starts, texts, lower, owner=True)
        kept: list[Name] = []
        taken: set[int] = set()
        for name in sorted(found, key=lambda name: (name.start - name.end, name.start, name.owner)):
            if taken.isdisjoint(range(name.start, name.end)):
                kept.append(name)
                taken.update(range(name.start, name.end))
        return Names(sorted(kept, key=lambda name: name.start))

    def on_page(self, names: Names, home: str | None) -> Names:
        """The names with the labels that they have on a page about the country `home`.

        Who fights his own state at home may fight on another's side ("elsewhere" in the table).
        """
        labels = self._elsewhere.get(home or "", {})
        if not any(name.id in labels for name in names.names):
            return names
        return Names([name._replace(label=labels.get(name.id, name.label)) for name in names.names])

    def _match(
        self,
        words: Words,
        starts: Sequence[int],
        texts: Sequence[str],
        lower: Sequence[str],
        *,
        owner: bool = False,
    ) -> Iterator[Name]:
        """The names in `texts`: those of `words`, or for an `owner` those freed of an s."""
        caseless, exact = self._caseless.find(lower, starts), self._exact.find(texts, starts)
        for start, end, listed in chain(caseless, exact):
            form = words.lower[start:end]
            if len(form) == 1 and form[0] in _WORDS and _in_capitals(words, start):
                continue
            named = start + (form[0] == "the")
            capital = any(text[0].isupper() for text in words.texts[named:end])
            if capital or " ".join(form).replace(" - ", "-") in self._lower_case:
                first = named if words.texts[start] == "the" else start  # "The Hague"
                yield Name(first, end, *listed, owner)

    def _lost_possessives(self, words: Words, starts: Sequence[int]) -> set[int]:
        """Those of `starts` that are names with an s, in a text that lost its apostrophes."""
        if "'" in words.text or "’" in words.text:
            return set()
        texts, lower = words.texts, words.lower
        return {
            i
            for i in starts
            if lower[i] in self._plurals and texts[i][0].isupper() and texts[i][-1] == "s"
        }


def _in_capitals(words: Words, i: int) -> bool:
    """Whether the words around token i are all in capitals, as in a headline."""
    around = [*words.texts[max(i - 1, 0) : i], *words.texts[i + 1 : i + 2]]
    return all(text.isupper() and len(text) > 1 for text in around)


def _variants(name: str) -> set[str]:
    """A name with its hyphens and apostrophes as written, curled, or left out."""
    variants = {name, name.replace("-", " ")}
    return variants | {v.replace("'", mark) for v in variants if "'" in v for mark in ("’", "")}
