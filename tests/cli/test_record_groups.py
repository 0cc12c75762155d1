"""Records in groups: all that is there, and never waiting for more."""

import threading

import pytest

from pa_cli.cli.record_groups import in_groups
from pa_cli.core.records import Record


def test_what_is_there_comes_together():
    records = [Record(n, f"text {n}") for n in range(1, 601)]
    groups = list(in_groups(iter(records)))
    assert [record for group in groups for record in group] == records
    assert max(map(len, groups)) > 1


def test_a_slow_pipe_is_not_waited_for():
    later = threading.Event()

    def slow():
        yield Record(1, "now")
        later.wait(30)
        yield Record(2, "later")

    groups = in_groups(slow())
    assert next(groups) == [Record(1, "now")]
    later.set()
    assert list(groups) == [[Record(2, "later")]]


def test_what_reading_raises_comes_after_what_was_read():
    def broken():
        yield Record(1, "fine")
        raise ValueError("unreadable")

    groups = in_groups(broken())
    assert next(groups) == [Record(1, "fine")]
    with pytest.raises(ValueError, match="unreadable"):
        next(groups)
