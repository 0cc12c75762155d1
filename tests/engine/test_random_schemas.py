"""Random schemas and the real SmolLM2, which understands none of them: valid data, or none."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.core.errors import SchemaError
from pa_cli.core.events import Finished, TextDelta
from pa_cli.core.grammar import schema_grammar
from pa_cli.core.sampling import Sampling
from pa_cli.core.schema import parse_schema
from pa_cli.engine.engine_options import EngineOptions
from pa_cli.engine.llama_engine import LlamaEngine
from pa_cli.services.structured_output import read_structured, schema_instructions
from tests.support.schemas import schemas

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def engine(smollm2, tmp_path_factory):
    cache = Path(tmp_path_factory.mktemp("cache"))
    options = EngineOptions("smollm2-135m", smollm2, threads=2, cache_folder=cache)
    with LlamaEngine(options) as engine:
        yield engine


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(schemas)
def test_what_a_model_writes_follows_any_schema_or_was_cut_off(engine, schema):
    parsed = parse_schema(json.dumps(schema))
    messages = [Message("user", f"Tell me of a walk.\n\n{schema_instructions(parsed)}")]
    request = GenerationRequest(
        messages,
        sampling=Sampling(temperature=1.2, seed=7, max_tokens=80),
        grammar=schema_grammar(parsed.root),
    )
    *events, finished = engine.generate(request)
    assert isinstance(finished, Finished)
    text = "".join(event.text for event in events if isinstance(event, TextDelta))
    try:
        read_structured(text, parsed, finish_reason=finished.finish_reason)
    except SchemaError:
        assert finished.finish_reason == "length", text
