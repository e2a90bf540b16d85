"""Listed names in a text: actors of `patterns/actors.jsonl`, countries and their demonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc
from spacy.vocab import Vocab

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


class NameFinder:
    """Finds listed names: caseless, but for abbreviations, and never all in lower case.

    Hyphens and apostrophes may be missing.
    """

    def __init__(
        self,
        vocab: Vocab,
        tokenizer: Callable[[str], Doc],
        actors: Sequence[Line],
        countries: Sequence[Line],
    ) -> None:
        self._vocab = vocab
        self._listed: dict[str, tuple[str, str, str]] = {}
        self._elsewhere: dict[tuple[str, str], str] = {}
        forms: dict[str, list[str]] = {}
        for line in actors:
            elsewhere: Mapping[str, str] = line.get("elsewhere", {})
            for country, label in elsewhere.items():
                self._elsewhere[line["id"], country] = label
            self._listed[line["id"]] = (line["label"], line["id"], line.get("country", ""))
            forms[line["id"]] = line["names"]
        for line in countries:
            names = [line["name"], *line["aliases"].split(";")]
            for label, values in (
                (COUNTRY, names),
                (DEMONYM, line["demonyms"].split(";")),
                (CAPITAL, [line["capital"]]),
            ):
                key = f"{label}:{line['iso']}"
                self._listed[key] = (label, "", line["iso"])
                forms[key] = [value for value in values if value]
        self._lower_case = {form for found in forms.values() for form in found if form.islower()}
        self._last_words = {
            form.replace("-", " ").split()[-1].lower() for found in forms.values() for form in found
        }
        self._matchers = []
        for attr, exact in (("LOWER", False), ("ORTH", True)):
            matcher = PhraseMatcher(vocab, attr=attr)
            for key, found in forms.items():
                variants = {
                    variant
                    for form in found
                    if (form.isupper() and " " not in form) == exact
                    for variant in _variants(form)
                }
                if variants:
                    matcher.add(key, [tokenizer(variant) for variant in sorted(variants)])
            self._matchers.append(matcher)

    def find(self, doc: Doc, words: Words) -> Names:
        """The names in a Doc; of names that overlap the longest."""
        found = list(self._match(doc, words, owner=False))
        freed = self._without_possessive(words)
        if freed is not None:
            found += self._match(freed, words, owner=True)
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
        changed = [
            name._replace(label=self._elsewhere.get((name.id, home or ""), name.label))
            for name in names.names
        ]
        return Names(changed) if changed != names.names else names

    def _match(self, doc: Doc, words: Words, *, owner: bool) -> Iterable[Name]:
        for matcher in self._matchers:
            for key, start, end in matcher(doc):
                named = start + (words.lower[start] == "the")
                capital = any(text[0].isupper() for text in words.texts[named:end])
                lower = " ".join(words.lower[start:end]).replace(" - ", "-")
                if lower in _WORDS and _in_capitals(words, start):
                    continue
                if capital or lower in self._lower_case:
                    first = named if words.texts[start] == "the" else start  # "The Hague"
                    yield Name(first, end, *self._listed[self._vocab.strings[key]], owner)

    def _without_possessive(self, words: Words) -> Doc | None:
        """A text that lost its apostrophes with names freed of their s; None if there are none."""
        if "'" in words.text or "’" in words.text:
            return None
        freed = [
            text[:-1] if text[-1] == "s" and text[0].isupper() and lower[:-1] in self._last_words
            else text
            for text, lower in zip(words.texts, words.lower, strict=True)
        ]  # fmt: skip
        return Doc(self._vocab, words=freed) if freed != words.texts else None


def _in_capitals(words: Words, i: int) -> bool:
    """Whether the words around token i are all in capitals, as in a headline."""
    around = [*words.texts[max(i - 1, 0) : i], *words.texts[i + 1 : i + 2]]
    return all(text.isupper() and len(text) > 1 for text in around)


def _variants(name: str) -> set[str]:
    """A name with its hyphens and apostrophes as written, curled, or left out."""
    variants = {name, name.replace("-", " ")}
    return variants | {v.replace("'", mark) for v in variants if "'" in v for mark in ("’", "")}
