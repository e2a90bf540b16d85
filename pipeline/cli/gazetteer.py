"""`sitrep gazetteer`: make a gazetteer of more places than the one that comes with sitrep."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.console import Console
from rich.table import Table

from sitrep.pipeline.cli.shared import examples, terminal, this_command
from sitrep.pipeline.errors import InputError

app = typer.Typer(
    name="gazetteer",
    help="Build a gazetteer from GeoNames dumps, with every village and many other spellings.",
    no_args_is_help=True,
)

SHOWN: Final = 20  # countries with the most places that are listed
COMPONENTS: Final = ("place_tagger", "geocoder")
"""The components that look places of a country up, and take a `gazetteer` at initialisation."""


@app.command(
    epilog=examples(
        "sitrep gazetteer build SY.zip LB.zip -o levant.msgpack",
        "sitrep gazetteer build SY.txt alternateNamesV2.zip -o syria.msgpack",
        "sitrep gazetteer build allCountries.zip -o world.msgpack",
    )
)
def build(
    dumps: Annotated[
        list[Path],
        typer.Argument(
            metavar="DUMP",
            help="Files from download.geonames.org/export/dump: XX.zip of each country that the "
            "pages speak of, or allCountries.zip; alternateNamesV2.zip adds spellings. "
            ".txt or .zip.",
            show_default=False,
        ),
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="FILE", help="The gazetteer to write.", show_default=False
        ),
    ],
) -> None:
    """Build a gazetteer file from GeoNames dumps and sitrep's own places.

    It knows only towns of the countries whose dumps it was given.
    """
    console = Console(stderr=True)
    with console.status(f"reading {', '.join(path.name for path in dumps)}"):
        countries = build_file(dumps, output)
    console.print(f"{output}: {output.stat().st_size / 1e6:,.1f} MB", highlight=False)
    terminal().print(by_country(countries))
    print("To use it, add to a copy of sitrep's configs/rules.cfg, say my.cfg, under")
    for component in COMPONENTS:
        print(f'  [initialize.components.{component}]\n  gazetteer = "{output}"')
    print(
        "Next, try: spacy assemble my.cfg my-pipeline, "
        f"then: {this_command()} annotate page.html --pipeline my-pipeline"
    )


def build_file(dumps: Sequence[Path], output: Path) -> dict[str, tuple[int, int]]:
    """Build a gazetteer file and return its places by country (ISO 3166 alpha-2).

    They are counted by where they come from: (GeoNames, sitrep). Raises InputError for a file
    that is missing, empty or no dump; no output is then written.
    """
    from spacy.util import registry

    for path in dumps:
        if path.is_file() and not path.stat().st_size:
            raise InputError(f"{path}: empty; download it again")
    registry.misc.get("sitrep.build_gazetteer.v1")(dumps, output)
    gazetteer: Any = registry.misc.get("sitrep.gazetteer.v1")(output)
    tables = registry.readers.get("sitrep.patterns.v1")({"countries": "countries.csv"})()
    counts = {}
    for country in (line["iso"] for line in tables["countries"]):
        ids = [place[0] for place in gazetteer.table(country).places]
        from_geonames = sum(id_.startswith("geonames:") for id_ in ids)
        counts[country] = from_geonames, len(ids) - from_geonames
    return counts


def by_country(counts: dict[str, tuple[int, int]]) -> Table:
    """A table of the countries with places from GeoNames, those with most places first."""
    built = sorted(
        (country for country, (from_geonames, _) in counts.items() if from_geonames),
        key=lambda country: (-counts[country][0], country),
    )
    total = sum(from_geonames for from_geonames, _ in counts.values())
    table = Table(title=f"{total:,} places of GeoNames by country")
    for column in ("country", "GeoNames", "sitrep's own"):
        table.add_column(column, justify="left" if column == "country" else "right")
    for country in built[:SHOWN]:
        table.add_row(country, *(f"{number:,}" for number in counts[country]))
    if rest := [counts[country] for country in built[SHOWN:]]:
        table.add_row(
            f"{len(rest)} more", *(f"{sum(column):,}" for column in zip(*rest, strict=True))
        )
    return table
