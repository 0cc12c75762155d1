"""Searching the passages of real notes, through the wiring that `pa` uses."""

import pytest

from pa_cli.core.errors import UsageError
from pa_cli.wiring import Wiring

BOILER = """---
tags: [home]
---
# Boiler

The boiler in the cellar is from 2009.

## Repairs

Mr Huang repaired the pump on 3 March. He asked for 180 euros.

## Readings

Pressure was at 1.4 bar.
"""


@pytest.fixture
def notes(fresh_home):
    folder = fresh_home / "data" / "notes"
    folder.mkdir(parents=True)

    def write(name, text):
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    write("boiler.md", BOILER)
    write("锅炉.md", "# 家里的锅炉\n\n三月三日黄师傅来修了水泵，花了一百八十欧元。\n")
    write("garden.md", "# Garden\n\nPlant the tomatoes in May, water them daily.\n#garden\n")
    return write


def search(query, **options):
    return Wiring().retriever.search(query, **options)


def test_a_question_in_plain_words_finds_the_note_it_is_about(notes):
    found = search("what did I write about the boiler?")
    assert found.terms == ("boiler",)
    assert found.passages[0].title == "Boiler"
    assert found.passages[0].coverage == 1


def test_words_are_found_in_other_forms(notes):
    found = search("who repairs pumps?")
    assert "repaired the pump on 3 March" in found.passages[0].text
    assert found.passages[0].matched == ("repairs", "pumps")


def test_a_chinese_question_finds_the_chinese_note(notes):
    found = search("锅炉是什么时候修的")
    assert found.passages[0].title == "家里的锅炉"
    assert found.passages[0].coverage == 1


def test_a_passage_says_in_which_lines_of_the_file_it_stands(notes):
    passage = search("repaired pump").passages[0]
    lines = BOILER.split("\n")[passage.first_line - 1 : passage.last_line]
    assert passage.text == "\n".join(lines)
    assert passage.path.endswith("/notes/boiler.md")
    assert (passage.kind, passage.page) == ("note", None)


def test_what_stands_nowhere_lowers_the_coverage(notes):
    found = search("capital of Peru near the boiler")
    assert found.passages[0].matched == ("boiler",)
    assert found.passages[0].coverage < 0.5
    assert search("秘鲁的首都在哪里").passages == ()


def test_filters_stand_in_the_query(notes):
    assert [p.title for p in search("tag:garden water boiler").passages] == ["Garden"]
    assert search("-tag:home boiler").passages == ()
    assert search('file:"garden.*" boiler').passages == ()
    assert {p.title for p in search("file:boiler").passages} == {"Boiler"}
    assert search("in:docs boiler").passages == ()
    assert search("before:2001 boiler").passages == ()
    assert search("since:2001 boiler").passages != ()
    with pytest.raises(UsageError, match="'noets'"):
        search("in:noets boiler")
    with pytest.raises(UsageError, match="gibberish"):
        search("since:gibberish boiler")


def test_phrases_must_hold_and_exclusions_must_not(notes):
    assert [p.title for p in search('"the tomatoes"').passages] == ["Garden"]
    assert search('"tomatoes the"').passages == ()
    assert search("boiler -pump -pressure").found < search("boiler").found


def test_a_changed_a_new_and_a_removed_note_are_seen_at_once(notes):
    wiring = Wiring()
    retriever = wiring.retriever
    assert retriever.search("submarine").passages == ()
    path = notes("new.md", "A yellow submarine.\n")
    assert retriever.search("submarine").passages[0].text == "A yellow submarine."
    notes("new.md", "Nothing.\n\nThe submarine is green now.\n")
    passage = retriever.search("submarine").passages[0]
    assert "green" in passage.text
    path.unlink()
    assert retriever.search("submarine").passages == ()


def test_the_index_can_be_deleted_at_any_time(notes, fresh_home):
    before = search("boiler pump 锅炉")
    (fresh_home / "cache" / "index.db").unlink()
    assert search("boiler pump 锅炉") == before


def test_a_disk_that_is_not_mounted_is_told_and_stops_nothing(notes, fresh_home):
    search("boiler")
    folder = fresh_home / "data" / "notes"
    folder.rename(folder.with_name("elsewhere"))
    found = search("boiler")
    assert "notes" in found.notices[0]


def test_a_word_that_stands_nowhere_is_found_in_words_that_begin_as_it_does(notes):
    notes("allergy.md", "# Allergies\n\nBirch strong, grass medium.\n")
    found = Wiring().retriever.search("what am I allergic to?")
    assert [passage.title for passage in found.passages] == ["Allergies"]
    quick = Wiring().retriever.search("what am I allergic to?", quick=True)
    assert quick.passages == ()  # whether to look at all is decided by whole words
