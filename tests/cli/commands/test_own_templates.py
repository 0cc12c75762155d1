"""Every template that a verb of pa uses can be read, copied, changed, and got back."""

import json

import pytest

from tests.support.fakes import ScriptedEngine, wire_with
from tests.support.runner import pa

MARK = "Speak like the captain of a small boat."
MAIL = "From: Ana <a@b.example>\nSubject: Boat\n\nShall we sail?\n"
VERBS = {
    "translate": (("translate", "--to", "xx", "hello"), "salut"),
    "rewrite": (("rewrite", "hello"), "hello there"),
    "write": (("write", "poem", "the sea"), "O sea"),
    "reply": (("write", "reply", "yes"), "Yes."),
    "summarize": (("summarize",), "It is about boats."),
    "classify": (("classify", "-l", "a,b", "hello"), "a"),
    "sentiment": (("sentiment", "hello"), "positive"),
    "extract": (("extract", "--fields", "who", "Ana"), json.dumps({"who": "Ana"})),
    "explain": (("run", "explain", "hello"), "It greets."),
    "commit-message": (("run", "commit-message", "diff"), "Add it"),
    "decide": (("run", "decide", "a or b"), "a"),
    "faq": (("run", "faq", "-p", "question=Who is Ana?", "Ana"), "Ana"),
    "grade": (("run", "grade", "-p", "rubric=x 1", "hi"), '{"criteria": [], "advice": ""}'),
    "tutor": (("run", "tutor", "1+1=3"), "Look again."),
}


def run(argv, reply):
    engine = ScriptedEngine([reply] * 9)
    result = pa(*argv, stdin=MAIL, wire=wire_with(engine))
    return result, engine.requests[-1].messages[0]


def test_no_template_is_left_out():
    assert {template["name"] for template in pa("templates", "list", "--json").json} == set(VERBS)


@pytest.mark.parametrize("name", VERBS)
def test_a_copy_of_ones_own_is_used_by_its_verb_until_it_is_removed(name):
    argv, reply = VERBS[name]
    made = pa("templates", "new", name, "--from", name)
    assert (made.exit_code, made.stdout) == (0, "")
    source = pa("templates", "show", name).stdout
    assert run(argv, reply)[1].content == run(argv, reply)[1].content != ""
    changed = source.replace('system = """\n', f'system = """\n{MARK} ', 1)
    assert changed != source
    pa("templates", "rm", name, "--yes")
    assert pa("templates", "new", name, "--yes", stdin=changed).exit_code == 0
    result, first = run(argv, reply)
    assert result.exit_code in {0, 5}
    assert (first.role, first.content[: len(MARK)]) == ("system", MARK)
    pa("templates", "rm", name, "--yes")
    assert MARK not in run(argv, reply)[1].content


def test_what_a_changed_template_does_not_know_is_named():
    source = 'prompt = "Say it in {{to}}: {{text}}"\n[parameters.to]\n'
    pa("templates", "new", "translate", "--yes", stdin=source)
    result = pa("translate", "--to", "fr", "--from", "en", "hi", wire=wire_with(ScriptedEngine([])))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no parameter 'from'" in result.stderr


def test_a_template_is_piped_into_another():
    pa("templates", "new", "first", stdin='prompt = "Shorten: {{text}}"\n')
    pa("templates", "new", "second", stdin='prompt = "Shout: {{text}}"\n')
    short = pa("run", "first", "a long text", wire=wire_with(ScriptedEngine(["a text"])))
    engine = ScriptedEngine(["A TEXT!"])
    loud = pa("run", "second", stdin=short.stdout, wire=wire_with(engine))
    assert engine.requests[0].messages[-1].content == "Shout: a text"
    assert (loud.stdout, loud.stderr) == ("A TEXT!\n", "")


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ('prompt = "{{prompt}} {{text}}"\n', "line 1: prompt has {{prompt}}"),
        ('prompt = "{{text}}"\n[parameters.a]\nphrase = "{{a}} {{value}}"\n', "phrase"),
        ('prompt = "{{text}}"\n\n[parameters.text]\nhelp = "x"\n', "line 3"),
        ('prompt = "x {{text}}\n\n', "line 1"),
        ('prompt = "{{text}}"\ninput = ["a"]\n', "line 2"),
        ('prompt = "{{text}}"\n[output]\nschema = "age itn"\n', "line 3"),
        ('prompt = "{{text}}"\n[sampling]\ntemperature = "hot"\n', "line 3"),
        ('prompt = "{{text}}"\n[output]\nlabels = ["a", "a", ""]\n', "line 3"),
        ('prompt = "{{text}}"\n[parameters.a]\nchoices = ["x"]\ndefault = "y"\n', "line 4"),
    ],
)
def test_what_is_wrong_in_a_template_is_named_with_its_line_and_nothing_is_written(source, said):
    result = pa("templates", "new", "mine", stdin=source)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert len(result.stderr.splitlines()) <= 3
    assert pa("templates", "show", "mine").exit_code == 1


@pytest.mark.parametrize(
    ("name", "parameter", "argv"),
    [
        ("classify", "labels", ("classify", "-l", "a,b", "hello")),
        ("translate", "to", ("translate", "--to", "de", "hello")),
    ],
)
def test_a_template_of_ones_own_needs_only_the_parameters_that_are_given(name, parameter, argv):
    source = f'prompt = "{{{{{parameter}}}}}: {{{{text}}}}"\n[parameters.{parameter}]\nhelp = "x"\n'
    assert pa("templates", "new", name, "-y", stdin=source).exit_code == 0
    engine = ScriptedEngine(["a"] * 3)
    result = pa(*argv, wire=wire_with(engine))
    assert (result.exit_code, result.stdout) == (0, "a\n")
    assert engine.requests[0].messages[-1].content.endswith(": hello")
