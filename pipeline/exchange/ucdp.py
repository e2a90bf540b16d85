"""Claims in the shape of UCDP's georeferenced event dataset (GED).

Columns and codes are those of the GED codebook: `type_of_violence` 1 state-based, 2 non-state,
3 one-sided; `date_prec` 1 to 5, `where_prec` 1 to 7; the dead of side a, of side b, civilians and
unknown add up to `best`. patterns/ucdp_*.csv map labels to them and say why. What the text does
not tell stays empty. UCDP has no open ranges: an open end is the best figure, and the columns
behind UCDP's own hold the range as the text has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final

from dateutil.relativedelta import MO, SU, relativedelta

from sitrep.pipeline.exchange.claims import Claim, country_name
from sitrep.pipeline.exchange.entries import Span
from sitrep.pipeline.reading.pattern_rows import pattern_rows

COLUMNS: Final = (
    "id", "year", "type_of_violence", "side_a", "side_b", "number_of_sources", "source_article",
    "source_original", "where_prec", "where_coordinates", "where_description", "adm_1",
    "latitude", "longitude", "country", "event_clarity", "date_prec", "date_start", "date_end",
    "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best", "high", "low",
    "count_code", "count_text", "count_low", "count_high", "count_rule", "entry", "claim",
    "claim_words", "sentence", "victims", "perpetrators", "hedged",
)  # fmt: skip
"""GED's columns, then those that say where the codes come from."""

_COUNT_RULE: Final = "ucdp"
_WEEK: Final = 2
_MONTH: Final = 3
_table = lru_cache(maxsize=None)(pattern_rows)
_CIVILIANS: Final = "civilians"


def row(claim: Claim) -> dict[str, Any]:
    """A claim as a row of the table. Its count must be read by UCDP's rule."""
    country = country_name(claim.country)
    a_kind, a_name = _side(claim, claim.perpetrators, country)
    b_kind, b_name = _side(claim, claim.victims, country)
    place = claim.place
    located = place.attributes if place is not None else {}
    precision = str(located.get("geo_precision") or "")
    first, last = _days(claim)
    best = claim.count.best
    low = best if claim.count.low is None else claim.count.low
    high = best if claim.count.high is None else claim.count.high
    dead = dict.fromkeys(("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"), 0)
    dead[_deaths_column(claim, b_kind, country)] = best or 0
    return {
        "id": claim.key,
        "year": first[:4],
        "type_of_violence": code("type_of_violence", f"{a_kind}-{b_kind}"),
        "side_a": a_name,
        "side_b": b_name,
        "number_of_sources": len(claim.sources),
        "source_article": claim.entry.fields.get("title") or claim.entry.fields.get("page"),
        "source_original": "; ".join(claim.sources),
        "where_prec": code("where_prec", place.label, precision) if place else "",
        "where_coordinates": located.get("name"),
        "where_description": claim.words(claim.places),
        "adm_1": located.get("admin1"),
        "latitude": located.get("lat"),
        "longitude": located.get("lon"),
        "country": country,
        # 1: one event is told with its details.
        "event_clarity": 1,
        "date_prec": code("date_prec", "", str(claim.value("date_precision") or "")),
        "date_start": first,
        "date_end": last,
        **dead,
        "best": best,
        "high": high,
        "low": low,
        "count_code": claim.count.code,
        "count_text": claim.count.text,
        "count_low": claim.count.low,
        "count_high": claim.count.high,
        "count_rule": _COUNT_RULE,
        "entry": claim.entry.id,
        "claim": claim.span.id,
        "claim_words": claim.entry.words(claim.span),
        "sentence": claim.sentence,
        "victims": "; ".join(span.label for span in claim.victims),
        "perpetrators": "; ".join(span.label for span in claim.perpetrators),
        "hedged": "yes" if claim.value("hedged") else "no",
    }


def code(column: str, label: str, precision: str = "") -> str:
    """The code of ucdp_codes.csv for a label and a precision; empty where there is none."""
    for line in _table("ucdp_codes.csv"):
        if (line["column"], line["label"]) == (column, label) and line["precision"] in (
            "",
            precision,
        ):
            return line["code"]
    return ""


def _days(claim: Claim) -> tuple[str, str]:
    """The first and last day that the claim's date stands for, as ISO days; empty for none."""
    value = claim.value("date")
    if value is None:
        return "", ""
    day, precision = date.fromisoformat(value), claim.value("date_precision")
    first = last = day
    if precision == _WEEK:
        first, last = day + relativedelta(weekday=MO(-1)), day + relativedelta(weekday=SU(1))
    elif precision == _MONTH:
        first, last = day + relativedelta(day=1), day + relativedelta(day=31)
    return first.isoformat(), last.isoformat()


def _deaths_column(claim: Claim, side_b: str, country: str) -> str:
    """Where the dead are counted; perpetrators are side a, so these are never side a's."""
    kinds = {_side(claim, [victim], country)[0] for victim in claim.victims}
    if len(kinds) != 1 or not side_b:
        return "deaths_unknown"
    return "deaths_civilians" if side_b == _CIVILIANS else "deaths_b"


def _side(claim: Claim, spans: Sequence[Span], country: str) -> tuple[str, str]:
    """Kind ("state", "group", "civilians") and name of a side; empty where nobody is named."""
    if not spans:
        return "", ""
    for line in _table("ucdp_actors.csv"):
        if line["label"] == spans[0].label:
            name = line["name"].format(country=country)
            return line["kind"], name or claim.entry.words(spans[0])
    return "", ""
