from pathlib import Path

import pytest

from sitrep.components.patterns import read_patterns
from sitrep.components.places.keys import place_key, plain_name

DATA = Path(__file__).parent / "data"
VARIANTS = read_patterns(DATA / "place_variants.csv")


def test_spellings_of_one_place_share_a_key() -> None:
    missed = [
        (line["name"], line["variant"])
        for line in VARIANTS
        if place_key(line["name"]) != place_key(line["variant"])
    ]
    assert len(VARIANTS) >= 150
    assert len(missed) / len(VARIANTS) <= 0.05, missed


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(
            [line["word"] for line in read_patterns("common_words.csv")][:5000], id="words"
        ),
        pytest.param(
            [
                name
                for name in (DATA / "surnames.txt").read_text(encoding="utf-8").splitlines()
                if not name.startswith("#")
            ],
            id="surnames",
        ),
    ],
)
def test_ordinary_words_and_surnames_are_rarely_alike(words: list[str]) -> None:
    names = {line[column] for line in VARIANTS for column in ("name", "variant")}
    keys = {place_key(name): name for name in names}
    written = {plain_name(name) for name in names}
    hits = [
        (word, keys[place_key(word)])
        for word in words
        if place_key(word) in keys and plain_name(word) not in written
    ]
    assert len(words) >= 1000
    assert len(hits) / len(words) < 0.01, hits


@pytest.mark.parametrize(
    ("one", "other"),
    [("Homs", "Hama"), ("Hama", "Hamas"), ("Daraa", "Daraya"), ("Tripoli", "Tartus")],
)
def test_other_places_have_other_keys(one: str, other: str) -> None:
    assert place_key(one) != place_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Al-Rastan", "rastan"),
        ("Ma’arrat an Nu‘mān", "maarratnuman"),
        ("Şanlıurfa", "sanliurfa"),
        ("al", "al"),
    ],
)
def test_plain_names_drop_accents_apostrophes_and_articles(name: str, expected: str) -> None:
    assert plain_name(name) == expected
