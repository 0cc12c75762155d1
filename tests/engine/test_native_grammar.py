"""What our grammars are to the native parser and sampler; a crash there ends the test run."""

import contextlib
import ctypes
import json
import math
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pa_cli.core.grammar import labels_grammar, schema_grammar
from pa_cli.core.schema import parse_schema
from tests.support.gbnf import Gbnf
from tests.support.instances import instance
from tests.support.schemas import schemas

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def vocabulary(smollm2):
    import llama_cpp

    llama_cpp.llama_backend_init()
    parameters = llama_cpp.llama_model_default_params()
    parameters.vocab_only = True
    model = llama_cpp.llama_model_load_from_file(str(smollm2).encode(), parameters)
    yield llama_cpp.llama_model_get_vocab(model)
    llama_cpp.llama_model_free(model)


class NativeGrammar:
    """A grammar in llama.cpp's own hands."""

    def __init__(self, vocabulary, text: str) -> None:
        import llama_cpp

        self.api = llama_cpp
        self.vocabulary = vocabulary
        self.sampler = llama_cpp.llama_sampler_init_grammar(vocabulary, text.encode(), b"root")
        assert self.sampler, "the native parser refused the grammar"

    def close(self) -> None:
        self.api.llama_sampler_free(self.sampler)

    def allows(self, token: int) -> bool:
        candidate = self.api.llama_token_data(token, 0.0, 0.0)
        candidates = self.api.llama_token_data_array(ctypes.pointer(candidate), 1, -1, False)
        self.api.llama_sampler_apply(self.sampler, ctypes.byref(candidates))
        return not math.isinf(candidates.data[0].logit)

    def holds(self, text: str) -> bool:
        """`text` is allowed token by token, and may end there."""
        self.api.llama_sampler_reset(self.sampler)
        for token in self._tokens(text):
            if not self.allows(token):
                return False
            self.api.llama_sampler_accept(self.sampler, token)
        return self.allows(self.api.llama_vocab_eos(self.vocabulary))

    def _tokens(self, text: str) -> list[int]:
        content = text.encode()
        tokens = (self.api.llama_token * (len(content) + 8))()
        count = self.api.llama_tokenize(
            self.vocabulary, content, len(content), tokens, len(tokens), False, False
        )
        assert count >= 0
        return tokens[:count]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(schemas, st.randoms(use_true_random=False))
def test_the_native_sampler_reads_a_grammar_as_we_mean_it(vocabulary, schema, dice):
    text = schema_grammar(parse_schema(json.dumps(schema)).root)
    with contextlib.closing(NativeGrammar(vocabulary, text)) as native:
        for _ in range(3):
            answer = Gbnf(text).say(dice)
            assert native.holds(answer)
            assert not native.holds(answer + "}")
            assert native.holds(json.dumps(instance(schema, dice), ensure_ascii=False))


@pytest.mark.parametrize(
    "schema",
    [
        '{"type":"array","items":' * 12 + "{}" + "}" * 12,
        json.dumps({"properties": {f"p{n}": {"type": "string"} for n in range(400)}}),
        json.dumps({"enum": [f"value {n}" for n in range(1000)]}),
        '{"type": "string", "minLength": 256, "maxLength": 256}',
        '{"type": "string", "maxLength": 1000000}',
        json.dumps(
            {"type": "array", "minItems": 200, "maxItems": 256, "items": {"maxLength": 200}}
        ),
        '{"type": "string", "pattern": "^((a{1,9}b?){1,9}[^x]{0,9}){1,9}$"}',
        '{"type": "number", "minimum": -123456.654321, "maximum": 987654321.123456}',
        '{"type": "number", "exclusiveMinimum": -0.000001, "exclusiveMaximum": 99999.999999}',
    ],
    ids=range(9),
)
def test_the_largest_schemas_load(vocabulary, schema):
    text = schema_grammar(parse_schema(schema).root)
    with contextlib.closing(NativeGrammar(vocabulary, text)) as native:
        assert native.holds(Gbnf(text).say(random.Random(7)))


def test_labels_are_taken_whole(vocabulary):
    labels = [
        "spam",
        "spam!",
        'a "quoted" one',
        "back\\slash",
        "好评",
        *(f"l{n}" for n in range(500)),
    ]
    with contextlib.closing(NativeGrammar(vocabulary, labels_grammar(labels))) as native:
        assert all(native.holds(label) for label in labels)
        assert not any(native.holds(text) for text in ("spa", "spam ", "other", "好"))


def test_characters_that_come_in_pieces_are_taken(vocabulary):
    grammar = schema_grammar(parse_schema('{"type": "string"}').root)
    with contextlib.closing(NativeGrammar(vocabulary, grammar)) as native:
        for text in ("5 £ at 20 °C", "naïve «guillemets»", "王先生说“你好”", "👩‍👩‍👧", "\u2028"):
            assert native.holds(json.dumps(text, ensure_ascii=False)), text
