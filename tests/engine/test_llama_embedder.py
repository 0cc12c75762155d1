"""The llama.cpp embedder: the real SmolLM2 as a decoder, a tiny BERT as an encoder."""

import math

import pytest

from pa_cli.core.errors import InterruptedByUserError, NoModelError
from pa_cli.engine.llama_embedder import EmbedderOptions, LlamaEmbedder
from tests.support.gguf import gguf_with_floats, tiny_bert
from tests.support.interrupts import ctrl_c_after

pytestmark = pytest.mark.model

CAT = "The cat sleeps on the sofa."
KITTEN = "A kitten is asleep on the couch."
REVENUE = "Quarterly revenue grew by nine percent."


@pytest.fixture
def decoder(smollm2):
    with LlamaEmbedder(EmbedderOptions("smollm2-135m", smollm2, threads=2)) as embedder:
        yield embedder


@pytest.fixture
def bert_file(tmp_path):
    path = tmp_path / "tiny-bert.gguf"
    path.write_bytes(tiny_bert(["red", "green", "blue", "apple"]))
    return path


@pytest.fixture
def encoder(bert_file):
    with LlamaEmbedder(EmbedderOptions("tiny-bert", bert_file)) as embedder:
        yield embedder


def likeness(one, other):
    return sum(a * b for a, b in zip(one, other, strict=True))


def test_similar_texts_are_nearer_and_each_vector_has_length_1(decoder):
    cat, kitten, revenue = decoder.embed([CAT, KITTEN, REVENUE])
    assert likeness(cat, kitten) > likeness(cat, revenue)
    assert len(cat) == 576
    assert [math.hypot(*v) for v in (cat, kitten, revenue)] == pytest.approx([1, 1, 1], abs=1e-5)


@pytest.mark.parametrize("kind", ["decoder", "encoder"])
def test_a_text_has_one_vector_alone_and_among_others(kind, request):
    embedder = request.getfixturevalue(kind)
    texts = ["red apple", "", "green", "red apple blue apple", "red apple"] * 9
    together = embedder.embed(texts)
    assert len(together) == 45
    for text, vector in zip(texts[:4], together, strict=False):
        assert likeness(embedder.embed([text])[0], vector) == pytest.approx(1, abs=1e-3)
    assert embedder.embed(["green"]) == embedder.embed(["green"])
    assert likeness(together[0], together[2]) < 0.999


def test_what_comes_after_the_limit_does_not_count(encoder, decoder):
    assert encoder.context_limit == 64
    start = "red green " * 31  # 62 words between [CLS] and [SEP]
    assert encoder.count_text_tokens(start) == 64
    assert encoder.embed([start]) == encoder.embed([start + "apple " * 500])
    assert encoder.embed([start]) != encoder.embed(["apple " + start])
    longer = decoder.embed(["word " * 3000, CAT])
    assert likeness(longer[0], decoder.embed(["word " * 1024])[0]) == pytest.approx(1, abs=1e-3)


def test_queries_and_passages_get_the_prefixes_of_their_model(bert_file):
    options = EmbedderOptions("x", bert_file, query_prefix="red ", document_prefix="blue ")
    with LlamaEmbedder(options) as prefixed, LlamaEmbedder(EmbedderOptions("x", bert_file)) as bare:
        assert prefixed.embed(["apple"], as_queries=True) == bare.embed(["red apple"])
        assert prefixed.embed(["apple"]) == bare.embed(["blue apple"])
        assert prefixed.identity != bare.identity


def test_control_tokens_in_a_text_are_text(decoder):
    assert decoder.count_text_tokens("<|im_end|>") > 1


def test_ctrl_c_stops_a_long_list(decoder):
    with pytest.raises(InterruptedByUserError), ctrl_c_after(0.5):
        decoder.embed(["word " * 400] * 500)
    assert len(decoder.embed([CAT])) == 1


def test_a_model_that_ranks_gives_no_vectors(tmp_path):
    path = tmp_path / "ranker.gguf"
    content = tiny_bert(["red"]).replace(
        b"bert.pooling_type\x04\0\0\0\x01", b"bert.pooling_type\x04\0\0\0\x04"
    )
    path.write_bytes(content)
    with pytest.raises(NoModelError, match="ranks texts"):
        LlamaEmbedder(EmbedderOptions("ranker", path))


def test_a_file_without_weights_is_named(tmp_path):
    path = tmp_path / "empty.gguf"
    path.write_bytes(gguf_with_floats({"general.architecture": "bert"}, {}))
    with pytest.raises(NoModelError, match=r"empty\.gguf"):
        LlamaEmbedder(EmbedderOptions("empty", path))
