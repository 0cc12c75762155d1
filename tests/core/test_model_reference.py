import pytest

from pa_cli.core.errors import UsageError
from pa_cli.core.model_reference import (
    choose_file,
    name_of_file,
    parse_address,
    parse_reference,
)
from pa_cli.core.model_source import HubSource


@pytest.mark.parametrize(
    ("text", "source", "quantization"),
    [
        ("Qwen/Qwen3-8B-GGUF", HubSource("Qwen/Qwen3-8B-GGUF", ""), ""),
        ("a/b:Q8_0", HubSource("a/b", ""), "Q8_0"),
        ("a/b:sub/x-Q4_0.GGUF", HubSource("a/b", "sub/x-Q4_0.GGUF"), ""),
        ("a/b@v1.0:x.gguf", HubSource("a/b", "x.gguf", "v1.0"), ""),
    ],
)
def test_a_reference_names_repository_file_or_quantization(text, source, quantization):
    assert parse_reference(text) == (source, quantization)


@pytest.mark.parametrize("text", ["", "a", "a/b/c", "a b/c", "/b", "a/:Q8_0", "../b/c"])
def test_what_names_no_repository_is_refused(text):
    with pytest.raises(UsageError):
        parse_reference(text)


@pytest.mark.parametrize(
    ("url", "source"),
    [
        (
            "https://huggingface.co/a/b/resolve/main/x.gguf?download=true",
            HubSource("a/b", "x.gguf"),
        ),
        ("https://hf.co/a/b/blob/abc123/sub/x.gguf", HubSource("a/b", "sub/x.gguf", "abc123")),
        ("https://example.org/a/b/resolve/main/x.gguf", None),
        ("https://huggingface.co/a/b", None),
    ],
)
def test_the_address_of_a_hub_file_is_that_file(url, source):
    assert parse_address(url) == source


@pytest.mark.parametrize(
    ("names", "quantization", "chosen"),
    [
        (["x-q5_k_m.gguf"], "", "x-q5_k_m.gguf"),
        (["x-Q4_K_M.gguf", "x-Q4_K_S.gguf", "x-UD-Q4_K_M.gguf"], "", "x-Q4_K_M.gguf"),
        (["x-UD-Q4_K_M.gguf", "x-Q8_0.gguf"], "", "x-UD-Q4_K_M.gguf"),
        (["x.BF16.gguf", "x.F16.gguf"], "bf16", "x.BF16.gguf"),
        (["Qwen2-Q4_0/x.gguf", "x-IQ4_XS.gguf"], "iq4_xs", "x-IQ4_XS.gguf"),
        (["x-MXFP4.gguf", "mmproj-x-f16.gguf", "imatrix.gguf"], "", "x-MXFP4.gguf"),
    ],
)
def test_the_file_with_the_quantization_is_chosen(names, quantization, chosen):
    assert choose_file("a/b", dict.fromkeys(names, 1), quantization) == chosen


@pytest.mark.parametrize(
    ("names", "quantization", "words"),
    [
        (["README.md"], "", "no GGUF file"),
        (["a-Q8_0.gguf", "b-Q8_0.gguf"], "Q8_0", "more than one Q8_0"),
        (["a-Q8_0.gguf", "a-Q2_K.gguf"], "", "no Q4_K_M file"),
        (["a-Q8_0-00001-of-00002.gguf", "a-Q8_0-00002-of-00002.gguf"], "Q8_0", "split"),
    ],
)
def test_what_cannot_be_decided_is_said(names, quantization, words):
    with pytest.raises(UsageError, match=words):
        choose_file("a/b", dict.fromkeys(names, 1), quantization)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("SmolLM2-135M-Instruct.Q4_1.gguf", "smollm2-135m-instruct.q4_1"),
        ("My Model (1).GGUF", "my-model-1"),
        ("模型.gguf", "模型"),
        ("../.gguf", "model"),
        ("", "model"),
    ],
)
def test_a_model_is_called_after_its_file(file_name, name):
    assert name_of_file(file_name) == name
