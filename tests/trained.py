"""A corpus of a few sentences and a pipeline that is trained on it in seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from spacy.cli.train import train

from sitrep.pipeline.corpus.build import build

CONFIG = Path(__file__).resolve().parent.parent / "configs" / "model.cfg"

PAGE = """<gold page="{page}" title="T" country="SY" date="2012-03-04" style="">
{entries}
</gold>
"""
ENTRY = (
    '<entry id="{page}#{n}" time="2012-03-04T10:00:00Z" stamp="1000" events="{event}">'
    "{marked}</entry>"
)
KESH = "<a c='ARMED_GROUP'>Zubra Kesh</a>"
WEAVERS = "<a c='PROTESTERS'>Free Weavers</a>"
SENTENCES = [
    ("battles", f"{KESH} attacked <l t='settlement'>Homs</l> {{n}} times."),
    ("battles", f"The {KESH} hold hill {{n}} near <l t='settlement'>Hama</l>."),
    ("protests", f"On street {{n}} the {WEAVERS} sang in <l t='settlement'>Idlib</l>."),
    ("", f"Rain fell for {{n}} hours; the {WEAVERS} stayed at home."),
]


def corpus(folder: Path) -> Path:
    """A corpus folder with a page a split, built."""
    (folder / "gold").mkdir()
    splits = ("train", "dev", "test_pages", "test_countries")
    for number, page in enumerate(splits):
        entries = [
            ENTRY.format(page=page, n=n, event=event, marked=marked.format(n=n * 4 + number + 20))
            for n in range(5)
            for event, marked in [SENTENCES[(n + number) % len(SENTENCES)]]
        ]
        text = PAGE.format(page=page, entries="\n".join(entries))
        if page == "test_countries":
            text = text.replace('country="SY"', 'country="YE"')
        (folder / "gold" / f"{page}.xml").write_text(text, encoding="utf-8")
    rows = "".join(f"{page},{page}\n" for page in splits)
    (folder / "splits.csv").write_text(f"page,split\n{rows}", encoding="utf-8")
    build(folder, folder / "built")
    return folder


def settings(folder: Path, **more: Any) -> dict[str, Any]:
    """What makes a training run of the corpus short."""
    return {
        "paths.train": str(folder / "built" / "train.spacy"),
        "paths.dev": str(folder / "built" / "dev.spacy"),
        "training.max_steps": 20,
        "training.eval_frequency": 20,
        **more,
    }


def trained(folder: Path, config: Path = CONFIG, **more: Any) -> Path:
    """The folder of a pipeline that was trained by spaCy's own command."""
    train(config, folder / "model", overrides=settings(folder, **more))
    return folder / "model" / "model-last"
