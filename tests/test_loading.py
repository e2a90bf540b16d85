"""The default pipeline is assembled once and then read from the user's cache folder."""

import os
import time
from pathlib import Path

import pytest

from sitrep.pipeline import load, loading


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / loading.cache_key()
    monkeypatch.setattr(loading, "cache_folder", lambda: folder)
    return tmp_path


def test_the_second_load_reads_what_the_first_kept(cache: Path) -> None:
    first = load()
    (kept,) = cache.iterdir()
    assert kept.name == loading.cache_key()
    second = load()
    assert second.pipe_names == first.pipe_names
    assert (
        second("Two men died in Homs.")._.claims[0].count
        == first("Two men died in Homs.")._.claims[0].count
    )


def test_the_longest_unused_pipelines_go(cache: Path) -> None:
    for age, key in enumerate(("in-use", "old", "older", "oldest")):
        (cache / key).mkdir(parents=True)
        day = time.time() - (age + 1) * 86_400
        os.utime(cache / key, (day, day))
    load()
    assert sorted(path.name for path in cache.iterdir()) == sorted(
        (loading.cache_key(), "in-use", "old")
    )


def test_loading_a_pipeline_counts_as_use(cache: Path) -> None:
    load()
    (kept,) = cache.iterdir()
    os.utime(kept, (0, 0))
    load()
    assert kept.stat().st_mtime > 0


def test_a_cache_that_cannot_be_written_is_done_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setattr(loading, "cache_folder", lambda: tmp_path / "file" / "key")
    assert "casualty_tagger" in load().pipe_names
