import pytest

from pa_cli.core.calibration import (
    ScoredExample,
    calibrate,
    calibration_error,
    fit_temperature,
    with_temperature,
)


def examples(right, wrong, sure):
    """So many that are right and wrong, each as sure of "a"."""
    scores = {"a": sure, "b": 1 - sure}
    return [ScoredExample(scores, "a")] * right + [ScoredExample(scores, "b")] * wrong


def test_the_error_is_how_far_being_sure_is_from_being_right():
    said = [(0.95, True)] * 6 + [(0.95, False)] * 4
    assert calibration_error(said) == pytest.approx(0.35)
    assert calibration_error([(1.0, True), (0.5, True), (0.5, False)]) == 0.0
    assert calibration_error([]) == 0.0


def test_a_temperature_softens_and_sharpens_and_keeps_the_order():
    scores = {"a": 0.8, "b": 0.2}
    assert with_temperature(scores, 1.0) == pytest.approx(scores)
    assert with_temperature(scores, 2.0) == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    assert with_temperature(scores, 0.5)["a"] == pytest.approx(16 / 17)
    assert with_temperature({"a": 1.0, "b": 0.0}, 3.0)["b"] > 0


def test_the_temperature_that_fits_makes_six_of_ten_sixty_percent():
    temperature = fit_temperature(examples(6, 4, 0.95))
    assert with_temperature({"a": 0.95, "b": 0.05}, temperature)["a"] == pytest.approx(
        0.6, abs=0.001
    )


def test_a_calibration_tells_the_error_before_and_after_and_needs_enough_examples():
    found = calibrate(examples(24, 16, 0.95) * 2)
    assert found is not None
    assert found.error == pytest.approx(0.35)
    assert found.error_after < 0.1
    assert found.examples == 80
    assert calibrate(examples(6, 4, 0.95)) is None
