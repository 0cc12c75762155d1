import os
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.core.errors import NoModelError
from pa_cli.storage.gguf import read_header
from tests.support.gguf import QWEN, gguf_bytes


@pytest.fixture
def write(tmp_path):
    def write(content, name="m.gguf"):
        path = tmp_path / name
        path.write_bytes(content)
        return path

    return write


def shape_of(write, metadata):
    return read_header(write(gguf_bytes(metadata))).shape


def complaint(path):
    with pytest.raises(NoModelError) as caught:
        read_header(path)
    assert str(path) in caught.value.message
    return caught.value.message


def test_a_whole_file_tells_its_geometry(write):
    header = read_header(write(gguf_bytes()))
    assert (header.title, header.license) == ("Tiny Qwen", "apache-2.0")
    shape = header.shape
    assert (shape.architecture, shape.layers, shape.context_length) == ("qwen2", 28, 32768)
    # K and V of 28 layers, 2 heads of 1536 / 12 = 128, two bytes each
    assert shape.kv_bytes_per_token == 2 * 28 * 2 * 128 * 2
    assert (shape.kv_sliding_bytes_per_token, shape.kv_fixed_bytes) == (0, 0)
    assert shape.quantization == "Q4_K_M"
    assert shape.vocabulary == 3
    assert shape.parameters == 256 * 3 + 256 * 4
    assert shape.weight_bytes == 256 * 3 * 4 + 4 * 144
    assert shape.repackable_bytes == 4 * 144
    assert shape.has_chat_template
    assert not shape.is_embedding


def test_a_base_model_has_no_template(write):
    metadata = {k: v for k, v in QWEN.items() if k != "tokenizer.chat_template"}
    assert not shape_of(write, metadata).has_chat_template


def test_heads_by_layer_count_only_the_layers_that_attend(write):
    metadata = {
        "general.architecture": "lfm2",
        "lfm2.block_count": 16,
        "lfm2.embedding_length": 2048,
        "lfm2.attention.head_count": 32,
        "lfm2.attention.head_count_kv": [0, 0, 8] * 5 + [8],
        "lfm2.shortconv.l_cache": 3,
    }
    shape = shape_of(write, metadata)
    assert shape.kv_bytes_per_token == 12288  # 6 layers x 8 heads x 64 x (K and V) x 2 bytes
    assert shape.kv_fixed_bytes == 10 * 2048 * 2 * 4
    assert shape.is_recurrent


def test_a_hybrid_attends_in_one_layer_of_four(write):
    metadata = {
        "general.architecture": "qwen35",
        "qwen35.block_count": 32,
        "qwen35.embedding_length": 2560,
        "qwen35.attention.head_count": 16,
        "qwen35.attention.head_count_kv": 4,
        "qwen35.attention.key_length": 256,
        "qwen35.attention.value_length": 256,
        "qwen35.full_attention_interval": 4,
        "qwen35.ssm.inner_size": 4096,
        "qwen35.ssm.state_size": 128,
        "qwen35.ssm.group_count": 16,
        "qwen35.ssm.conv_kernel": 4,
    }
    shape = shape_of(write, metadata)
    assert shape.kv_bytes_per_token == 32768  # 8 layers x 4 heads x 256 x 2 x 2 bytes
    assert shape.kv_fixed_bytes == 24 * 4 * (3 * (4096 + 2 * 16 * 128) + 128 * 4096)


def test_sliding_and_shared_layers_are_told_apart(write):
    slides = ([True] * 5 + [False]) * 7
    metadata = {
        "general.architecture": "gemma4",
        "gemma4.block_count": 42,
        "gemma4.embedding_length": 2560,
        "gemma4.attention.head_count": 8,
        "gemma4.attention.head_count_kv": 2,
        "gemma4.attention.key_length": 512,
        "gemma4.attention.value_length": 512,
        "gemma4.attention.key_length_swa": 256,
        "gemma4.attention.value_length_swa": 256,
        "gemma4.attention.sliding_window": 512,
        "gemma4.attention.sliding_window_pattern": slides,
        "gemma4.attention.shared_kv_layers": 18,
    }
    shape = shape_of(write, metadata)
    assert shape.kv_bytes_per_token == 16384  # 4 of the 24 owning layers x 2 x 512 x 2 x 2 bytes
    assert shape.kv_sliding_bytes_per_token == 20 * 2 * 256 * 2 * 2
    assert shape.sliding_window == 512


def test_an_embedding_model_is_known_by_its_pooling(write):
    assert shape_of(write, {**QWEN, "qwen2.pooling_type": 1}).is_embedding


