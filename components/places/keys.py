"""Keys under which the romanised spellings of one place name meet.

Arabic, Persian, Ukrainian, Russian and Burmese names reach English text in many spellings:
vowels and doubled consonants vary, articles come and go and take on the next letter ("al-",
"el-", "ash-"), and one letter has several renderings (q/k, g/h, kh/h, ch/sh, ou/u). The key
keeps what stays: the consonants in order. A short name would then meet ordinary words, so the
fewer consonants it has, the more of its vowels stay in the key.

Limit: names that differ by history ("Halab", "Aleppo") share no key; they are aliases.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

ARTICLES: Final = frozenset(
    {
        "al", "el", "ul", "il", "ad", "ar", "as", "ash", "at", "ath", "az", "an", "ed", "er", "es",
        "esh", "et", "ez", "en", "ud", "ur", "us", "ush",
    }
)  # fmt: skip
"""The Arabic article with its assimilated forms before sun letters."""

_APOSTROPHES: Final = re.compile("['’‘`´ʻʼʽʾʿ′]")
_WORD: Final = re.compile(r"[a-z0-9]+")
# What one letter of the other script can become, longest first. "c" stands for sh and ch.
_LETTERS: Final = {
    "shch": "c", "tsch": "c", "tch": "c", "sch": "c", "ch": "c", "sh": "c", "cc": "k", "ck": "k",
    "dzh": "j", "dj": "j", "zh": "j", "kh": "h", "gh": "h", "g": "h", "ph": "p", "th": "t",
    "dh": "d", "q": "k", "c": "k", "x": "ks",
    "ee": "i", "ie": "i", "oo": "u", "ou": "u",
}  # fmt: skip
_LETTER: Final = re.compile("|".join(sorted(_LETTERS, key=len, reverse=True)))
_ASPIRATE: Final = re.compile(r"^h(?=[ptkslmn])")  # Burmese "Hpakant", and Hmeimim, Khmeimim
_DOUBLED: Final = re.compile(r"(.)\1+")
_GLIDES: Final = (
    (re.compile(r"u(?=w)"), ""),
    (re.compile(r"(?<=[aeiou])w(?![aeiou])"), "u"),
    (re.compile(r"i?y(?=[aeiou])(?<!^y)|y(?![aeiou])"), "i"),
)
_FINAL_H: Final = re.compile(r"(?<=[aeiou])h$")
_FINAL_E: Final = re.compile(r"(?<=..)e$")  # -ah, -eh, -a and -e are one ending
_VOWELS: Final = re.compile(r"[aeiou]+")
_FIRST_VOWELS: Final = re.compile(r"^[aeiou]+")
_LONG: Final = 4
_SHORT: Final = 2


def plain(name: str) -> str:
    """The name in lower-case letters without accents and apostrophes."""
    if name.isascii() and name.isalnum():
        return name.lower()
    if not name.isascii():
        decomposed = unicodedata.normalize("NFKD", name.replace("ı", "i"))
        name = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _APOSTROPHES.sub("", name).lower()


@lru_cache(maxsize=1 << 16)
def plain_parts(name: str) -> tuple[str, str]:
    """A name in `plain` letters, in one word: without articles, and with them."""
    words = _WORD.findall(plain(name))
    return "".join([word for word in words if word not in ARTICLES]), "".join(words)


def plain_name(name: str) -> str:
    """The form under which exact names are looked up: `plain` in one word, without articles."""
    bare, whole = plain_parts(name)
    return bare or whole


@lru_cache(maxsize=1 << 16)
def place_key(name: str) -> str:
    """The key shared by the romanised spellings of a place name; empty if it has no letters."""
    letters = "".join(
        _LETTER.sub(lambda m: _LETTERS[m[0]], _FINAL_H.sub("", word)) for word in _words(name)
    )
    letters = _FINAL_E.sub("a", _ASPIRATE.sub("", letters))
    for glide, letter in _GLIDES:
        letters = glide.sub(letter, letters)
    letters = _DOUBLED.sub(r"\1", letters)
    letters = _FIRST_VOWELS.sub("a", letters)
    consonants = _VOWELS.sub("", letters)
    if len(consonants) >= _LONG:
        return ("a" if letters[0] == "a" else "") + _DOUBLED.sub(r"\1", consonants)
    if len(consonants) > _SHORT:
        return _VOWELS.sub("a", letters)
    return letters


def _words(name: str) -> list[str]:
    words = _WORD.findall(plain(name))
    return [word for word in words if word not in ARTICLES] or words
