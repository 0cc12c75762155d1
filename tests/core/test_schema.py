import json
import time

import pytest

from pa_cli.core.errors import UsageError
from pa_cli.core.grammar import schema_grammar
from pa_cli.core.schema import parse_schema


def test_the_short_form_names_fields_types_and_meanings():
    document = parse_schema("name, age int, tags list, note: what matters").document
    assert document == {
        "type": "object",
        "properties": {
            "name": {"type": "string"},
            "age": {"type": "integer"},
            "tags": {"type": "array", "items": {"type": "string"}},
            "note": {"type": "string", "description": "what matters"},
        },
        "required": ["name", "age", "tags", "note"],
        "additionalProperties": False,
    }


@pytest.mark.parametrize(
    ("field", "schema"),
    [
        ("when date", {"type": "string", "format": "date"}),
        ("when datetime", {"type": "string", "format": "date-time"}),
        ("mail email", {"type": "string", "format": "email"}),
        ("date", {"type": "string", "format": "date"}),
        ("Email?", {"anyOf": [{"type": "string", "format": "email"}, {"type": "null"}]}),
        ("date text", {"type": "string"}),
        ("number", {"type": "string"}),
        ("price float", {"type": "number"}),
        ("sizes list of int", {"type": "array", "items": {"type": "integer"}}),
        ("sizes list int", {"type": "array", "items": {"type": "integer"}}),
        ("mood good|so so|bad", {"type": "string", "enum": ["good", "so so", "bad"]}),
        ("due? date", {"anyOf": [{"type": "string", "format": "date"}, {"type": "null"}]}),
        ("年龄 int：几岁", {"type": "integer", "description": "几岁"}),
    ],
)
def test_a_field_of_the_short_form(field, schema):
    (found,) = parse_schema(field).document["properties"].values()
    assert found == schema


@pytest.mark.parametrize(
    ("field", "name", "schema"),
    [
        ("invoice date date", "invoice date", {"type": "string", "format": "date"}),
        ("due date", "due", {"type": "string", "format": "date"}),
        ("net total number", "net total", {"type": "number"}),
        ("place of birth", "place of birth", {"type": "string"}),
        ("contact person?", "contact person", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
        ("last paid? date: day", "last paid", None),
        ("key tags list of int", "key tags", {"type": "array", "items": {"type": "integer"}}),
        ("mood happy | sad", "mood", {"type": "string", "enum": ["happy", "sad"]}),
    ],
)
def test_a_name_may_have_several_words(field, name, schema):
    ((found, given),) = parse_schema(field).document["properties"].items()
    assert found == name
    assert given == schema or schema is None


def test_a_field_without_an_end_is_refused_soon():
    with pytest.raises(UsageError, match="cannot be read"):
        parse_schema("a ?" * 50_000)


def test_with_a_field_a_line_descriptions_may_hold_commas():
    properties = parse_schema("name: first, then last\nage int\n\n").document["properties"]
    assert properties["name"]["description"] == "first, then last"
    assert list(properties) == ["name", "age"]


def test_chinese_commas_part_fields_too():
    assert list(parse_schema("姓名，年龄 int").document["properties"]) == ["姓名", "年龄"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no field"),
        ("age itn", "'int'"),
        ("age number of things", "no type"),
        ("a, a", "'a' twice"),
        ("na!me", "na!me"),
        ("mood a||b", "empty choice"),
        ("[1]", "JSON object"),
        ('{"type": "object"', "not valid JSON"),
        ('{"enum": [NaN]}', "NaN"),
        ('{"type": "objekt"}', "objekt"),
        ('{"type": "string", "format": "hostname"}', "hostname"),
        ('{"properties": {"a": {"type": "integer", "multipleOf": 2}}}', "at a has 'multipleOf'"),
        ('{"if": {}}', "'if'"),
        ('{"oneOf": [{}]}', "'oneOf'"),
        ('{"$ref": "https://example.com/x.json"}', "only references into the same schema"),
        ('{"$ref": "#/$defs/a"}', "not there"),
        ('{"$ref": "#/$defs/a", "$defs": {"a": {"$ref": "#/$defs/a"}}}', "itself"),
        (
            '{"properties": {"a": {"$ref": "#/properties/b"}, "b": {"items": {"$ref": "#/properties/a"}}}}',
            "itself",
        ),
        ('{"$ref": "#"}', "itself"),
        ('{"properties": {"a": {}}, "required": ["b"]}', "'b'"),
        ('{"type": "integer", "minimum": 3, "maximum": 2}', "no number can meet"),
        ('{"type": "integer", "exclusiveMinimum": 2, "exclusiveMaximum": 3}', "no number can meet"),
        ('{"type": "number", "exclusiveMinimum": 2, "maximum": 2}', "no number can meet"),
        ('{"type": "number", "minimum": 1e30}', "beyond"),
        ('{"type": "number", "minimum": 1e999}', "beyond"),
        ('{"type": "number", "minimum": 0.12345678}', "decimals"),
        ('{"type": "string", "minLength": 3, "maxLength": 2}', "nothing can fit"),
        ('{"type": "string", "minLength": -1}', "whole number"),
        ('{"type": "string", "pattern": "^a", "maxLength": 2}', "pattern and maxLength"),
        ('{"type": "string", "enum": [1, 2]}', "of its type"),
        ('{"enum": []}', "at least one"),
        ('{"enum": [{"a": 1}]}', "plain values"),
        ('{"const": "\\ud800"}', "surrogate"),
        ('{"properties": {"a": false}}', "must be an object"),
        ('{"properties": {"a": {"$id": "https://example.com"}}}', "$id"),
        ('{"anyOf": [{}], "type": "string"}', "beside"),
        ('{"allOf": [{}, {}]}', "allOf"),
    ],
)
def test_what_cannot_be_a_schema_says_why(text, words):
    with pytest.raises(UsageError) as caught:
        parse_schema(text)
    assert words in caught.value.message


