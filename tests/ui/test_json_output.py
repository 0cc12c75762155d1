import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pa_cli.ui.json_output import json_list, to_json


@pytest.mark.parametrize("count", [0, 1, 2, 499, 500, 501, 1200])
def test_a_list_in_pieces_is_the_list_at_once(count):
    values = [
        {"text": 'line\nbreak "quoted" 会', "path": Path("/a"), "none": None, "list": [1, []]}
        for _ in range(count)
    ]
    assert "".join(json_list(iter(values))) == to_json(values)


def test_times_paths_and_odd_numbers():
    value = {"at": datetime(2026, 3, 11, 10, tzinfo=UTC), "nan": float("nan")}
    assert to_json(value) == '{\n  "at": "2026-03-11T10:00:00+00:00",\n  "nan": null\n}\n'


texts = st.text('ab"\\/\n\t\0\x7f\u2028é会😀', max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(-1e9, 1e9) | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)


@given(values)
def test_it_is_what_the_standard_library_writes(value):
    assert to_json(value) == json.dumps(value, ensure_ascii=False, indent=2) + "\n"
