"""Clauses and verb groups by tags."""

from __future__ import annotations

from typing import Final

from sitrep.components.grammar.word_forms import BE, HAVE, MONTHS, PERIODS, WEEKDAYS
from sitrep.components.grammar.word_tagger import FINITE, NOMINAL
from sitrep.components.grammar.words import Words

_AUXILIARY: Final = BE | HAVE | frozenset("'d 'll do does did to".split())
_RAISING: Final = frozenset(
    "shot found feared believed reported confirmed left said thought known presumed declared "
    "pronounced understood alleged assumed stabbed gunned hacked beaten burned burnt blown "
    "tortured arrested detained kidnapped captured abducted bombed shelled announced listed "
    "discovered recovered pulled certified verified appear appears appeared seem seems "
    "seemed continue continues continued estimated suspected rumoured rumored expected".split()
)
_SUBORDINATORS: Final = frozenset(
    "that because although though while if unless whereas when where as after before until "
    "since whether once".split()
)
# Verbs whose object is a clause: what follows them is its subject, "and" included.
CLAUSAL: Final = frozenset(
    "said says say saying reported reports report reporting claimed claims claim claiming "
    "confirmed confirms announced announces stated states added adds adding believe believes "
    "believed told tells tell estimated estimates indicated indicates wrote writes tweeted "
    "alleges alleged insists insisted warned warns means meant shows showed found learned heard "
    "hear hears show indicate indicating suggest suggests suggested suggesting fear fears "
    "fearing".split()
)
# What follows these, even in a relative clause, is said: "a medic who says ten people died".
_QUOTING: Final = frozenset({"say", "says", "said"})
_QUOTES: Final = frozenset({"``", "''"})
# Before "as" within a clause: "a man who gave his name as Omar said".
_NAMED_AS: Final = frozenset("name himself herself themselves".split())
_BREAKS: Final = frozenset({":", "``", "-LRB-", "WRB"})
_DAYTIMES: Final = frozenset("morning afternoon evening week".split())
_OBJECT_PRONOUNS: Final = frozenset({"him", "them", "me", "us"})
_APOSTROPHES: Final = frozenset({"'", "’"})
# How many tokens long a quoted subject may be.
_QUOTED: Final = 9
# How many tokens long an aside between dashes may be.
_ASIDE: Final = 24
# What stands between "as" and "as", and what dates a verb where a day follows it.
_DEGREES: Final = frozenset({"many", "young", "old", "little", "few"})
_DATING: Final = frozenset({"since", "until"})
_DATED: Final = WEEKDAYS | MONTHS | {"last", "early", "late", "yesterday"}
# What can stand between "was" and a participle; two blanks make a token of their own.
_GAPS: Final = frozenset({"RB", "_SP"})
_PAST_BE: Final = frozenset({"was", "were", "been"})
_OBJECT_STARTS: Final = frozenset("DT CD JJ NN NNS NNP PRP PRP$ ``".split())
# How many tokens may part two participles of one "was": "were led off to the river and shot".
_SHARING: Final = 14


_BULLETS: Final = frozenset("• ● ○ ■ ► ➢ * · ▪ ‣ - – —".split())
DASHES: Final = frozenset("- – — -- ---".split())
# The longest dateline, in tokens: "DEIR EL-ZOR, Syria, Jan 22 (Reuters) -".
_DATELINE: Final = 12


def behind_lead(words: Words, start: int, end: int) -> int:
    """The first token of a sentence behind its mark ("•", "3.") and dateline ("BASRA, Iraq -")."""
    texts = words.texts
    i = start
    while i < end and (texts[i].isspace() or texts[i] in _BULLETS):
        i += 1
    if i + 2 < end and texts[i].isdigit() and texts[i + 1] in (".", ")"):
        i += 2
    if i < end and len(texts[i]) > 1 and texts[i].isupper():
        for k in range(i + 1, min(i + _DATELINE, end - 1)):
            if texts[k] in DASHES and texts[k - 1] not in DASHES:
                if words.offsets[k] > words.end_offset(k - 1):  # not "DEIR EL-ZOR"
                    return k + 1
            elif not (texts[k][0].isupper() or texts[k][0] in ",/().0123456789-–—"):
                break
    return i if i < end else start


