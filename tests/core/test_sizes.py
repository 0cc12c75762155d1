import pytest

from pa_cli.core.sizes import human_context, human_count, human_seconds, human_size


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1_000, "1 kB"),
        (98_362_432, "98 MB"),
        (999_600_000, "1.0 GB"),
        (1_117_320_768, "1.1 GB"),
        (22_134_528_992, "22.1 GB"),
        (3 * 10**18, "3000.0 PB"),
    ],
)
def test_sizes_are_decimal_and_short(count, shown):
    assert human_size(count) == shown


@pytest.mark.parametrize(
    ("seconds", "shown"), [(-1, "0:00"), (59.4, "0:59"), (59.6, "1:00"), (3729, "1:02:09")]
)
def test_durations_look_like_a_clock(seconds, shown):
    assert human_seconds(seconds) == shown


@pytest.mark.parametrize(
    ("tokens", "shown"),
    [(512, "512"), (2048, "2k"), (8192, "8k"), (128_000, "128k"), (131_072, "128k"), (2**20, "1M")],
)
def test_context_windows_are_called_as_their_makers_do(tokens, shown):
    assert human_context(tokens) == shown


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (134_515_008, "135M"),
        (999_885_952, "1B"),
        (1_777_088_000, "1.8B"),
        (30_532_122_624, "30.5B"),
    ],
)
def test_parameters_are_counted_in_millions_and_billions(count, shown):
    assert human_count(count) == shown
