"""`pa templates` and `pa run` through the user's door."""

import json
import os
from pathlib import Path

import pytest

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.runner import pa

GREETING = """
description = "Greets in some way."
system = "You greet."
prompt = "Greet {{who}} {{manner}}: {{text}}"

[parameters.who]
help = "Whom."

[parameters.manner]
default = "kindly"
choices = { kindly = "with kindness", loudly = "at the top of your voice" }

[[examples]]
input = "morning"
output = "Good morning, Bob!"
who = "Bob"
"""


def make(name, source):
    made = pa("templates", "new", name, stdin=source)
    assert (made.exit_code, made.stderr) == (0, "")


def run(*argv, replies=("Hello.",), stdin=None):
    engine = ScriptedEngine(list(replies))
    return pa("run", *argv, stdin=stdin, wire=wire_with(engine)), engine


def test_a_template_of_ones_own_is_run_with_its_parameters():
    make("greet", GREETING)
    result, engine = run("greet", "-p", "who=Ana", "-p", "manner=loudly", "evening")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "Hello.\n", "")
    request = engine.requests[0]
    assert [(m.role, m.content) for m in request.messages] == [
        ("system", "You greet."),
        ("user", "Greet Bob at the top of your voice: morning"),
        ("assistant", "Good morning, Bob!"),
        ("user", "Greet Ana at the top of your voice: evening"),
    ]
    assert request.constant == 3


def test_what_is_put_in_is_never_looked_through_again():
    make("greet", GREETING)
    _, engine = run("greet", "-p", "who={{text}}", "a {{who}} b")
    assert engine.requests[0].messages[-1].content == "Greet {{text}} with kindness: a {{who}} b"


@pytest.mark.parametrize(
    ("parameters", "said"),
    [
        (["who=Ana", "maner=loudly"], "did you mean 'manner'?"),
        (["manner=loudly"], "needs who"),
        (["who=Ana", "manner=softly"], "manner cannot be 'softly'"),
        (["who"], "'who' is no parameter"),
        (["who=a", "who=b"], "given twice"),
    ],
)
def test_wrong_parameters_are_named(parameters, said):
    make("greet", GREETING)
    options = [word for parameter in parameters for word in ("-p", parameter)]
    result, engine = run("greet", *options, "x")
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert engine.requests == []


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('prompt = "{{text}}\n', "line 1, column 19: Illegal character"),
        ('description = "x"\n\nprompt = "{{txt}}"\n', "line 3: prompt has {{txt}}"),
        ('promt = "{{text}}"\n', "did you mean prompt?"),
        ('description = "x"\n\nprompt = """\n{{text}}\n', "line 3: Unterminated string."),
        ('prompt = "{{text}}"\n[output]\nlabels = ["a",\n"b"\n', "line 3: Unclosed array."),
        ('prompt = "{{text}}"\n[output\n', "line 2, column 8"),
        ('prompt = "hello"\n', "no {{text}}"),
        ('prompt = "{{text}}"\ninput = "perhaps"\n', "required, optional, none"),
        ('prompt = "{{text}}"\n[output]\ntype = "json"\n', "no output.schema"),
    ],
)
def test_a_broken_template_is_named_with_its_line_and_not_written(source, said):
    result = pa("templates", "new", "broken", stdin=source)
    assert result.exit_code == 2
    assert said in result.stderr
    assert "broken" not in pa("templates", "list").stdout


def test_an_unknown_template_is_told_with_the_nearest_name():
    result, _ = run("explian", "x")
    assert result.exit_code == 1
    assert "did you mean 'explain'?" in result.stderr


def test_an_answer_that_was_cut_and_not_logged_is_not_said_to_go_on():
    result, _ = run("explain", "x", replies=[Reply("one two", finish_reason="length")])
    assert result.stderr.endswith("Allow more with --max-tokens.\n")


def test_one_of_pas_can_be_copied_overridden_and_got_back():
    source = pa("templates", "show", "explain").stdout
    refused = pa("templates", "new", "explain", stdin="prompt='mine: {{text}}'\n")
    assert refused.exit_code == 6
    pa("templates", "new", "explain", "--yes", stdin="prompt='mine: {{text}}'\n")
    _, engine = run("explain", "x")
    assert engine.requests[0].messages[-1].content == "mine: x"
    removed = pa("templates", "rm", "explain", "--yes")
    assert (removed.exit_code, removed.stderr) == (0, "")
    assert "explain" in removed.stdout
    assert pa("templates", "show", "explain").stdout == source
    pa("undo")
    assert "mine" in pa("templates", "show", "explain").stdout
    copied = pa("templates", "new", "mine", "--from", "decide")
    assert copied.exit_code == 0
    assert pa("templates", "show", "mine").stdout == pa("templates", "show", "decide").stdout


