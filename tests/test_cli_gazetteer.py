"""The gazetteer that users build from GeoNames dumps, by the command line."""

import zipfile

import pytest
import spacy


def row(geonameid, name, code, country="SY", admin1="12", population="900"):
    """A row of GeoNames' main table, in the 19 columns of its readme."""
    cells = [geonameid, name, name, "", "35.5", "36.5", code[0], code, country, "", admin1]
    return "\t".join([*cells, "", "", "", population, "", "", "Asia/Damascus", "2020-01-01"])


SYRIA = [row("1", "Xanbaq", "PPL"), row("2", "Zohrin", "PPLX"), row("3", "Wadi Dahr", "STM")]
OTHERS = [row("4", "Qelmin", "PPL", "LB"), row("5", "Mira Grove", "VIN")]
ALTERNATE = "7\t1\ten\tZanbaq Town\t\t\t\t\t\t"


@pytest.fixture
def dump(tmp_path):
    """Write a dump of these lines."""

    def write(name, lines):
        path = tmp_path / name
        text = "".join(f"{line}\n" for line in lines)
        if path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr(f"{path.stem}.txt", text)
        else:
            path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("name", ["SY.txt", "SY.zip"])
def test_build_says_what_was_built_and_how_it_is_used(sitrep, dump, tmp_path, name):
    dump(name, SYRIA)
    dump("LB.txt", OTHERS)
    code, shown, err = sitrep("gazetteer", "build", name, "LB.txt", "-o", "own.msgpack")
    assert code == 0, err
    assert "4 places of GeoNames by country" in shown
    assert [line.split("│")[1:3] for line in shown.splitlines() if "│ " in line] == [
        [" SY      ", "        3 "],
        [" LB      ", "        1 "],
    ]
    assert '[initialize.components.place_tagger]\n  gazetteer = "own.msgpack"' in shown
    assert "own.msgpack: " in err
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(
        ["LB.txt", name, "own.msgpack"]
    )


def test_a_component_finds_the_places_of_a_built_gazetteer(sitrep, dump):
    dump("SY.txt", SYRIA)
    dump("alternateNamesV2.txt", [ALTERNATE])
    code, _, err = sitrep(
        "gazetteer", "build", "SY.txt", "alternateNamesV2.txt", "-o", "own.msgpack"
    )
    assert code == 0, err
    nlp = spacy.blank("en")
    geocoder = nlp.add_pipe("geocoder")
    geocoder.initialize(gazetteer="own.msgpack")
    named = geocoder.gazetteer.table("SY").named("Zanbaq Town")
    assert [place.id for place in named] == ["geonames:1"]


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        (None, "SY.txt: no such file"),
        ([], "SY.txt: empty; download it again"),
        ([SYRIA[0], "2\tZohrin"], "SY.txt, line 2: 2 columns, not a GeoNames dump"),
    ],
    ids=["missing", "empty", "malformed"],
)
def test_bad_dumps_are_one_line_and_leave_no_file(sitrep, dump, tmp_path, lines, line):
    if lines is not None:
        dump("SY.txt", lines)
    code, shown, err = sitrep("gazetteer", "build", "SY.txt", "-o", "own.msgpack")
    assert (code, shown) == (2, "")
    assert err.startswith(f"sitrep: {line}")
    assert len(err.splitlines()) == 1
    assert not (tmp_path / "own.msgpack").exists()


def test_help_has_examples(sitrep):
    code, shown, _ = sitrep("gazetteer", "build", "--help")
    assert code == 0
    assert "sitrep gazetteer build allCountries.zip -o world.msgpack" in shown