def test_a_file_that_lost_its_end_is_incomplete(write):
    whole = gguf_bytes()
    # the last tensor begins at 3072 of the data and has four blocks of 144 bytes
    message = complaint(write(whole[:-1]))
    assert "incomplete" in message
    assert str(len(whole) - 1) in message
    assert str(len(whole)) in message


def test_a_file_that_ends_in_its_header_is_incomplete(write):
    assert "incomplete" in complaint(write(gguf_bytes()[:200]))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"<!DOCTYPE html><html>404</html>", "web page"),
        (b"just some text\n", "text file"),
        (b"PK\x03\x04" + b"\0" * 100, "zip archive"),
        (b"\x20\0\0\0\0\0\0\0" + b'{"a":1}', "safetensors"),
        (b"version https://git-lfs.github.com/spec/v1\n", "Git LFS pointer"),
        (b"\x11r\x91\xe8z\xaeF\x8c" + b"\0" * 8, "not a GGUF model"),
        (b"GGUF" + struct.pack(">IQQ", 3, 1, 1), "big-endian"),
        (b"GGUF" + struct.pack("<IQQ", 1, 1, 1), "version"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**60, 1), "tensors"),
        (b"GGUF" + struct.pack("<IQQ", 3, 1, 2**60), "keys"),
    ],
)
def test_what_is_no_model_is_called_by_its_name(write, content, words):
    assert words in complaint(write(content))


def test_a_folder_names_the_models_in_it(tmp_path, write):
    write(gguf_bytes(), "inside.gguf")
    message = complaint(tmp_path)
    assert "folder" in message
    assert "inside.gguf" in message


def test_a_file_that_is_not_there(tmp_path):
    assert "no file" in complaint(tmp_path / "nothing.gguf")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no FIFOs here")
@pytest.mark.timeout(10)
def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path):
    path = tmp_path / "pipe.gguf"
    os.mkfifo(path)
    assert "regular file" in complaint(path)


def test_an_adapter_and_a_vision_part_are_no_models(write):
    assert "LoRA" in complaint(write(gguf_bytes({**QWEN, "general.type": "adapter"})))
    assert "vision" in complaint(write(gguf_bytes({**QWEN, "general.architecture": "clip"})))


@pytest.mark.parametrize(
    "metadata",
    [
        {**QWEN, "qwen2.block_count": 2**31},
        {**QWEN, "qwen2.attention.head_count_kv": 2**31},
        {**QWEN, "qwen2.attention.head_count": "many"},
        {**QWEN, "qwen2.embedding_length": float("nan")},
        {**QWEN, "general.alignment": 0},
        {**QWEN, "general.alignment": 2**31},
        {"general.name": "no architecture"},
    ],
)
def test_absurd_numbers_are_damage(write, metadata):
    assert "damaged" in complaint(write(gguf_bytes(metadata)))


@pytest.mark.timeout(20)
def test_endless_lists_end_the_walk(write):
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, 1)
    key = struct.pack("<Q", 1) + b"k"
    many = 5_000_000
    listed = head + key + struct.pack("<IIQ", 9, 8, many) + b"\0" * (many * 8)
    assert "damaged" in complaint(write(listed))
    endless = head + key + struct.pack("<IIQ", 9, 8, 2**62)
    assert "incomplete" in complaint(write(endless))
    assert "incomplete" in complaint(write(head + key + struct.pack("<IIQ", 9, 4, 2**62)))


_WHOLE = gguf_bytes()


@given(st.data())
def test_no_damage_gets_out_as_anything_but_a_sentence(tmp_path_factory, data):
    content = bytearray(_WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, 700))
        content[at] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.getbasetemp() / "hostile.gguf"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        read_header(path)
    except NoModelError as error:
        assert error.message  # noqa: PT017 - both outcomes are fine, a third one is not


@given(st.binary(max_size=400))
def test_random_bytes_behind_the_magic(tmp_path_factory, tail):
    path = tmp_path_factory.getbasetemp() / "random.gguf"
    path.write_bytes(b"GGUF\x03\0\0\0" + tail)
    with pytest.raises(NoModelError):
        read_header(path)


@pytest.mark.model
def test_smollm2_as_its_makers_describe_it(smollm2):
    header = read_header(smollm2)
    shape = header.shape
    assert (shape.architecture, shape.layers, shape.context_length) == ("llama", 30, 8192)
    assert shape.kv_bytes_per_token == 2 * 30 * 3 * 64 * 2
    assert shape.parameters == 134_515_008
    assert shape.file_bytes == smollm2.stat().st_size
    assert shape.has_chat_template
