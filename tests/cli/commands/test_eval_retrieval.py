"""`pa eval retrieval`: figures from labelled questions, through the very code of `pa ask --notes`."""

import json
from pathlib import Path

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

LINES = [
    {"id": "boiler", "title": "Boiler", "text": "Serviced by Haddad. Next service in April 2026."},
    {"id": "piano", "title": "Piano", "text": "Lessons with Mr Weiss at 16:30."},
    {"question": "when is the next boiler service?", "answer_ids": ["boiler"], "answer": "April"},
    {"question": "who gives the piano lessons?", "answer_ids": ["piano"], "answer": "Weiss"},
    {"question": "what does the piano cost?", "answer_ids": [], "answer": None},
    {"question": "where is the submarine?", "answer_ids": [], "answer": None},
]


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    return path


def test_without_a_model_the_search_is_measured(file, fresh_home):
    (run,) = pa("eval", "retrieval", file, "--json").json["runs"]
    assert run["model"] is None
    assert (run["documents"], run["questions"], run["answerable"]) == (2, 4, 2)
    assert (run["recall_at_5"], run["mrr"]) == (1.0, 1.0)
    assert run["citation_precision"] is None
    assert not (fresh_home / "data" / "notes").exists()


def test_with_a_model_answers_citations_and_refusals_are_measured(file):
    engine = ScriptedEngine(
        [
            *("April 2026", "In April 2026."),
            *("Mr Weiss", "yes", "Mrs Black gives them."),
            *("16:30", "yes", "At 16:30."),
        ]
    )
    result = pa("eval", "retrieval", file, "-m", "scripted", "--json", wire=wire_with(engine))
    (run,) = result.json["runs"]
    assert run["model"] == "scripted"
    # boiler and piano are cited rightly, piano once more for a question without an answer
    assert run["citation_precision"] == pytest.approx(2 / 3, abs=1e-3)
    assert run["cited"] == 1.0
    # the submarine needs no model; the piano question was answered with its time
    assert run["refusals_right"] == 0.5
    assert run["refused_wrongly"] == 0.0
    assert run["answers_right"] == 1.0
    assert engine.closed


def test_mistakes_are_listed(file):
    engine = ScriptedEngine(["none", "none", "none", "none"])
    shown = pa("eval", "retrieval", file, "-m", "scripted", "--mistakes", wire=wire_with(engine))
    assert "refused wrongly          1.000" in shown.stdout
    assert "who gives the piano lessons? wanted piano, cited nothing" in shown.stdout


def test_only_the_first_questions_are_asked_with_a_limit(file):
    (run,) = pa("eval", "retrieval", file, "--limit", "1", "--json").json["runs"]
    assert run["questions"] == 1


def test_bad_lines_are_named_and_left_out(file):
    bad = [
        '{"question": "x", "answer_ids": ["nowhere"]}',
        "no json",
        '{"id": "../evil", "text": "t"}',
        '{"question": "x", "answer_ids": ["piano"], "answer": "("}',
    ]
    file.write_text(file.read_text() + "\n".join(bad))
    result = pa("eval", "retrieval", file, "--json")
    assert result.json["runs"][0]["questions"] == 4
    assert result.stderr.count("Left out: line") == 4
    assert "nowhere" in result.stderr


def test_a_file_without_questions_is_refused(tmp_path):
    path = tmp_path / "set.jsonl"
    path.write_text(json.dumps(LINES[0]))
    result = pa("eval", "retrieval", path)
    assert result.exit_code == 1
    assert "has no question" in result.stderr


def test_the_set_of_the_project_is_found_well():
    own = Path(__file__).parents[3] / "benchmarks" / "retrieval.jsonl"
    (run,) = pa("eval", "retrieval", own, "--json").json["runs"]
    assert run["documents"] >= 200
    assert run["questions"] >= 60
    assert 3 * (run["questions"] - run["answerable"]) >= run["questions"] - 10
    assert run["recall_at_5"] >= 0.95
