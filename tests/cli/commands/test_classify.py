"""`pa classify` and `pa sentiment` with a scripted engine."""

import json

import pytest

from pa_cli.core.engine_ports import ContinuationScore
from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa


def classify(*argv, replies=(), stdin=None, verb="classify"):
    engine = ScriptedEngine(list(replies))
    return pa(verb, *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_the_label_alone_is_all_of_stdout():
    result, engine = classify("-l", "bug,wish", "it crashes", replies=["bug"])
    assert (result.exit_code, result.stdout, result.stderr) == (0, "bug\n", "")
    assert engine.requests[0].grammar == 'root ::= "bug" | "wish"\n'


def test_labels_with_commas_and_quotes_are_written_as_json():
    labels = '["say \\"yes\\"", "no, thanks"]'
    result, engine = classify("-l", labels, "x", replies=['say "yes"'])
    assert result.stdout == 'say "yes"\n'
    assert '"say \\"yes\\""' in engine.requests[0].grammar


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ([], "at least two"),
        (["-l", "one"], "at least two"),
        (["-l", "a,,b"], "empty"),
        (["-l", "a,a"], "at least two"),
        (["-l", ",".join(f"label {n}" for n in range(501))], "at most 500"),
        (["-l", "a," + "b" * 200], "120 characters"),
        (["-l", '["a", 3]'], "must be a text"),
    ],
)
def test_labels_that_cannot_be_chosen_from_are_refused_before_a_model_is_looked_for(labels, said):
    result = pa("classify", *labels, "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_many_labels_are_read_once_and_not_with_each_text():
    labels = ",".join(f"label {n}" for n in range(65))
    _, engine = classify("-l", labels, "a text", replies=["label 7"])
    system, question = engine.requests[0].messages
    assert "label 64" in system.content
    assert question.content == 'Which label fits this text best?\n\n"a text"'
    _, engine = classify("-l", "a,b", "a text", replies=["a"])
    assert "best: a, b?" in engine.requests[0].messages[-1].content


def test_500_labels_can_be_told_apart():
    labels = ",".join(f"label {n}" for n in range(500))
    assert classify("-l", labels, "x", replies=["label 77"])[0].stdout == "label 77\n"


def test_every_line_gets_its_label_and_an_empty_one_stays_empty():
    result, _ = classify("-l", "a,b", "--lines", stdin="one\n\ntwo\n", replies=["a", "b"])
    assert result.stdout == "a\n\nb\n"
    assert "Line 2 is left out: the line is empty." in result.stderr


def test_a_table_comes_back_with_a_column_more_also_where_rows_are_ragged(tmp_path):
    table = tmp_path / "t.csv"
    table.write_text('id;text;by\n1;"it ""crashes""; often";Ana\n2\n3;dark mode;Bo;extra\n')
    result, engine = classify(
        "-l", "bug,wish", "--column", "text", "-f", str(table), replies=["bug", "wish"]
    )
    assert result.stdout == (
        'id;text;by;label\n1;"it ""crashes""; often";Ana;bug\n2;;;\n3;dark mode;Bo;extra;wish\n'
    )
    assert "no text in the column 'text'" in result.stderr
    assert 'it "crashes"; often' in engine.requests[0].messages[-1].content


def test_a_wrong_column_names_the_nearest():
    result, _ = classify("-l", "a,b", "--column", "txt", stdin="id,text\n1,x\n")
    assert result.exit_code == 2
    assert "did you mean 'text'?" in result.stderr


def test_json_lines_keep_their_other_keys():
    lines = '{"text": "one", "id": 1}\nnot json\n{"id": 2}\n'
    result, _ = classify("-l", "a,b", "--format", "jsonl", stdin=lines, replies=["b"])
    assert result.stdout.splitlines()[0] == '{"text": "one", "id": 1, "label": "b"}'
    assert len(result.stdout.splitlines()) == 3
    assert "Line 2 is left out: it is no JSON." in result.stderr


def test_several_labels_and_none_come_in_the_order_they_were_given():
    replies = ['{"label": ["c", "a", "c"]}', '{"label": []}']
    result, _ = classify("-l", "a,b,c", "--multi", "--lines", stdin="x\ny\n", replies=replies)
    assert result.stdout == "a, c\n\n"


def test_the_reason_stands_beside_the_label():
    reply = '{"label": "bug", "reason": "It crashes."}'
    result, _ = classify("-l", "bug,wish", "--explain", "x", replies=[reply])
    assert result.stdout == "bug\tIt crashes.\n"


def test_a_cut_answer_is_no_label():
    result, _ = classify("-l", "bug,wish", "--explain", "x", replies=['{"label": "bu'])
    assert (result.exit_code, result.stdout) == (5, "")


def test_json_is_one_document():
    result, _ = classify("-l", "a,b", "--lines", "--json", stdin="x\n", replies=["a"])
    assert result.json == {
        "items": [{"line": 1, "text": "x", "label": "a", "scores": None, "probabilities": None}],
        "model": "scripted",
    }


def test_feelings_are_a_ready_set():
    result, engine = classify("great!", verb="sentiment", replies=["very positive"])
    assert result.stdout == "very positive\n"
    assert '"very negative" | "negative"' in engine.requests[0].grammar
    assert classify("--moods", "x", verb="sentiment", replies=["joy"])[0].stdout == "joy\n"


class WeighingEngine(ScriptedEngine):
    """Finds a label as likely as it was told, for each text."""

    likes: dict

    def score(self, messages, continuations, *, constant=1):
        text = messages[-1].content
        known = next((likes for key, likes in self.likes.items() if key in text), {})
        return [ContinuationScore(known.get(c, -5.0), 1) for c in continuations]


def weigh(*argv, likes, stdin=None, verb="classify", replies=()):
    engine = WeighingEngine(list(replies))
    engine.likes = likes
    return pa(verb, *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_what_a_model_likes_whatever_the_text_is_taken_off():
    likes = {
        "N/A": {"bug": -0.1, "wish": -3.0},
        "...": {"bug": -0.1, "wish": -3.0},
        '"text"': {"bug": -0.1, "wish": -3.0},
        "blue please": {"bug": -0.2, "wish": -1.0},
        "crash": {"bug": -0.1, "wish": -4.0},
    }
    result, engine = weigh("-l", "bug,wish", "--lines", stdin="blue please\ncrash\n", likes=likes)
    assert result.stdout == "wish\nbug\n"
    assert engine.requests == []


def test_the_reason_is_one_for_the_label_that_was_found_by_weighing():
    likes = {"crash": {"bug": -0.1, "wish": -3.0}, "blue": {"bug": -3.0, "wish": -0.1}}
    replies = [f'{{"label": "{label}", "reason": "So it is."}}' for label in ("bug", "wish")]
    result, engine = weigh(
        *("-l", "bug,wish", "--explain", "--scores", "--lines"),
        stdin="crash\nblue please\n",
        likes=likes,
        replies=replies,
    )
    rows = [line.split("\t") for line in result.stdout.splitlines()]
    assert [row[:2] for row in rows] == [["bug", "So it is."], ["wish", "So it is."]]
    assert json.loads(rows[0][2])["bug"] > 0.9
    assert "bug" in engine.requests[0].grammar
    assert "wish" not in engine.requests[0].grammar


def test_scores_that_there_are_not_are_said():
    refused = pa("classify", "-l", "a,b", "--multi", "--scores", "x")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "no scores of one against the others" in refused.stderr
    written, _ = classify("-l", "a,b", "--scores", "x", replies=["a"])
    assert "There are no scores" in written.stderr


def test_feelings_have_scores_and_reasons_too():
    likes = {"great": {"very positive": -0.1}, "bad": {"negative": -0.1}}
    told, _ = weigh("--json", "great", verb="sentiment", likes=likes)
    assert told.json["label"] == "very positive"
    assert told.json["scores"]["very positive"] > 0.9
    assert told.json["probabilities"] is None
    plain, _ = weigh("--scores", "--fast", "bad", verb="sentiment", likes=likes)
    assert plain.stdout.startswith('negative\t{"negative": 0.9')


def test_scores_are_numbers_that_make_one_the_best_first():
    likes = {"crash": {"bug": -0.1, "wish": -3.0}}
    result, _ = weigh("-l", "wish,bug", "--json", "crash", likes=likes)
    scores = result.json["scores"]
    assert list(scores) == ["bug", "wish"]
    assert sum(scores.values()) == pytest.approx(1, abs=0.001)
    assert scores["bug"] == pytest.approx(0.948, abs=0.001)


def test_scores_are_probabilities_once_a_temperature_was_kept(tmp_path):
    likes = {"crash": {"bug": 0.0, "wish": -3.0}, "colour": {"bug": -3.0, "wish": 0.0}}
    before, _ = weigh("-l", "bug,wish", "--json", "crash", likes=likes)
    assert before.json["probabilities"] is None
    engine = WeighingEngine([])
    engine.likes = likes
    lines = [{"text": f"crash {n}", "label": "bug"} for n in range(12)]
    lines += [{"text": f"colour {n}", "label": "bug" if n % 2 else "wish"} for n in range(12)]
    file = tmp_path / "set.jsonl"
    file.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    told = pa("eval", "classify", str(file), "--keep", wire=wire_with(engine))
    assert told.exit_code == 0
    assert "calibration error of the scores 0.2" in told.stdout
    assert "tells probabilities now" in told.stderr
    after, _ = weigh("-l", "wish,bug", "--json", "crash", likes=likes)
    assert after.json["scores"] == before.json["scores"]
    assert 0.5 < after.json["probabilities"]["bug"] < after.json["scores"]["bug"]
    plain, _ = weigh("-l", "bug,wish", "--scores", "crash", likes=likes)
    assert plain.stdout.count('"bug"') == 2
    other, _ = weigh("-l", "bug,wish,praise", "--json", "crash", likes=likes)
    assert other.json["probabilities"] is None


def test_json_lines_are_known_by_their_look_and_a_wrong_key_is_named_before_a_model_is_loaded():
    lines = '{"comment": "it crashes", "id": 1}\n{"comment": "thanks", "id": 2}\n'
    result, _ = classify("-l", "a,b", "--column", "comment", stdin=lines, replies=["a", "b"])
    assert [json.loads(line)["label"] for line in result.stdout.splitlines()] == ["a", "b"]
    wrong = pa("classify", "-l", "a,b", "--column", "coment", stdin=lines)
    assert wrong.exit_code == 2
    assert "no column 'coment'; did you mean 'comment'?" in wrong.stderr


def test_a_person_sees_at_which_line_it_is():
    engine = ScriptedEngine(["bug", "wish"])
    seen = pa(
        *("classify", "-l", "bug,wish", "--lines"),
        stdin="It crashes.\n\nMore blue!\n",
        wire=wire_with(engine),
        terminal=True,
    )
    assert seen.stdout == "bug\n\nwish\n"
    told = seen.stderr.replace("\r\x1b[K", "\n").split("\n")
    assert "Working on line 1 ..." in told
    assert "Working on line 3 ..." in told
    assert told[-1] == ""


def test_what_the_user_has_under_the_same_name_stays():
    line = '{"text": "it crashes", "label": "mine"}\n'
    result, _ = classify("-l", "a,b", "--format", "jsonl", stdin=line, replies=["a"])
    assert json.loads(result.stdout) == {"text": "it crashes", "label": "mine", "label_2": "a"}
    table, _ = classify(
        "-l", "a,b", "--column", "text", stdin="text,label\nx,mine\n", replies=["a"]
    )
    assert table.stdout == "text,label,label_2\nx,mine,a\n"
