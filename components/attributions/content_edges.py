"""Where what is said begins behind its cue, and where it ends."""

from __future__ import annotations

from typing import Final

from sitrep.components.attributions.cue import Range
from sitrep.components.grammar.word_forms import MONTHS, WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE
from sitrep.components.grammar.words import Words

CLOSING: Final = frozenset("\" ” '' » ’".split())
_TRIM: Final = frozenset("• * · , ; : . – — - -- --- \" “ ” ‘ ’ ( ) ' ".split())
_LEADING: Final = frozenset("and but that while meanwhile also".split())
_TRAILING: Final = frozenset(
    "and but while whereas after as although though before when which who also yet".split()
)
_ADVERBIAL_NOUNS: Final = (
    WEEKDAYS
    | (MONTHS - {"may"})  # more often the verb
    | frozenset(
        "statement interview today yesterday briefing conference press phone telephone television "
        "tv twitter facebook online earlier later report tweet telegram email video reporters "
        "journalists night morning evening afternoon headquarters channel page account "
        "website".split()
    )
)
_ADVERBIAL_LEADS: Final = frozenset(
    "on in at by from via during earlier late early through".split()
)
# Behind "that", and the tags behind both where no clause follows: "reported that night".
_DAYTIMES: Final = frozenset("day night morning afternoon evening week month year time".split())
_CLOSED: Final[tuple[list[str], ...]] = ([], ["."], [","], ["_SP"])
# Tags inside whom somebody tells, and inside when and where he does.
_ADDRESSEE: Final = frozenset("DT PRP$ JJ NN NNS NNP HYPH POS PRP".split())
_ADVERBIAL: Final = frozenset("DT JJ NN NNP PRP$ POS CD HYPH VBN IN VBG".split())
# Behind "while": more casualties, which are said as well.
_COUNTING: Final = frozenset("number some several many dozens scores hundreds others".split())
# How far behind its verb "that" may stand, in tokens.
_OPENING_REACH: Final = 14


def clause_end(words: Words, i: int, right: int, *, wide: bool = True) -> int:
    """Where the content that begins at token i ends: a semicolon, or a turn of the sentence."""
    lower = words.lower
    j = i + 1
    while j < right:
        verb = lower[j] == "but" and j + 1 < right and words.tags[j + 1] in FINITE | {"VB"}
        if verb and not any(words.tags[k] in FINITE for k in range(i, j)):
            break  # "claims the town but admits losses": the second verb is no part of it
        if lower[j] == "," and j + 1 < right:
            word = lower[j + 1]
            counted = "CD" in words.tags[j + 2 : j + 5] or (
                lower[j + 2 : j + 3] == ["a"] or not _COUNTING.isdisjoint(lower[j + 2 : j + 5])
            )
            if word in ("while", "whereas") and counted:
                j += 1  # "that 40 were killed, while another 92 were wounded"
                continue
            if word in ("while", "whereas", "although", "though", "contradicting", "amid"):
                break
            if (
                word == "but"
                and lower[j + 2 : j + 3] != ["that"]
                and _clause_follows(words, j + 2, min(j + 7, right))
            ):
                break
            if word in ("and", "as") and not wide and _clause_follows(words, j + 2, right):
                break
        j += 1
    trimmed = trim(words, i, j, inner=False)
    return trimmed[1] if trimmed else j


def _clause_follows(words: Words, i: int, right: int) -> bool:
    return any(words.tags[k] in FINITE for k in range(i, min(i + 8, right)))


def opening(words: Words, i: int, right: int) -> int | None:
    """The token behind "that" or a colon which no verb parts from the verb of saying.

    "told reporters in Cairo on Friday that", "told the BBC, off the record, that"
    """
    for k in range(i, min(i + _OPENING_REACH, right)):
        word, tag = words.lower[k], words.tags[k]
        if word == "that":
            if _that_day(words, k):
                continue
            if k > i and words.tags[k - 1] in ("IN", "CC"):
                return None  # "the worst toll on that front", "says 23, and that …"
            if k + 1 < right and words.tags[k + 1] in FINITE | {"VBN"}:
                return k if k == i else None
            return k + 1
        if word == ":":
            counts = (m for m in range(i, k) if words.tags[m] == "CD")
            told = any(words.tags[m + 1] in ("NNS", "JJ") for m in counts)
            return None if told else k + 1  # "reported four deaths: a man and three boys"
        # "said in a statement to the agency that", but "asked him to say that"
        # "to state news agency"
        infinitive = (
            tag == "TO"
            and words.tags[k + 1 : k + 2] in (["VB"], ["VBP"])
            and (words.lower[k + 1] != "state")
        )
        if infinitive or tag in FINITE or tag in ("``", "''", "WP", "WRB") or word == ";":
            return None
    return None


