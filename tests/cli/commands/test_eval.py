import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

SURE = [
    ("wake me up at seven tomorrow", "agenda_add"),
    ("set an alarm for six am", "agenda_add"),
    ("what's on my shopping list", "todo_query"),
    ("cancel all my alarms", "agenda_remove"),
]


@pytest.fixture
def labelled(tmp_path):
    def write(*rows):
        path = tmp_path / "requests.jsonl"
        lines = [
            row if isinstance(row, str) else json.dumps({"text": row[0], "action": row[1]})
            for row in rows
        ]
        path.write_text("\n".join(lines) + "\n", "utf-8")
        return path

    return write


def test_rules_are_measured_without_a_model(labelled):
    found = pa("eval", "actions", labelled(*SURE), "--rules-only", "--json")
    assert found.exit_code == 0, found.stderr
    assert found.stderr == ""
    assert found.json["accuracy"] == 1.0
    (run,) = found.json["runs"]
    assert (run["requests"], run["by_rules"], run["model"]) == (4, 1.0, None)
    scores = {one["label"]: one for one in run["actions"]}
    assert scores["agenda_add"]["support"] == 2
    assert scores["agenda_add"]["precision"] == 1.0
    assert run["confusions"] == []


def test_wrong_labels_lower_recall_precision_and_f1(labelled):
    file = labelled(*SURE, ("set an alarm for nine am", "answer"))
    run = pa("eval", "actions", file, "--rules-only", "--json").json["runs"][0]
    assert run["accuracy"] == 4 / 5
    scores = {one["label"]: one for one in run["actions"]}
    assert scores["agenda_add"]["precision"] == 2 / 3
    assert scores["agenda_add"]["recall"] == 1.0
    assert scores["agenda_add"]["f1"] == 4 / 5
    assert (scores["answer"]["precision"], scores["answer"]["recall"]) == (None, 0.0)
    assert run["confusions"] == [{"expected": "answer", "predicted": "agenda_add", "count": 1}]
    assert [one["line"] for one in run["mistakes"]] == [5]


def test_the_model_decides_where_rules_do_not(labelled):
    words = '{"title": "the blick", "when": "", "list": ""}'
    engine = ScriptedEngine(["todo_add", words])
    file = labelled(("zorp the blick", "todo_add"), *SURE)
    found = pa("eval", "actions", file, "-m", "scripted", "--json", wire=wire_with(engine))
    assert found.exit_code == 0, found.stderr
    assert found.json["accuracy"] == 1.0
    assert found.json["model"] == "scripted"
    assert found.json["runs"][0]["by_rules"] == 4 / 5
    assert "zorp the blick" in engine.requests[0].messages[-1].content
    assert engine.closed


def test_actions_that_the_labels_lack_count_as_the_nearest_and_that_is_said(labelled):
    file = labelled(*SURE, ("reschedule the dentist appointment to friday", "agenda_add"))
    found = pa("eval", "actions", file, "--rules-only", "--json").json
    assert found["accuracy"] == 1.0
    assert found["mapping"]["agenda_change"] == "agenda_add"
    shown = pa("eval", "actions", file, "--rules-only").stdout
    assert "agenda_change as agenda_add" in shown
    own = labelled(*SURE, ("reschedule the dentist appointment to friday", "agenda_change"))
    found = pa("eval", "actions", own, "--rules-only", "--json").json
    assert found["accuracy"] == 1.0
    assert "agenda_change" not in found["mapping"]


def test_bad_lines_are_named_and_left_out(labelled):
    file = labelled(SURE[0], "{broken", '{"text": "x"}', '{"action": "answer"}', SURE[1])
    found = pa("eval", "actions", file, "--rules-only", "--json")
    assert found.exit_code == 0
    assert found.json["requests"] == 2
    for line in (2, 3, 4):
        assert f"requests.jsonl:{line} " in found.stderr
    assert len(found.json["problems"]) == 3


def test_a_file_without_a_good_line_is_an_error(labelled):
    found = pa("eval", "actions", labelled("nonsense"), "--rules-only")
    assert found.exit_code == 1
    assert "requests.jsonl" in found.stderr
    assert pa("eval", "actions", "nowhere.jsonl").exit_code != 0


def test_the_table_says_what_is_to_be_known(labelled):
    shown = pa("eval", "actions", labelled(*SURE), "--rules-only").stdout
    assert "100.0 % right" in shown
    assert "decided by rules" in shown
    assert "precision" in shown
    assert "s a request" in shown