def test_one_that_comes_with_pa_cannot_be_removed():
    result = pa("templates", "rm", "explain", "--yes")
    assert result.exit_code == 2
    assert "comes with pa" in result.stderr


def test_a_template_with_labels_answers_with_one_of_them():
    make("mood", 'prompt = "{{text}}"\n[output]\nlabels = ["good", "bad"]\n')
    result, engine = run("mood", "fine day", replies=["good"])
    assert result.stdout == "good\n"
    assert '"good" | "bad"' in engine.requests[0].grammar


def test_a_template_with_a_schema_yields_checked_data():
    make("person", 'prompt = "{{text}}"\n[output]\nschema = "name, age int"\n')
    result, _ = run("person", "Ana is 30", replies=['{"name": "Ana", "age": 30}'])
    assert json.loads(result.stdout) == {"name": "Ana", "age": 30}
    cut, _ = run("person", "Ana is 30", replies=['{"name": "An'])
    assert (cut.exit_code, cut.stdout) == (5, "")
    assert '{"name": "An' in cut.stderr


def test_a_template_that_takes_no_text_refuses_one():
    make("joke", 'prompt = "Tell a joke."\ninput = "none"\n')
    assert run("joke")[0].exit_code == 0
    assert run("joke", "about cats")[0].exit_code == 2


def test_the_sampling_of_a_template_gives_way_to_the_users():
    make("hot", 'prompt = "{{text}}"\n[sampling]\ntemperature = 1.5\n')
    assert run("hot", "x")[1].requests[0].sampling.temperature == 1.5
    assert run("hot", "x", "--temp", "0.1")[1].requests[0].sampling.temperature == 0.1


def test_every_template_of_pa_can_be_read():
    listed = pa("templates", "list", "--json").json
    assert {"translate", "rewrite", "write", "decide", "faq", "tutor", "grade"} <= {
        template["name"] for template in listed
    }
    assert all(template["description"] for template in listed)


def test_a_question_can_be_kept_as_a_template():
    saved = pa("ask", "--save", "tldr", "-s", "You are terse.", "--temp", "0.2", "Sum up:")
    assert (saved.exit_code, saved.stdout) == (0, "")
    _, engine = run("tldr", "a long text")
    request = engine.requests[0]
    assert [m.content for m in request.messages] == ["You are terse.", "Sum up:\n\na long text"]
    assert request.sampling.temperature == 0.2
    assert pa("ask", "--save", "tldr", "again").exit_code == 2
    assert pa("ask", "--save", "empty").exit_code == 2


def test_a_question_may_say_itself_where_the_text_goes_and_what_else_it_takes():
    asked = "Translate {{text}} into {{language}}."
    assert pa("ask", "--save", "into", asked).exit_code == 0
    _, engine = run("into", "-p", "language=French", "good day")
    assert engine.requests[0].messages[-1].content == "Translate good day into French."
    missing, _ = run("into", "good day")
    assert "needs language" in missing.stderr
    assert "-p language=" in missing.stderr


def test_a_file_that_was_broken_by_hand_is_named_in_the_list_and_where_it_is_run():
    make("odd", 'prompt = "{{text}}"\n')
    file = Path(os.environ["PA_HOME"]) / "data" / "templates" / "odd.toml"
    file.write_text('prompt = "{{text}}"\n[sampling]\ntemperature = "warm"\n')
    listed = pa("templates", "list")
    assert listed.exit_code == 0
    assert "odd.toml, line 3: sampling.temperature must be a number" in listed.stderr
    broken, _ = run("odd", "x")
    assert broken.exit_code == 2
    assert "pa templates edit odd" in broken.stderr


def test_an_example_may_be_for_texts_of_one_language():
    make(
        "greet",
        'system = "You greet."\nprompt = "{{text}}"\n'
        '[[examples]]\nlanguage = "en"\ninput = "a"\noutput = "hello"\n'
        '[[examples]]\nlanguage = "zh"\ninput = "b"\noutput = "你好"\n',
    )
    chinese = run("greet", "今天天气很好，我们去公园走一走吧。")[1].requests[0]
    assert [m.content for m in chinese.messages][1:3] == ["b", "你好"]
    assert chinese.constant == 3
    german = run("greet", "Das ist ein schöner Tag und die Sonne scheint.")[1].requests[0]
    assert [m.content for m in german.messages][1:3] == ["a", "hello"]


def test_what_was_edited_into_a_broken_template_is_kept_and_named(tmp_path, monkeypatch):
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "[broken" >> "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    result = pa("templates", "edit", "translate")
    assert result.exit_code == 2
    assert "The template translate, line " in result.stderr
    kept = Path(result.stderr.strip().rpartition(" ")[2])
    assert kept.read_text().endswith("[broken\n")
    assert "broken" not in pa("templates", "show", "translate").stdout
