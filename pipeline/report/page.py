"""A report: one page with everything in it, which works from disk and asks nothing of a network.

The ledger stands in the page once, as JSON; a script draws from it what the reader opens. Texts
reach the page as text only, and a content security policy lets nothing run but that script.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment

from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.report.data import report_data
from sitrep.pipeline.store import whole_file

SCRIPTS: Final = (
    "model.js",
    "headline.js",
    "timeline.js",
    "map.js",
    "claim.js",
    "incidents.js",
    "links.js",
    "downloads.js",
    "main.js",
)
"""In this order they are one script: a later one uses what earlier ones define."""

COLUMNS: Final = (
    ("what", "Count in words"),
    ("day", "Day"),
    ("place", "Place"),
    ("outcome", "Outcome"),
    ("low", "Low"),
    ("best", "Best"),
    ("high", "High"),
    ("said", "Said by"),
    ("claims", "Claims"),
)
"""Keys and headings of the columns by which the table of incidents can be sorted."""


def write_report(ledger: Path, target: Path, *, count_rule: str = DEFAULT_RULE) -> None:
    """Write the page of a ledger; it appears whole or not at all.

    Best figures are by the counting rule until the reader chooses another one. Raises
    InputError for a file that is no ledger.
    """
    page = render(report_data(ledger, count_rule))
    with whole_file(target) as file:
        file.write(page.encode())


def render(data: dict[str, Any]) -> str:
    """The page of what `report_data` gives."""
    environment = Environment(autoescape=True)
    template = environment.from_string(_read("report.html"))
    style = _read("report.css")
    script = '"use strict";\n' + "\n".join(_read(name) for name in SCRIPTS)
    return template.render(
        title=title(data),
        summary=summary(data),
        columns=COLUMNS,
        data=data,
        json=embedded(data),
        style=style,
        script=script,
        style_source=_source(style),
        script_source=_source(script),
    )


def title(data: dict[str, Any]) -> str:
    """The title of the one page that the ledger has, or how many there are."""
    pages = data["pages"]
    if len(pages) == 1:
        return str(pages[0]["title"] or pages[0]["page_id"])
    return f"A ledger of {len(pages)} pages"


def summary(data: dict[str, Any]) -> str:
    """What the ledger holds, and of which times."""
    pages = data["pages"]
    bounds = [page.get(name) for page in pages for name in ("first_time", "last_time")]
    times = sorted(filter(None, bounds))
    told = f", told from {_day(times[0])} to {_day(times[-1])}" if times else ""
    claims, incidents = (_many(len(data[f"{noun}s"]), noun) for noun in ("claim", "incident"))
    entries = _many(sum(page["entries"] for page in pages), "entry", "entries")
    return f"{claims} in {incidents}, from {entries} of {_many(len(pages), 'page')}{told}."


def _many(number: int, noun: str, plural: str = "") -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _day(time: str) -> str:
    day = datetime.strptime(time, "%Y-%m-%dT%H:%MZ")
    return f"{day.day} {day:%B %Y, %H:%M} UTC"


def embedded(data: dict[str, Any]) -> str:
    """JSON that cannot end the element that it stands in, nor open a comment there."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def _read(name: str) -> str:
    return (resources.files("sitrep.pipeline.report") / name).read_text(encoding="utf-8")


def _source(text: str) -> str:
    """The source expression by which a content security policy allows this very text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
