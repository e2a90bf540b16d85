"""Reports without a browser: what is embedded, maps, plots, and what is said of a bad ledger."""

import json
import re
import sys
from html.parser import HTMLParser

import duckdb
import pytest

from sitrep.pipeline.errors import InputError
from sitrep.pipeline.ledger.build import build
from sitrep.pipeline.ledger.slices import count
from sitrep.pipeline.ledger.stored import Ledger
from sitrep.pipeline.report.data import report_data
from sitrep.pipeline.report.maps import WIDTH, around
from sitrep.pipeline.report.outlines import Box, outlines
from sitrep.pipeline.report.page import render, write_report
from sitrep.pipeline.report.plots import write_plots
from told import told

HOSTILE = "</script><script>alert(1)</script><!-- <img src=x onerror=alert(1)> \u202e"
PAGE = [
    told("[8 soldiers|8] died in Homs.", by="SOHR", at="2011-11-08T10:00"),
    told(f"[dozens of civilians|dozens|injured] {HOSTILE} in Baba Amr, Homs.", by="LCC"),
    told("[5 people|5|period] died across Syria today.", by="NOW", at="2011-11-08T20:00"),
    told("[3 policemen|3] died.", by="AP", at="2011-11-09T09:00"),
]


def made(folder, entries):
    """A ledger of entries in a folder."""
    source = folder / "page.jsonl"
    source.write_text("".join(json.dumps(entry) + "\n" for entry in entries), encoding="utf-8")
    path = folder / "ledger.duckdb"
    build([source], path)
    return path


@pytest.fixture
def ledger(tmp_path):
    return made(tmp_path, PAGE)


class Embedded(HTMLParser):
    """The elements of a page, and the text of the one with the id "ledger"."""

    def __init__(self):
        super().__init__()
        self.tags, self.text, self._inside = [], "", False

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self._inside = dict(attrs).get("id") == "ledger"

    def handle_endtag(self, tag):
        self._inside = False

    def handle_data(self, data):
        if self._inside:
            self.text += data


def test_no_text_leaves_the_element_in_which_the_ledger_stands(ledger):
    data = report_data(ledger)
    page = Embedded()
    page.feed(render(data))
    assert json.loads(page.text) == data
    assert page.tags.count("script") == 2
    assert "img" not in page.tags


def test_text_that_would_change_its_direction_is_made_visible(ledger):
    (text,) = (row["text"] for row in report_data(ledger)["entries"] if "img" in row["text"])
    assert text == PAGE[1]["text"].replace("\u202e", "\N{REPLACEMENT CHARACTER}")


def test_nothing_in_the_page_leads_to_a_network(ledger):
    page = render(report_data(ledger) | {"entries": []})
    assert re.findall(r"(?:https?:)?//\w[^\s\"']*", page) == ["http://www.w3.org/2000/svg"]
    assert "default-src 'none'" in page


def test_figures_are_those_of_the_ledger(ledger):
    data, counted = report_data(ledger), count(Ledger.read(ledger), ["day"])
    expected = [(row.group["day"], row.outcome, row.bounds.low, row.bounds.high, row.bounds.best)
                for row in counted.rows]  # fmt: skip
    found = [(row["key"], row["outcome"], row["low"], row.get("high"), row["best"])
             for row in data["days"]]  # fmt: skip
    assert sorted(found, key=str) == sorted(expected, key=str)
    for row in counted.totals:
        assert data["totals"][row.outcome]["best"] == row.bounds.best


def test_hours_are_those_of_the_first_report(ledger):
    hours = {(row["key"], row["outcome"]): row["low"] for row in report_data(ledger)["hours"]}
    assert hours == {
        ("2011-11-08T10", "KILLED"): 8,
        ("2011-11-08T12", "INJURED"): 24,
        ("2011-11-08T20", "KILLED"): 5,
        ("2011-11-09T09", "KILLED"): 3,
    }


def test_the_counting_rule_that_is_asked_for_comes_first(ledger):
    assert report_data(ledger, "acled")["rules"] == ["acled", "ucdp"]


def test_what_cannot_be_placed_stands_beside_the_map(ledger):
    found = report_data(ledger)["map"]
    (view,) = found["views"]
    assert view["name"] == "Syria"
    assert {(spot["name"], spot["outcome"]) for spot in view["spots"]} == {
        ("Homs", "KILLED"),
        ("Homs", "INJURED"),
    }
    assert all(0 < s["x"] < WIDTH and 0 < s["y"] < view["height"] for s in view["spots"])
    assert [(row["what"], row["incidents"]) for row in found["beside"]] == [
        ("name no nearer place than Syria", 1),
        ("name no place", 1),
    ]


@pytest.mark.parametrize(
    ("country", "lon", "lat"),
    [
        ("Syria", 36.7, 34.7),  # Homs
        ("Lebanon", 35.9, 34.0),
        ("Turkey", 36.2, 36.2),  # Antakya
    ],
)
def test_outlines_hold_their_towns(country, lon, lat):
    found = {outline.name: outline for outline in outlines(Box(34, 33, 39, 38))}
    inside = [name for name, outline in found.items() if holds(outline, lon, lat)]
    assert inside == [country]


