"""`pa eval classify`, `extract`, `summarize`, `translate`, `rewrite` and `ask` with scripted engines."""

import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def evaluate(task, lines, *argv, replies=(), tmp_path):
    file = tmp_path / "set.jsonl"
    rows = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    file.write_text("\n".join(rows) + "\n", "utf-8")
    engine = ScriptedEngine(list(replies))
    return pa("eval", task, str(file), *argv, wire=wire_with(engine)), engine


def test_labels_are_counted_rightly(tmp_path):
    lines = [
        {"text": "a", "label": "bug"},
        {"text": "b", "label": "bug"},
        {"text": "c", "label": "wish"},
        {"text": "d", "label": "wish"},
    ]
    result, _ = evaluate(
        "classify", lines, "--json", replies=["bug", "wish", "wish", "wish"], tmp_path=tmp_path
    )
    document = result.json
    assert document["accuracy"] == 0.75
    bug, wish = document["runs"][0]["labels"]
    assert (bug["label"], bug["precision"], bug["recall"]) == ("bug", 1.0, 0.5)
    assert (wish["precision"], wish["recall"]) == (pytest.approx(2 / 3), 1.0)
    assert document["macro_f1"] == pytest.approx((2 / 3 + 0.8) / 2)
    assert document["runs"][0]["confusions"] == [
        {"expected": "bug", "predicted": "wish", "count": 1}
    ]


def test_the_first_examples_are_measured_with_the_labels_of_all(tmp_path):
    lines = [
        {"text": "a", "label": "broken, again"},
        {"text": "b", "label": "broken, again"},
        {"text": "c", "label": "wish"},
    ]
    result, engine = evaluate(
        "classify", lines, "-n", "2", "--json", replies=["broken, again"] * 2, tmp_path=tmp_path
    )
    assert result.json["accuracy"] == 1.0
    assert (result.json["runs"][0]["samples"], len(engine.requests)) == (2, 2)


def test_fields_are_right_when_their_value_is_and_null_is_a_value(tmp_path):
    lines = [
        {
            "text": "Ana paid 30 on 2026-03-01",
            "expected": {"who": "Ana", "sum": 30, "day": None},
        },
    ]
    reply = json.dumps({"who": "ana", "sum": "30", "day": "2026-03-01"})
    result, _ = evaluate("extract", lines, "--json", replies=[reply], tmp_path=tmp_path)
    assert result.json["recall"] == 1.0
    assert result.json["precision"] == pytest.approx(2 / 3)
    assert result.json["exact"] == 0.0


def test_answers_in_chinese_are_compared_by_character(tmp_path):
    lines = [
        {"question": "中国的首都是哪里？", "answer": ["北京", "北京市"]},
        {"question": "2+2?", "answer": "four"},
    ]
    result, _ = evaluate(
        "ask", lines, "--json", replies=["北京市。", "Four apples"], tmp_path=tmp_path
    )
    assert result.json["exact_match"] == 0.5
    assert result.json["token_f1"] == pytest.approx((1 + 2 / 3) / 2)


def test_summaries_and_translations_are_scored_by_the_libraries_of_the_field(tmp_path):
    pytest.importorskip("rouge_score")
    pytest.importorskip("sacrebleu")
    lines = [{"text": "长文本。", "reference": "猫坐在垫子上"}]
    result, _ = evaluate("summarize", lines, "--json", replies=["猫坐在椅子上"], tmp_path=tmp_path)
    assert result.json["rouge1"] == pytest.approx(5 / 6)
    assert result.json["rouge2"] == pytest.approx(3 / 5)
    lines = [{"text": "Good day, my dear friend", "to": "zh", "reference": "你好，我亲爱的朋友"}]
    result, _ = evaluate(
        "translate", lines, "--json", replies=["你好，我亲爱的朋友"], tmp_path=tmp_path
    )
    assert (result.json["bleu"], result.json["chrf"]) == (pytest.approx(1), pytest.approx(1))


def test_a_template_takes_its_parameters_from_the_line(tmp_path):
    text = "The pool opens at 8 in the morning. The sauna is closed on Mondays."
    lines = [{"text": text, "question": "When does the pool open?", "answer": "at 8"}]

    def reply(request):
        if "Question: When does the pool open?" in request.messages[-1].content:
            return "The pool opens at 8 in the morning. It has 3 slides."
        return "yes" if request.grammar else "at 8 in the morning"

    result, _ = evaluate(
        "ask", lines, "--template", "faq", "--json", replies=[reply] * 3, tmp_path=tmp_path
    )
    assert result.exit_code == 0, result.stderr
    outcome = result.json["runs"][0]["outcomes"][0]
    assert outcome["predicted"] == "The pool opens at 8 in the morning."
    missing, _ = evaluate(
        "ask", [{"text": text, "answer": "at 8"}], "--template", "faq", tmp_path=tmp_path
    )
    assert missing.exit_code == 2
    assert "needs question, which line 1 does not say" in missing.stderr


def test_several_templates_stand_side_by_side_and_in_a_picture(tmp_path):
    pa("templates", "new", "short", stdin='prompt = "{{text}}!"\n')
    picture = tmp_path / "plot.svg"
    lines = [{"question": "2+2?", "answer": "4"}]
    result, engine = evaluate(
        "ask",
        lines,
        *("--template", "short", "--template", "explain", "--plot", str(picture)),
        replies=["4", "It is five"],
        tmp_path=tmp_path,
    )
    assert result.exit_code == 0
    rows = result.stdout.splitlines()
    assert rows[0].split()[:4] == ["1", "examples", "token_f1", "exact_match"]
    assert rows[1].split()[:4] == ["scripted,", "short", "1.000", "1.000"]
    assert rows[2].split()[:4] == ["scripted,", "explain", "0.000", "0.000"]
    assert engine.requests[0].messages[-1].content == "2+2?!"
    assert picture.read_text().startswith("<svg")
    assert picture.read_text().count("<rect") == 1 + 2 * 2 + 2  # ground, bars, legend


def test_lines_that_are_no_examples_are_named(tmp_path):
    lines = ["no json", {"text": "a"}, {"text": "a", "label": "x"}, {"text": "b", "label": "y"}]
    result, _ = evaluate("classify", lines, "--mistakes", replies=["x", "x"], tmp_path=tmp_path)
    assert "set.jsonl:1 is no JSON object" in result.stderr
    assert "set.jsonl:2 has no `label`" in result.stderr
    assert "line 4, 0.00: x  (expected: y)" in result.stdout
    nothing, _ = evaluate("classify", [{"text": "a"}], tmp_path=tmp_path)
    assert nothing.exit_code == 1
    assert '"label": "bug"' in nothing.stderr


def test_an_answer_that_has_not_its_form_is_wrong_and_the_run_goes_on(tmp_path):
    lines = [
        {"text": "Ana came.", "expected": {"who": "Ana"}},
        {"text": "Bo came.", "expected": {"who": "Bo"}},
    ]
    replies = ['{"who": "An', json.dumps({"who": "Bo"})]
    result, _ = evaluate("extract", lines, "--json", replies=replies, tmp_path=tmp_path)
    assert (result.json["recall"], result.json["exact"]) == (0.5, 0.5)


def test_labels_are_for_classify_alone(tmp_path):
    file = tmp_path / "texts.jsonl"
    file.write_text('{"text": "a", "expected": "b"}\n')
    result = pa("eval", "translate", str(file), "--labels", "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Only pa eval classify takes --labels" in result.stderr
