import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pa_cli.core.errors import SchemaError, UsageError
from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.schema import parse_schema
from pa_cli.services.structured_output import read_structured
from tests.support.gbnf import Gbnf
from tests.support.instances import instance, mutated
from tests.support.schemas import schemas


def grammar_of(schema) -> Gbnf:
    text = schema if isinstance(schema, str) else json.dumps(schema)
    return Gbnf(schema_grammar(parse_schema(text).root))


@settings(max_examples=100, deadline=None)
@given(schemas, st.randoms(use_true_random=False))
def test_whatever_the_grammar_lets_through_follows_the_schema(schema, dice):
    parsed = parse_schema(json.dumps(schema))
    grammar = Gbnf(schema_grammar(parsed.root))
    for _ in range(5):
        text = grammar.say(dice)
        assert grammar.holds(text)
        read_structured(text, parsed)


@settings(max_examples=100, deadline=None)
@given(schemas, st.randoms(use_true_random=False))
def test_every_value_that_follows_the_schema_is_in_its_grammar(schema, dice):
    parsed = parse_schema(json.dumps(schema))
    grammar = Gbnf(schema_grammar(parsed.root))
    for _ in range(3):
        value = instance(schema, dice)
        for indent in (None, 2):
            text = json.dumps(value, ensure_ascii=False, indent=indent)
            assert grammar.holds(text), text
            assert read_structured(text, parsed) == value


@settings(max_examples=100, deadline=None)
@given(schemas, st.randoms(use_true_random=False))
def test_a_text_that_does_not_follow_the_schema_is_not_in_its_grammar(schema, dice):
    parsed = parse_schema(json.dumps(schema))
    grammar = Gbnf(schema_grammar(parsed.root))
    text = mutated(json.dumps(instance(schema, dice), ensure_ascii=False), dice)
    try:
        read_structured(text, parsed)
    except SchemaError:
        assert not grammar.holds(text), text


@settings(max_examples=100, deadline=None)
@given(schemas, st.randoms(use_true_random=False), st.data())
def test_a_cut_off_answer_is_never_half_an_object(schema, dice, data):
    parsed = parse_schema(json.dumps({"type": "object", "properties": {"a": schema}}))
    text = Gbnf(schema_grammar(parsed.root)).say(dice)
    half = text[: data.draw(st.integers(0, len(text) - 1))]
    with pytest.raises(SchemaError) as caught:
        read_structured(half, parsed, finish_reason="length", max_tokens=9)
    assert caught.value.raw == half
    assert "9 tokens" in caught.value.message


