"""Plots for papers: bounds by day and by place, as PNG and SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sitrep.pipeline.counting import DEFAULT_RULE
from sitrep.pipeline.errors import InputError
from sitrep.pipeline.labels import CASUALTY_LABELS
from sitrep.pipeline.ledger.slices import UNKNOWN, Counted, Figures, count
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.show import visible
from sitrep.pipeline.store import whole_file

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FORMATS: Final = ("png", "svg")

_PLACES: Final = 30  # as many as can be read in one figure
_LOW: Final = "#a61e2e"
_RANGE: Final = "#dfa9ad"
_SETTINGS: Final[Any] = {
    "svg.hashsalt": "sitrep",  # the same ledger gives the same file
    "svg.fonttype": "none",
    "text.parse_math": False,  # a "$" in a name is one
    "date.converter": "concise",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def write_plots(path: Path, folder: Path, *, count_rule: str = DEFAULT_RULE) -> list[Path]:
    """Write days-killed.png and the like, for each outcome that has figures; returns the files.

    Needs the extra `plots`; raises InputError without it, and for a file that is no ledger.
    """
    try:
        import matplotlib  # noqa: PLC0415 - an extra
    except ImportError:
        raise InputError("--plots needs matplotlib: pip install 'sitrep[plots]'") from None
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: not a folder; choose another one")
    ledger = Ledger.read(path)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    by = {"days": count(ledger, ["day"]), "places": count(ledger, ["place"])}
    with matplotlib.rc_context(_SETTINGS):
        for outcome in CASUALTY_LABELS:
            for name, draw in (("days", days_plot), ("places", places_plot)):
                rows = _of(by[name], outcome)
                if not rows:
                    continue
                figure = draw(rows, outcome.lower(), count_rule)
                for form in FORMATS:
                    file = folder / f"{name}-{outcome.lower()}.{form}"
                    _save(figure, file, form)
                    written.append(file)
    return written


def _of(counted: Counted, outcome: str) -> list[Figures]:
    """Rows of an outcome; of days only those that are one day."""
    rows = [row for row in counted.rows if row.outcome == outcome]
    return [row for row in rows if _day(row) is not None or "day" not in row.group]


def _day(row: Figures) -> datetime | None:
    day = row.group.get("day", UNKNOWN)
    return None if day == UNKNOWN or "/" in day else datetime.fromisoformat(day)


def days_plot(rows: Sequence[Figures], outcome: str, count_rule: str) -> Figure:
    """Bounds by day on an axis of time; days without figures are empty."""
    figure, axes = _figure(7, 3)
    days = [day for row in rows if (day := _day(row)) is not None]
    _bounds(axes, days, rows, count_rule, upright=True)
    axes.margins(x=0.05)
    axes.set_ylabel(f"people {outcome}")
    axes.set_ylim(bottom=0)
    axes.legend(frameon=False)
    return figure


def places_plot(rows: Sequence[Figures], outcome: str, count_rule: str) -> Figure:
    """Bounds by place, the largest first; how many were left out stands below."""
    ordered = sorted(rows, key=lambda row: (-row.bounds.named[count_rule], row.group["place"]))
    shown = ordered[:_PLACES]
    figure, axes = _figure(7, 1 + 0.28 * len(shown))
    _bounds(axes, list(range(len(shown))), shown, count_rule, upright=False)
    axes.set_yticks(range(len(shown)), [visible(row.group["place"]) for row in shown])
    axes.invert_yaxis()
    left = len(ordered) - len(shown)
    axes.set_xlabel(f"people {outcome}" + (f" ({left} more places not shown)" if left else ""))
    axes.set_xlim(left=0)
    axes.legend(frameon=False, loc="lower right")
    return figure


def _figure(width: float, height: float) -> tuple[Figure, Axes]:
    """A figure of a size in inches, without the state of pyplot."""
    from matplotlib.figure import Figure  # noqa: PLC0415

    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.add_subplot()


def _bounds(
    axes: Axes, at: Sequence[Any], rows: Sequence[Figures], count_rule: str, *, upright: bool
) -> None:
    """Low to high as a thick line, best as a dot; an arrow where high is open."""
    low = [row.bounds.low for row in rows]
    best = [row.bounds.best[count_rule] for row in rows]
    ends = [
        row.bounds.named[count_rule] if row.bounds.high is None else row.bounds.high for row in rows
    ]
    opened = zip(at, ends, rows, strict=True)
    open_ends = [(a, end) for a, end, row in opened if row.bounds.high is None]
    lines = axes.vlines if upright else axes.hlines
    lines(at, low, ends, color=_RANGE, linewidth=5, label="low to high")

    def points(values: Sequence[tuple[Any, int]], marker: str, label: str, colour: str) -> None:
        pairs = values if upright else [(value, a) for a, value in values]
        if pairs:
            x, y = zip(*pairs, strict=True)
            axes.plot(x, y, marker, color=colour, label=label, markersize=5)

    points(list(zip(at, best, strict=True)), "o", f"best ({count_rule})", _LOW)
    points(open_ends, "^" if upright else ">", "high is open: the most that is named", "black")


def _save(figure: Figure, path: Path, form: str) -> None:
    with whole_file(path) as file:
        metadata = {"Date": None} if form == "svg" else None
        figure.savefig(file, format=form, dpi=300, metadata=metadata)
