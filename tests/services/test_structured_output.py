import pytest

from pa_cli.core.errors import SchemaError
from pa_cli.core.schema import parse_schema
from pa_cli.services.structured_output import read_structured, schema_instructions

PERSON = parse_schema("name, age int, born? date")


def test_a_good_answer_becomes_data():
    text = '{"name": "王", "age": 3, "born": "2023-05-01"}'
    assert read_structured(text, PERSON) == {"name": "王", "age": 3, "born": "2023-05-01"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"name": "Ana", "age": "3", "born": null}', "age: '3' is not of type 'integer'"),
        ('{"name": "Ana", "age": 3}', "'born' is a required property"),
        ('{"name": "Ana", "age": 3, "born": "2023-02-31"}', "born"),
        ('{"name": "Ana", "age": 3, "born": null, "x": 1}', "'x' was unexpected"),
        ("I would say Ana.", "not valid JSON"),
        ('{"name": "Ana", "age": NaN, "born": null}', "not valid JSON"),
        ("[" * 100_000, "not valid JSON"),
    ],
)
def test_a_bad_answer_is_refused_and_kept(text, words):
    with pytest.raises(SchemaError) as caught:
        read_structured(text, PERSON)
    assert words in caught.value.message
    assert caught.value.raw == text


def test_an_answer_that_was_cut_off_names_the_limit_and_the_way_out():
    with pytest.raises(SchemaError) as caught:
        read_structured('{"name": "An', PERSON, finish_reason="length", max_tokens=8)
    assert "8 tokens" in caught.value.message
    assert "--max-tokens" in caught.value.hint


def test_a_whole_answer_at_the_limit_is_good():
    text = '{"name": "Ana", "age": 3, "born": null}'
    assert read_structured(text, PERSON, finish_reason="length")["age"] == 3


def test_the_model_is_told_the_fields_and_their_meaning():
    told = schema_instructions(parse_schema("名字: 全名"))
    assert "名字" in told
    assert "全名" in told