@pytest.mark.parametrize(
    ("schema", "accepted", "rejected"),
    [
        (
            "name, age int",
            [
                '{"name": "Ana", "age": 41}',
                '{"name":"","age":-3}',
                '{\n  "name": "é\\n\\"😀", "age": 0}',
            ],
            ['{"age": 41, "name": "Ana"}', '{"name": "Ana"}', '{"name": "Ana", "age": 041}', "{}"],
        ),
        (
            "tags list, ok bool, nick?",
            [
                '{"tags": [], "ok": true, "nick": null}',
                '{"tags": ["a", "b"], "ok": false, "nick": "x"}',
            ],
            [
                '{"tags": [1], "ok": true, "nick": null}',
                '{"tags": ["a",], "ok": true, "nick": null}',
            ],
        ),
        ("mood happy|so so", ['{"mood": "so so"}'], ['{"mood": "sad"}']),
        (
            {"properties": {"a": {"const": 1}, "b": {"const": 2}, "c": {"const": 3}}},
            ["{}", '{"a": 1}', '{"b": 2}', '{"a": 1, "c": 3}', '{"a": 1, "b": 2, "c": 3}'],
            ['{"b": 2, "a": 1}', '{"a": 1 "b": 2}', '{,"b": 2}', '{"a": 1,}'],
        ),
        (
            {
                "properties": {"a": {"const": 1}, "b": {"const": 2}, "c": {"const": 3}},
                "required": ["b"],
            },
            ['{"b": 2}', '{"a": 1, "b": 2}', '{"b": 2, "c": 3}'],
            ["{}", '{"a": 1}', '{"a": 1, "c": 3}'],
        ),
        (
            {"type": "integer", "minimum": -12, "exclusiveMaximum": 305},
            ["-12", "-1", "0", "7", "99", "300", "304"],
            ["-13", "305", "1000", "-0", "1.0", "00"],
        ),
        (
            {"type": "number", "minimum": 0, "maximum": 1},
            ["0", "0.5", "0.001", "1", "1.0"],
            ["-0.1", "1.01", "2", "0.", ".5"],
        ),
        (
            {"type": "number", "exclusiveMinimum": -0.5, "maximum": 2.25},
            ["-0.49", "-0.001", "0.00", "1.99", "2.2499", "2.25", "0", "1.5", "-0.4", "2"],
            ["-0.5", "-0.50", "2.251", "2.26", "-1.00", "2.3", "3", "-1", "1."],
        ),
        (
            {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1},
            ["0.25", "0.011", "0.1", "0.0001", "0.999"],
            ["0", "0.0", "1", "1.0", "-0.1", "0.9999999999999999999999"],
        ),
        (
            {"type": "array", "items": {"type": "null"}, "minItems": 1, "maxItems": 2},
            ["[null]"],
            ["[]"],
        ),
        ({"type": "string", "maxLength": 2}, ['"é😀"', '"\\u00e9\\ud83d\\ude00"'], ['"abc"']),
        ({"type": "string"}, ['"\\u00e9"'], ['"\\ud83d"', '"\\ude00"', '"\n"', '"\x1b"', '"a']),
        (
            {"type": "string", "format": "date"},
            ['"2024-02-29"', '"2000-02-29"', '"2026-12-31"'],
            ['"2026-02-29"', '"1900-02-29"', '"2026-04-31"', '"2026-13-01"', '"26-1-1"'],
        ),
        (
            {"type": "string", "format": "date-time"},
            ['"2026-11-21T23:59:59Z"', '"2026-11-21T00:00:00.5+05:30"'],
            ['"2026-11-21T24:00:00Z"', '"2026-11-21 10:00:00Z"', '"2026-11-21T10:00:00"'],
        ),
        (
            {"type": "string", "pattern": '^"[^"]+"$'},
            ['"\\"hi\\""', '"\\"中\\\\\\""'],
            ['"hi"', '"\\"\\""'],
        ),
        ({"type": "string", "pattern": "b+"}, ['"b"', '"abba"'], ['""', '"aa"']),
        ({}, ["1", '{"a": [{"b": [null]}]}', "[]", '"x"'], ["nul", "[1 2]", "[[[[[[1]]]]]]"]),
        (
            {
                "$ref": "#/$defs/P",
                "$defs": {"P": {"anyOf": [{"type": "null"}, {"type": "boolean"}]}},
            },
            ["null", "true"],
            ["1"],
        ),
    ],
)
def test_a_grammar_holds_what_its_schema_means(schema, accepted, rejected):
    grammar = grammar_of(schema)
    for text in accepted:
        assert grammar.holds(text), text
    for text in rejected:
        assert not grammar.holds(text), text


def test_long_bounds_stay_out_of_the_grammar_and_in_the_check():
    schema = parse_schema('{"type": "string", "maxLength": 5000}')
    assert "5000" not in schema_grammar(schema.root)
    assert read_structured('"' + "a" * 5000 + '"', schema) == "a" * 5000
    with pytest.raises(SchemaError):
        read_structured('"' + "a" * 5001 + '"', schema)


def test_equal_parts_share_a_rule():
    wide = {
        "properties": {
            f"field{n}": {"type": "array", "items": {"type": "integer"}} for n in range(300)
        }
    }
    assert len(schema_grammar(parse_schema(json.dumps(wide)).root)) < 40_000


def test_labels_are_themselves_and_nothing_else():
    labels = ["spam", "spam?", 'say "hi"', "back\\slash", "好", "two\nlines", "spam"]
    grammar = Gbnf(labels_grammar(labels))
    assert all(grammar.holds(label) for label in labels)
    assert not any(grammar.holds(text) for text in ("", "spa", "spam ", '"spam"', "spamspam?"))


def test_five_hundred_labels_make_a_grammar():
    assert Gbnf(labels_grammar([f"label {n}" for n in range(500)])).holds("label 499")


@pytest.mark.parametrize("labels", [[], ["a", ""]])
def test_no_label_or_an_empty_one_is_a_usage_error(labels):
    with pytest.raises(UsageError):
        labels_grammar(labels)
