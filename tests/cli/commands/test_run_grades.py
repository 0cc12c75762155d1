"""`pa run grade`: points that code holds to the rubric and adds up."""

import json

import pytest

from pa_cli.core.rubric import Criterion, read_rubric
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

WORK = "Schools should start at nine. Pupils sleep longer then."


def one(criterion, most, points, evidence="Pupils sleep longer then.", weakness="none: fine"):
    return {
        "criterion": criterion,
        "most": most,
        "evidence": evidence,
        "weakness": weakness,
        "points": points,
    }


def grade(rubric, *criteria):
    engine = ScriptedEngine([json.dumps({"criteria": criteria, "advice": "Give reasons."})])
    result = pa("run", "grade", "-p", f"rubric={rubric}", stdin=WORK, wire=wire_with(engine))
    return result, engine


def test_points_are_added_up_by_code_and_none_is_above_its_most():
    result, engine = grade("claim 2, reasons 4", one("claim", 5, 3), one("reasons", 4, 1.5))
    assert result.exit_code == 0
    document = json.loads(result.stdout)
    assert [(c["points"], c["most"]) for c in document["criteria"]] == [(2, 2), (1.5, 4)]
    assert (document["points"], document["most"]) == (3.5, 6)
    assert document["advice"] == "Give reasons."
    assert '\\"claim\\"' in engine.requests[0].grammar
    assert '\\"style\\"' not in engine.requests[0].grammar


@pytest.mark.parametrize(
    ("weakness", "points"),
    [
        ("none: it is clear.", 4),
        ("", 4),
        ("无：很清楚。", 4),
        ("Only asserted.", 3),
        ("没有举例。", 3),
    ],
)
def test_a_criterion_with_a_weakness_has_not_all_its_points(weakness, points):
    result, _ = grade("claim 4, style 1", one("claim", 4, 4, weakness=weakness), one("style", 1, 0))
    assert json.loads(result.stdout)["criteria"][0]["points"] == points


def test_a_criterion_counts_once_and_one_that_was_left_out_has_no_points():
    result, _ = grade("claim 2, reasons 4", one("claim", 2, 1), one("claim", 2, 2))
    first, second = json.loads(result.stdout)["criteria"]
    assert (first["criterion"], first["points"]) == ("claim", 1)
    assert (second["criterion"], second["points"], second["most"]) == ("reasons", None, 4)
    assert json.loads(result.stdout)["points"] == 1


def test_evidence_that_does_not_stand_in_the_work_is_null():
    result, _ = grade("claim 2", one("claim", 2, 1, evidence="Cows give milk."))
    assert json.loads(result.stdout)["criteria"][0]["evidence"] is None


def test_a_rubric_in_words_is_left_to_the_model_and_added_up_all_the_same():
    result, _ = grade("clarity and style", one("clarity", 5, 4), one("style", 5, 3))
    assert (json.loads(result.stdout)["points"], json.loads(result.stdout)["most"]) == (7, 10)


@pytest.mark.parametrize(
    ("text", "criteria"),
    [
        ("thesis 3, evidence 4.5", [("thesis", 3), ("evidence", 4.5)]),
        ("答案 2，步骤 3", [("答案", 2), ("步骤", 3)]),
        ("- Thesis (3 points): clear, and early?\n- Style: 3", [("Thesis", 3), ("Style", 3)]),
        ("内容（40分）\n结构（60分）：层次清楚", [("内容", 40), ("结构", 60)]),
        ("thesis 3, evidence", []),
        ("thesis 3, thesis 4", []),
        ("", []),
    ],
)
def test_rubrics(text, criteria):
    assert read_rubric(text) == [Criterion(name, most) for name, most in criteria]


def test_grades_need_criteria_with_points():
    source = 'prompt = "{{text}} {{r}}"\n[parameters.r]\n[output]\ngrades = "r"\nschema = "name"\n'
    made = pa("templates", "new", "odd", stdin=source)
    assert made.exit_code == 2
    assert "output.grades needs the schema of grade" in made.stderr
