from dataclasses import replace

import pytest

from pa_cli.core.memory import compute_bytes, estimate_memory, judge_fit, kv_bytes
from pa_cli.core.model_spec import ModelShape

MIB = 2**20
QWEN = ModelShape(
    "qwen2",
    kv_bytes_per_token=12288,
    embedding_length=896,
    vocabulary=151936,
    attention_heads=14,
    repackable_bytes=28 * MIB,
)


def test_the_cache_grows_with_the_context_in_whole_blocks():
    # llama.cpp reports 48 MiB at 4096 and 384 MiB at 32768 for Qwen2.5 0.5B
    assert kv_bytes(QWEN, 4096) == 48 * MIB
    assert kv_bytes(QWEN, 32768) == 384 * MIB
    assert kv_bytes(QWEN, 4097) == kv_bytes(QWEN, 4352)


def test_quantized_caches_are_smaller_half_by_half():
    f16 = kv_bytes(QWEN, 4096)
    assert kv_bytes(QWEN, 4096, cache_type_k="f32", cache_type_v="f32") == 2 * f16
    both = kv_bytes(QWEN, 4096, cache_type_k="q8_0", cache_type_v="q8_0")
    assert both == f16 * 34 // 64
    assert kv_bytes(QWEN, 4096, cache_type_k="q8_0") == (f16 + both) // 2


def test_sliding_layers_keep_a_window_and_a_batch():
    shape = replace(QWEN, kv_sliding_bytes_per_token=1000, sliding_window=512)
    plain = kv_bytes(QWEN, 32768)
    assert kv_bytes(shape, 32768, full_sliding_cache=False) - plain == 1000 * 1024
    assert kv_bytes(shape, 32768) - plain == 1000 * 32768


def test_a_recurrent_state_does_not_grow():
    shape = replace(QWEN, kv_fixed_bytes=777)
    assert kv_bytes(shape, 4096) - kv_bytes(QWEN, 4096) == 777
    assert kv_bytes(shape, 32768) - kv_bytes(QWEN, 32768) == 777


@pytest.mark.parametrize(
    ("context", "flash", "reported_mib"),
    [(4096, True, 300.25), (32768, True, 300.25), (4096, False, 302.0), (32768, False, 969.26)],
)
def test_the_compute_buffer_is_what_llama_cpp_reports(context, flash, reported_mib):
    estimate = compute_bytes(QWEN, context, flash_attention=flash) / MIB
    assert estimate == pytest.approx(reported_mib, rel=0.01)


def test_repacked_weights_count_where_they_are_chosen():
    plain = estimate_memory(QWEN, file_size=491 * MIB, context=4096)
    repacked = estimate_memory(QWEN, file_size=491 * MIB, context=4096, repack=True)
    assert repacked.total - plain.total == 28 * MIB
    assert plain.total == plain.weights + plain.kv + plain.compute + plain.program


def test_unknown_geometry_is_taken_for_a_large_one():
    assert compute_bytes(ModelShape(""), 8192) > compute_bytes(QWEN, 8192)


@pytest.mark.parametrize(
    ("needed", "fit"), [(50, "fits"), (85, "fits"), (86, "tight"), (100, "tight"), (101, "no")]
)
def test_fit_leaves_room(needed, fit):
    assert judge_fit(needed, 100) == fit