def passive_start(words: Words, i: int, start: int) -> int | None:
    """The first token of the verb group if the participle at token i is passive, else None."""
    lower, tags = words.lower, words.tags
    j = i - 1
    while j >= start:
        word = lower[j]
        if word in BE:
            return verb_group_start(words, j, start)
        if (
            (tags[j] in _GAPS and word != "ago")
            or word in ("all", "both", "either")
            or (word in ("and", "or") and tags[j - 1] == tags[j + 1] == "RB")
            or (tags[j] in _QUOTES and j > start)
        ):
            j -= 3 if tags[j - 1] == "HYPH" and j - 3 > start else 1  # "were extra-judicially shot"
        elif (
            word in ("and", "or", ",", "then", "/")
            and j > start
            and not (word == "," and _has_object(words, i))
            and (
                tags[j - 1] in ("VBN", "VBD")
                or lower[j - 1] in _RAISING | {"dead", "wounded", "injured", "missing"}
            )
        ):
            j -= 2
        elif word == "]" and lower[j - 2] == "[" and lower[j - 1] in BE:
            return j - 2  # "four people [were] killed"
        elif word in _RAISING or (
            j > start and (word == "to" or (word == "as" and lower[j - 1] in _RAISING))
        ):
            j -= 1
        elif word in ("and", "then", "later"):
            return _shared_auxiliary(words, i, j, start)
        else:
            return None
    return None


def _has_object(words: Words, i: int) -> bool:
    """Whether a number of people or things stands behind a verb: "(was ill,) killed two men"."""
    lower, tags, k = words.lower, words.tags, i + 1
    while tags[k : k + 1] in (["DT"], ["CD"], ["JJ"]):
        k += 1
    return k > i + 1 and tags[k : k + 1] in (["NN"], ["NNS"]) and lower[k] not in PERIODS


def _shared_auxiliary(words: Words, i: int, joint: int, start: int) -> int | None:
    """The verb group whose "was" the participle at token i shares, if it has no object.

    As in "were taken off a bus by gunmen and shot".
    """
    lower, tags = words.lower, words.tags
    if i + 1 < len(tags) and tags[i + 1] in _OBJECT_STARTS:
        return None
    for k in range(joint - 1, max(start, joint - _SHARING), -1):
        if tags[k] in ("VBN", "VBD") and lower[k - 1] in _PAST_BE:
            return verb_group_start(words, k - 1, start)
        if tags[k] in FINITE or tags[k] in _BREAKS or lower[k] in _SUBORDINATORS:
            return None
    return None


def verb_group_start(words: Words, i: int, start: int) -> int:
    """The first token of the verb group that ends at the verb at token i."""
    lower, tags = words.lower, words.tags
    j = i
    while j > start and (
        (lower[j - 1] in _AUXILIARY and words.texts[j - 1] != "IS")
        or tags[j - 1] in ("MD", "RB", "TO", "_SP")
        or (lower[j - 1] == "since" and lower[j - 2] in HAVE)  # "had since died"
        or (
            lower[j - 1] in ("all", "both", "each")
            and (lower[j - 2] in _AUXILIARY or tags[j - 2] == "MD")
        )
        or (lower[j - 1] in _RAISING and lower[j] == "to")
        or (lower[j - 1] in _DAYTIMES and lower[j - 2] == "this")  # "has this morning confirmed"
        or (lower[j - 1] == "this" and lower[j] in _DAYTIMES and lower[j - 2] in HAVE)
    ):
        j -= 1
    while j < i and tags[j] in _GAPS:
        j += 1
    return j


def _opening_quote(words: Words, closing: int, start: int) -> int | None:
    """The quotation mark that opens a quoted noun phrase which ends at token `closing`."""
    for j in range(closing - 2, max(start - 1, closing - _QUOTED), -1):
        if words.tags[j] in FINITE:
            return None
        if words.tags[j] in _QUOTES:
            return j
    return None


def _opening_dash(words: Words, closing: int, start: int) -> int | None:
    """The dash that opens an aside without a verb which ends at the dash at token `closing`."""
    for j in range(closing - 2, max(start, closing - _ASIDE), -1):
        if words.tags[j] in FINITE:
            return None
        if words.lower[j] in DASHES:
            return j if words.offsets[j] > words.end_offset(j - 1) else None
    return None


def _dates(words: Words, i: int) -> bool:
    """Whether token i is a day, a month or a year, and no clause begins there."""
    word = words.lower[i]
    return word in _DATED or (len(word) == 4 and word.isdigit())


def _two_verbs(words: Words, i: int) -> bool:
    """Whether a verb of its own stands before the verb at token i: "who fled were caught"."""
    tags, before = words.tags, words.lower[i - 1]
    finite = tags[i] in FINITE and tags[i - 1] in FINITE
    return finite and tags[i - 1] != "MD" and before not in _AUXILIARY