def nested(levels: int) -> str:
    return '{"type":"array","items":' * levels + '{"type":"null"}' + "}" * levels


def test_nesting_has_a_stated_depth():
    schema_grammar(parse_schema(nested(12)).root)
    with pytest.raises(UsageError, match="12 levels"):
        parse_schema(nested(13))


def doubling(levels: int) -> str:
    """Small to write, two to the power of `levels` to unfold."""
    twice = [
        {"properties": {"x": {"$ref": f"#/$defs/d{n + 1}"}, "y": {"$ref": f"#/$defs/d{n + 1}"}}}
        for n in range(levels)
    ]
    defs = {f"d{n}": schema for n, schema in enumerate([*twice, {"type": "null"}])}
    return json.dumps({"$ref": "#/$defs/d0", "$defs": defs})


@pytest.mark.parametrize(
    "text",
    [
        nested(900),
        nested(9000),
        doubling(11),
        '{"anyOf":[' * 500 + "{}" + "]}" * 500,
        '{"allOf":[' * 300 + "{}" + "]}" * 300,
        json.dumps({"properties": {f"p{n}": {"type": "string"} for n in range(2000)}}),
        json.dumps({"enum": [f"value {n}" for n in range(3000)]}),
        json.dumps({"enum": ["x" * 190_000]}) + " " * 20_000 + "x",
        json.dumps(
            {
                "$ref": "#/$defs/0",
                "$defs": {str(n): {"$ref": f"#/$defs/{n + 1}"} for n in range(900)},
            }
        ),
        json.dumps({"properties": {f"p{n}": {"enum": ["y" * 900 + str(n)]} for n in range(500)}}),
    ],
    ids=range(10),
)
def test_a_hostile_schema_is_refused_at_once(text):
    started = time.process_time()
    with pytest.raises(UsageError):
        schema_grammar(parse_schema(text).root)
    assert time.process_time() - started < 5


def test_schemas_as_libraries_write_them_are_read():
    schema = parse_schema(
        json.dumps(
            {
                "$schema": "https://json-schema.org/draft/2020-12/schema",
                "$id": "https://example.com/order.json",
                "title": "Order",
                "type": "object",
                "$defs": {
                    "Item": {
                        "title": "Item",
                        "type": "object",
                        "properties": {
                            "name": {"title": "Name", "type": "string"},
                            "count": {"type": "integer", "default": 1, "minimum": 1},
                        },
                        "required": ["name"],
                    }
                },
                "properties": {
                    "items": {"type": "array", "items": {"$ref": "#/$defs/Item"}},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
                },
                "required": ["items"],
            }
        )
    )
    assert "count" in schema_grammar(schema.root)