def _that_day(words: Words, i: int) -> bool:
    """Whether "that" at token i points to a day and opens no clause: "the agency said that day"."""
    lower = words.lower
    dated = lower[i] == "that" and not _DAYTIMES.isdisjoint(lower[i + 1 : i + 2])
    return dated and words.tags[i + 2 : i + 3] in _CLOSED


def behind_addressee(words: Words, i: int, right: int) -> int:
    """The token behind whom somebody is told: "told AFP that", "told a news conference"."""
    j = i
    while j < right and words.tags[j] in _ADDRESSEE:
        if j > i and words.tags[j] in ("PRP", "PRP$", "DT"):
            break
        if words.tags[j] == "JJ" and words.tags[j - 1] == "NNP" and j > i:
            break  # "told AFP more than ten died"
        j += 1
    return j


def behind_apposition(words: Words, i: int, right: int) -> int:
    """The token behind what only tells more of a source that ends at token i, up to its comma.

    "according to the ministry (MoH) in Gaza, …", "to Ann Lee, a doctor in Ruvo, …"
    """
    lower, tags = words.lower, words.tags
    titled = "NN" in tags[max(i - 3, 0) : i] and tags[i - 2] == "IN"
    j = i
    while j < right and tags[j] == "-LRB-" and "-RRB-" in tags[j:right]:
        j = tags.index("-RRB-", j) + 1
    comma = next((k for k in range(j + 1, right) if lower[k] == ","), right)
    if comma < right and "WP" in (tags[j], tags[j + 1]):
        return comma  # "according to police who found him, …"
    if j == right or not FINITE.isdisjoint(tags[j + 1 : comma]):
        return j
    named = titled and set(tags[j + 1 : comma]) == {"NNP"}
    described = tags[j + 1 : j + 2] == ["DT"] and "IN" in tags[j:comma]
    if lower[j] == "," and comma < right and (named or described):
        return comma
    return comma if tags[j] in ("IN", "VBN", "VBD") else j


def behind_adverbials(words: Words, i: int, right: int) -> int:
    """The token behind "on Tuesday", "in a statement", "late Sunday", "from the city"."""
    lower, tags = words.lower, words.tags
    j = i
    while j < right:
        if (lower[j] in _ADVERBIAL_NOUNS and tags[j + 1 : j + 2] != ["POS"]) or (
            tags[j] == "RB"
            and lower[j] not in ("not", "only", "at")
            and tags[j + 1 : j + 2] != ["CD"]
        ):
            j += 1
            continue
        if _that_day(words, j):
            j += 2
            continue
        if j > i and tags[j] in ("VBN", "VBD") and tags[j + 1 : j + 2] == ["IN"]:
            j += 1  # "in a statement posted on its website"
        if lower[j] in _ADVERBIAL_LEADS and lower[j + 1 : j + 2] not in (["least"], ["most"]):
            k = j + 1
            while k < min(j + 7, right) and tags[k] in _ADVERBIAL:
                if lower[k] in _ADVERBIAL_NOUNS:
                    break
                k += 1
            if k < right and lower[k] in _ADVERBIAL_NOUNS:
                j = k + 1 + (lower[k] in MONTHS and tags[k + 1 : k + 2] == ["CD"])
                continue
        break
    return j


def skip_that(words: Words, i: int, right: int) -> int:
    """The token behind "that", a colon, a comma, or "as"."""
    while i < right and (
        words.lower[i] in ("that", ":", ",")
        or (words.lower[i] == "as" and words.lower[i + 1 : i + 2] not in (["many"], ["few"]))
    ):
        i += 1
    return i


def with_marks(words: Words, content: Range, quotes: list[Range]) -> Range:
    """The content with the quotation marks of a quotation that is only a part of it."""
    first, last = content
    for begin, end in quotes:
        if begin == first and end < last:
            first = begin - 1
        if first <= begin - 1 < last <= end + 1 and end < len(words):
            last = max(last, end + (words.texts[end] in CLOSING))
    return first, last


def trim(words: Words, start: int, end: int, *, inner: bool = True) -> Range | None:
    """The range without punctuation, blanks and dangling conjunctions at its edges."""
    texts, lower = words.texts, words.lower
    end = min(end, len(texts))
    while start < end and (
        texts[start] in _TRIM or (inner and lower[start] in _LEADING) or texts[start].isspace()
    ):
        start += 1
    while end > start and (
        texts[end - 1] in _TRIM or lower[end - 1] in _TRAILING or texts[end - 1].isspace()
    ):
        end -= 1
    return (start, end) if end > start else None
