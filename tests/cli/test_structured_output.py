"""Whatever the schema and whatever the model says: valid data, or exit 5 with the raw text."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.support.fakes import Reply, ScriptedEngine, wire_with
from tests.support.instances import instance, mutated
from tests.support.runner import pa
from tests.support.schemas import schemas

through_the_door = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
objects = st.dictionaries(st.sampled_from(["a", "b", "中"]), schemas, min_size=1, max_size=3).map(
    lambda properties: {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }
)


@st.composite
def answers(draw, schema):
    """What a model may say: what follows the schema, what nearly does, and what was cut off."""
    dice = draw(st.randoms(use_true_random=False))
    text = json.dumps(instance(schema, dice), ensure_ascii=False)
    match draw(st.integers(0, 3)):
        case 0:
            return Reply(text)
        case 1:
            return Reply(mutated(text, dice))
        case 2:
            return Reply(text[: dice.randrange(len(text) + 1)], finish_reason="length")
        case _:
            return Reply(draw(st.text(max_size=20)))


def check(result, schema, reply, data=json.loads):
    """Exit 0 with data that follows `schema`, or 5 with nothing on stdout and the text on stderr."""
    assert "Traceback" not in result.stderr
    if result.exit_code == 0:
        assert not list(Draft202012Validator(schema).iter_errors(data(result.stdout)))
        assert json.loads(reply.text) == data(result.stdout)
        return
    assert (result.exit_code, result.stdout) == (5, "")
    for line in reply.text.splitlines():  # what could steer a terminal is shown cleaned
        assert not line.isprintable() or line.strip() in result.stderr


@through_the_door
@given(st.data())
def test_ask_writes_valid_data_or_exits_with_5(data):
    schema = data.draw(schemas)
    reply = data.draw(answers(schema))
    wire = wire_with(ScriptedEngine([reply]))
    argv = ("ask", "-n", "--tools", "none", "--schema", json.dumps(schema), "tell me")
    check(pa(*argv, wire=wire), schema, reply)


@through_the_door
@given(st.data())
def test_a_document_holds_valid_data_or_there_is_none(data):
    schema = data.draw(objects)
    reply = data.draw(answers(schema))
    wire = wire_with(ScriptedEngine([reply]))
    argv = ("run", "explain", "--schema", json.dumps(schema), "--json", "x")
    check(pa(*argv, wire=wire), schema, reply, lambda text: json.loads(text)["data"])


@through_the_door
@given(st.data())
def test_extracted_values_stand_in_the_text_whatever_the_model_says(data):
    schema = data.draw(objects)
    dice = data.draw(st.randoms(use_true_random=False))
    said = json.dumps(instance(schema, dice), ensure_ascii=False)
    reply = Reply(data.draw(st.sampled_from([said, mutated(said, dice), '{"a": "x", "b": null}'])))
    text = "a 17 x 2026-11-17 中 Ana é"
    argv = ("extract", "--schema", json.dumps(schema), "--json", text)
    result = pa(*argv, wire=wire_with(ScriptedEngine([reply])))
    assert "Traceback" not in result.stderr
    if result.exit_code == 0:
        for start, end in result.json["spans"].values():
            assert text[start:end]
    else:
        assert (result.exit_code, result.stdout) in {(5, ""), (2, "")}


def test_a_schema_of_the_command_line_stands_before_that_of_the_template():
    wire = wire_with(ScriptedEngine(['{"points": 3}']))
    result = pa("run", "grade", "-p", "rubric=x 3", "--schema", "points int", "an essay", wire=wire)
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"points": 3})


@pytest.mark.parametrize("verb", [("ask",), ("run", "explain"), ("extract",)])
@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ("{", "not valid JSON"),
        ("[]", "must be a JSON object"),
        ('{"type": "strin"}', "unknown type 'strin'"),
        ('{"type": "object", "properties": 3}', "needs an object as properties"),
        ('{"$ref": "#"}', "refers to itself"),
        ('{"$defs": {"a": {"$ref": "#/$defs/a"}}, "$ref": "#/$defs/a"}', "recursion has no bound"),
        ('{"type":"array","items":' * 20 + "{}" + "}" * 20, "nested more than 12"),
        ("[" * 5_000, "nested too deeply"),
        ('{"type": "string", "pattern": "(?=a)a"}', "pattern"),
        ('{"type": "string", "minLength": 9, "maxLength": 3}', "nothing can fit"),
        ('{"not": {}}', "does not support"),
        ("name, name", "twice"),
        ("age itn", "did you mean"),
        ("", "no field"),
    ],
)
def test_what_is_no_schema_or_a_hostile_one_never_reaches_a_model(verb, schema, said):
    engine = ScriptedEngine([])
    result = pa(*verb, "--schema", schema, "some text", wire=wire_with(engine))
    assert (result.exit_code, result.stdout, engine.requests) == (2, "", [])
    assert said in result.stderr or verb == ("extract",)  # which says what else it needs
    assert len(result.stderr.splitlines()) <= 3