def holds(outline, lon, lat):
    """Whether a point is in an odd number of an outline's rings."""
    crossings = 0
    for ring in outline.rings:
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossings += (y1 > lat) != (y2 > lat) and lon < x1 + (lat - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


def test_outlines_are_cut_off_at_the_box():
    box = Box(36, 34, 38, 36)
    points = [point for outline in outlines(box) for ring in outline.rings for point in ring]
    assert points
    assert all(box.west <= x <= box.east and box.south <= y <= box.north for x, y in points)
    assert outlines(Box(-40, 30, -38, 32)) == []  # the middle of the Atlantic


@pytest.mark.parametrize(
    "points", [[(36.7, 34.7)], [(36.7, 34.7), (36.6, 35.9)], [(-20, 0), (40, 10)], [(179, -17)]]
)
def test_a_view_holds_its_points_and_is_no_wider_than_the_world(points):
    view = around(points)
    assert -180 <= view.box.west < view.box.east <= 180
    for point in points:
        x, y = view.point(*point)
        assert 0 < x < WIDTH
        assert 0 < y < view.height


def test_a_ledger_without_claims_is_told_as_such(tmp_path):
    path = made(tmp_path, [told("Nothing new.")])
    write_report(path, tmp_path / "report.html")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "0 claims in 0 incidents, from 1 entry of 1 page" in page
    assert write_plots(path, tmp_path / "plots") == []


def test_the_same_ledger_gives_the_same_page(ledger, tmp_path):
    for name in ("one.html", "other.html"):
        write_report(ledger, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "other.html").read_bytes()


def test_the_command_writes_the_page(sitrep, tmp_path):
    made(tmp_path, PAGE)
    assert sitrep("report", "ledger.duckdb") == (0, "report.html\n", "")
    assert sitrep("report", "ledger.duckdb", "-o", "mine.html")[1] == "mine.html\n"
    assert (tmp_path / "report.html").read_bytes() == (tmp_path / "mine.html").read_bytes()


def other_schema(folder):
    with duckdb.connect(str(made(folder, PAGE))) as con:
        con.execute("UPDATE settings SET value = '0' WHERE key = 'schema'")


def other_database(folder):
    with duckdb.connect(str(folder / "ledger.duckdb")) as con:
        con.execute("CREATE TABLE prices (price INTEGER)")


def no_database(folder):
    (folder / "ledger.duckdb").write_text("8 killed")


@pytest.mark.parametrize(
    ("prepare", "message"),
    [
        (lambda folder: None, "no such file"),
        (no_database, "not a ledger"),
        (other_database, "not a ledger"),
        (other_schema, "not a ledger of this version"),
    ],
)
def test_what_is_no_ledger_is_said_in_one_line(sitrep, tmp_path, prepare, message):
    prepare(tmp_path)
    (tmp_path / "report.html").write_text("the one before")
    code, out, err = sitrep("report", "ledger.duckdb", "-o", "report.html", "--plots", "plots")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err
    assert (tmp_path / "report.html").read_text() == "the one before"
    assert not (tmp_path / "plots").exists()


def test_a_folder_that_is_not_there_is_said_in_one_line(sitrep, tmp_path):
    made(tmp_path, PAGE)
    code, _, err = sitrep("report", "ledger.duckdb", "-o", "nowhere/report.html")
    assert (code, err.count("\n")) == (2, 1)


def test_plots_are_written_for_what_has_figures_and_are_the_same_again(sitrep, tmp_path):
    made(tmp_path, PAGE)
    code, out, _ = sitrep("report", "ledger.duckdb", "--plots", "plots")
    files = sorted((tmp_path / "plots").iterdir())
    assert code == 0
    assert [file.name for file in files] == [
        f"{what}-{outcome}.{form}"
        for what in ("days", "places")
        for outcome in ("injured", "killed")
        for form in ("png", "svg")
    ]
    assert len(out.splitlines()) == len(files)
    assert not (tmp_path / "report.html").exists()
    first = [file.read_bytes() for file in files]
    assert all(data[:4] in (b"\x89PNG", b"<?xm") for data in first)
    sitrep("report", "ledger.duckdb", "--plots", "plots")
    assert [file.read_bytes() for file in files] == first


def test_plots_name_their_places_as_text(ledger, tmp_path):
    write_plots(ledger, tmp_path / "plots")
    text = (tmp_path / "plots" / "places-killed.svg").read_text(encoding="utf-8")
    assert all(f">{name}</text>" in text for name in ("Homs", "Syria", "unknown", "people killed"))


def test_plots_without_matplotlib_say_what_to_install(ledger, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(InputError, match=r"needs matplotlib: pip install 'sitrep\[plots\]'$"):
        write_plots(ledger, tmp_path / "plots")
