"""The text verbs as processes: each with the real SmolLM2, labels and data with a model that can."""

import json
import re
import subprocess

import pytest

from tests.support.process import run_pa, start_pa

pytestmark = pytest.mark.model

TEXT = "The shop opens at 9 and sells `bread` for 3 euros. See https://shop.example for more."


@pytest.fixture
def small(smollm2):
    return ("-m", smollm2, "--seed", "1", "--max-tokens", "60")


@pytest.mark.parametrize(
    "verb",
    [
        ("translate", "--to", "fr"),
        ("rewrite", "--tone", "formal"),
        ("rewrite", "--fix"),
        ("run", "explain"),
        ("write", "story"),
    ],
)
def test_every_verb_writes_something_and_nothing_else(verb, small):
    done = run_pa(*verb, *small, stdin=TEXT)
    assert done.returncode == 0
    assert done.stdout.strip()
    assert "\x1b" not in done.stdout
    assert "<|im_" not in done.stdout


def test_a_label_is_one_of_those_that_were_given_whatever_the_model(small):
    done = run_pa(
        "classify", *small, "-l", "bug,wish", "--lines", stdin="It crashes.\nMore blue!\n"
    )
    assert done.returncode == 0
    assert set(done.stdout.split()) <= {"bug", "wish"}
    assert len(done.stdout.split()) == 2
    feeling = run_pa("sentiment", *small, stdin="I love it.")
    assert feeling.stdout.strip() in {
        "very negative",
        "negative",
        "neutral",
        "positive",
        "very positive",
    }


def test_fast_asks_a_small_model_one_way_alone(small):
    asked = ("classify", *small, "-l", "bug,wish", "--json", "It crashes.")
    both, one = (json.loads(run_pa(*asked, *extra).stdout) for extra in ((), ("--fast",)))
    assert set(one["scores"]) == set(both["scores"]) == {"bug", "wish"}
    assert one["scores"] != both["scores"]


def test_data_stands_in_the_text_or_is_null_whatever_the_model(small):
    done = run_pa("extract", *small, "--fields", "name, opens, price number", "--json", stdin=TEXT)
    if done.returncode == 5:  # such a small model may run on until it is cut
        return
    document = json.loads(done.stdout)
    for path, (start, end) in document["spans"].items():
        assert TEXT[start:end], path
    filled = [value for value in document["data"].values() if value is not None]
    assert len(filled) == len(document["spans"])


def test_labels_make_sense_with_a_model_that_can(qwen):
    done = run_pa(
        "classify",
        *("-m", qwen, "-l", "positive,negative", "--lines"),
        stdin="I love this, it is wonderful!\nThis is terrible, I hate it.\n太糟糕了，我很生气。\n",
    )
    assert done.stdout.split() == ["positive", "negative", "negative"]


def test_data_makes_sense_with_a_model_that_can(qwen):
    done = run_pa(
        "extract",
        *("-m", qwen, "--fields", "name, born date, city"),
        stdin="Ana Lopez was born in Granada on 4 May 1987.",
    )
    assert json.loads(done.stdout) == {"name": "Ana Lopez", "born": "1987-05-04", "city": "Granada"}


def test_no_chinese_is_left_in_a_translation_into_english(qwen):
    done = run_pa(
        *("translate", "--to", "en", "-m", qwen, "--temp", "0"),
        stdin="饭后，老人坐在樟树下喝豆浆，孩子们在石缝里找螃蟹。\n\n- 镰刀\n- 竹枝和红薯\n",
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == 4
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", done.stdout)


def test_a_reader_that_goes_away_ends_what_is_written_side_by_side(small):
    paragraphs = "\n\n".join(f"This is paragraph number {number}." for number in range(1, 9))
    process = start_pa("translate", "--to", "fr", *small, stdin=subprocess.PIPE)
    process.stdin.write(paragraphs.encode())
    process.stdin.close()
    assert process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=240) == 141
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
