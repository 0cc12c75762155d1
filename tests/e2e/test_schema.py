"""Answers as data, with the real Qwen2.5-Coder-0.5B, which understands what it is asked."""

import json

import pytest

from tests.support.process import run_pa

pytestmark = pytest.mark.model

TEXT = "Ana Torres, born 1985-05-02, is a cheerful engineer who likes sailing and chess."


def ask(qwen, schema, *more, text=TEXT):
    return run_pa("ask", "-n", "-m", qwen, "--temp", "0", "--schema", schema, *more, stdin=text)


def test_the_fields_of_the_short_form_are_filled_from_the_text(qwen):
    done = ask(qwen, "name, born date, hobbies list, mood cheerful|sad, nickname?")
    assert (done.returncode, done.stderr) == (0, "")
    data = json.loads(done.stdout)
    assert list(data) == ["name", "born", "hobbies", "mood", "nickname"]
    assert "Ana" in data["name"]
    assert data["born"] == "1985-05-02"
    assert {"sailing", "chess"} <= {hobby.lower() for hobby in data["hobbies"]}
    assert data["mood"] == "cheerful"


def test_a_schema_file_with_bounds_holds_and_the_data_stands_in_the_document(qwen, tmp_path):
    schema = tmp_path / "rating.json"
    schema.write_text(
        json.dumps(
            {
                "type": "object",
                "properties": {
                    "stars": {"type": "integer", "minimum": 4, "maximum": 5},
                    "code": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{3}$"},
                    "words": {"type": "array", "items": {"type": "string"}, "maxItems": 2},
                },
                "required": ["stars", "code", "words"],
                "additionalProperties": False,
            }
        )
    )
    done = ask(
        qwen, schema, "--json", text="Rate this film with 1 star. It was bad, dull and slow."
    )
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert 4 <= document["data"]["stars"] <= 5
    assert len(document["data"]["words"]) <= 2
    assert json.loads(document["text"]) == document["data"]


def test_chinese_fields_and_values(qwen):
    done = ask(qwen, "姓名，年龄 int，爱好 list", text="王小明今年12岁，喜欢足球和画画。")
    assert json.loads(done.stdout)["姓名"] == "王小明"
    assert json.loads(done.stdout)["年龄"] == 12


def test_a_cut_off_answer_is_exit_5_with_the_raw_text_on_stderr_alone(qwen):
    done = ask(qwen, "name, story", "--max-tokens", "6")
    assert done.returncode == 5
    assert done.stdout == ""
    assert '"name"' in done.stderr
    assert "--max-tokens" in done.stderr