def clause_start(words: Words, i: int, start: int) -> int:
    """The first token of the clause whose verb group begins at token i.

    A relative clause between subject and verb is stepped over; a finite verb further left ends
    the clause at the comma or conjunction that follows it.
    """
    lower, tags = words.lower, words.tags
    last_break: int | None = None
    joined: int | None = None  # "hit a mother and her boy, and [two men were shot]"
    j = i - 1
    while j >= start:
        tag, word = tags[j], lower[j]
        if tag == "-RRB-" and "(" in lower[start:j]:
            depth = 1
            while depth and j > start:
                j -= 1
                depth += (tags[j] == "-RRB-") - (tags[j] == "-LRB-")
            j -= 1
            continue
        if tag in _QUOTES and j - 2 >= start and tags[j - 2] in _QUOTES:
            j -= 3  # 'at least 50 "terrorists" were killed'
            continue
        if tag in _QUOTES and (opened := _opening_quote(words, j, start)) is not None and (
            j == i - 1 or words.lower[j + 1] == "of" or tags[j + 1] in NOMINAL):  # fmt: skip
            j = opened - 1  # '"a number of gunmen" died', '"at least ten" people died'
            continue
        if word in _APOSTROPHES and j > start and words.offsets[j] == words.end_offset(j - 1):
            j -= 1  # "the Kurdistan Workers' Party"
            continue
        if word in DASHES and (opened := _opening_dash(words, j, start)) is not None:
            j = opened - 1  # "200 people – most of them villagers – have been killed"
            continue
        if tag in _BREAKS or (tag == "''" and j > start):
            return j + 1
        if tag == "WDT" and j > start and tags[j - 1] == "IN":
            return j + 1  # "the attack in which two men and a girl were killed"
        if word == "as" and lower[j - 1] in _NAMED_AS and j > start:
            j -= 1
            continue
        if word == "estimated" or (
            word == "as" and not _DEGREES.isdisjoint(lower[max(j - 1, 0) : j + 2])
        ):
            j -= 1  # "as many as 12 men", "some as young as eight"
            continue
        if word in _DATING and last_break is None and _dates(words, j + 1):
            j -= 1  # "a man who had been missing since Friday"
            continue
        if word in _SUBORDINATORS and j + 1 < i and lower[j + 1] in _OBJECT_PRONOUNS:
            j -= 1  # "a man who ran after him was shot"
            continue
        if tag == "VB" and last_break is None and j > start and tags[j - 1] == "TO":
            j -= 2  # "two men who came to help were shot"
            continue
        if word in _SUBORDINATORS and not (
            word == "that"
            and j > start
            and tags[j - 1] in NOMINAL
            and j + 1 < i
            and tags[j + 1] in FINITE
        ):
            return j + 1
        if tag == "VBG" and _modifies(words, j, start):
            j -= 1
            continue
        if tag == "VBG" and last_break is None and lower[j - 1] in ("of", "for") and j > start:
            j -= 2  # "two men suspected of having links with them were shot"
            continue
        reduced = tag == "VBD" and last_break is None and word not in CLAUSAL
        if (
            reduced
            and j > start
            and tags[j - 1] in ("NN", "NNS")
            and (
                tags[j + 1] == "IN"
                or (lower[j + 1] == "to" and tags[j + 2 : j + 3] in (["DT"], ["NNP"], ["NN"]))
            )
        ):
            j -= 1  # "two men trapped under the rubble died", "brought to the clinic died"
            continue
        if tag in FINITE or (tag in ("VB", "VBG") and word not in ("including", "following")):
            relative = next(
                (
                    k
                    for k in (j - 1, j - 2, verb_group_start(words, j, start) - 1)
                    if k >= start
                    and (tags[k] in ("WP", "WDT") or lower[k] == "that")
                    # "who fled were caught", "denied that, saying"
                    and not (k == j - 2 and (_two_verbs(words, j) or lower[j - 1] == ","))
                ),
                None,
            )
            if relative is not None and word not in _QUOTING:
                apart = last_break is not None and (
                    lower[last_break - 1 : last_break + 1] == [",", "and"]
                    and (tags[relative] != "WP" or tags[last_break + 1] == "CD")
                )
                if apart and last_break is not None:
                    return last_break  # "a raid that hit Kut, and six men were killed"
                j = relative - 1
                last_break = joined = None
                continue
            if word in CLAUSAL or last_break is None:
                return j + 1
            return joined or last_break
        in_range = lower[max(j - 2, 0)] == "between" and tags[j + 1 : j + 2] == ["CD"]
        if (tag == "CC" and not in_range) or word == ",":
            last_break = j + 1
            if word == ",":
                joined = j + 2 if tags[j + 1] == "CC" else None
        j -= 1
    return start


def _modifies(words: Words, i: int, start: int) -> bool:
    """Whether an "-ing" form stands inside a noun phrase: "two grain drying workers"."""
    tags = words.tags
    if i > start and tags[i - 1] in ("DT", "POS", "PRP$"):
        return True  # "the army's commanding officer"
    return (
        i - 2 >= start
        and tags[i - 2 : i] == ["CD", "NN"]
        and words.lower[i - 2] != "one"
        and tags[i + 1 : i + 2] in (["NN"], ["NNS"])
    )
