"""What is recommended on which machine."""

from pathlib import Path

import pytest

from pa_cli.core.catalog import Catalog, CatalogEntry
from pa_cli.core.machine import Machine
from pa_cli.core.model_source import HubSource, PackagePart, PackageSource
from pa_cli.core.model_spec import ModelShape
from pa_cli.services.model_advice import advise
from pa_cli.storage.catalog_file import read_catalog

GIB = 2**30
GB = 10**9
HUB = HubSource("a/b", "c.gguf")
PACKAGE = PackageSource((PackagePart("x==1", "y"),))


def machine(threads, gib):
    return Machine(threads, "", threads, gib * GIB, gib * GIB)


def entry(name, size, quality, *, sources=(HUB,), active=0, **more):
    parameters = size * 2
    return CatalogEntry(
        name=name,
        title=name,
        purpose="chat",
        good_for="",
        size=size,
        sources=sources,
        shape=ModelShape("x", parameters=parameters, vocabulary=32_000, embedding_length=1024),
        active_parameters=active or parameters,
        quality=quality,
        **more,
    )


def recommended(entries, machine, **facts):
    facts = {"disk_free": 1000 * GB, **facts}
    advice = advise(Catalog(entries), machine, **facts)
    return next((a.entry.name for a in advice if a.recommended), None)


def test_the_best_of_those_that_are_fast_here():
    entries = [entry("small", GB // 2, 10), entry("middle", GB, 20), entry("large", 5 * GB, 90)]
    assert recommended(entries, machine(2, 24)) == "middle"
    assert recommended(entries, machine(1, 24)) == "small"


def test_a_mixture_is_as_fast_as_its_active_part():
    mixture = entry("mixture", 5 * GB, 90, active=GB)
    assert recommended([entry("small", GB, 20), mixture], machine(8, 64)) == "mixture"


def test_a_first_model_leaves_room_and_is_no_endless_download():
    entries = [entry("small", GB, 20), entry("huge", 20 * GB, 90, active=GB)]
    assert recommended(entries, machine(16, 256)) == "small"
    assert (
        recommended([entry("small", GB // 2, 20), entry("big", 2 * GB, 90)], machine(8, 4))
        == "small"
    )


def test_what_cannot_be_fetched_is_not_recommended():
    entries = [entry("offline", GB, 20, sources=(HUB, PACKAGE)), entry("hub", GB, 90)]
    assert recommended(entries, machine(4, 16)) == "hub"
    assert recommended(entries, machine(4, 16), reachable={"package"}) == "offline"
    assert recommended(entries, machine(4, 16), reachable=()) is None
    assert recommended(entries, machine(4, 16), reachable=(), installed={"hub"}) == "hub"


def test_a_full_disk_takes_only_what_is_here():
    entries = [entry("a", GB, 20), entry("b", GB, 10)]
    assert recommended(entries, machine(4, 16), disk_free=GB) is None
    assert recommended(entries, machine(4, 16), disk_free=GB, installed={"b"}) == "b"


def test_nobody_starts_with_a_login_or_a_pause():
    entries = [
        entry("gated", GB, 90, gated=True),
        entry("thinker", GB, 80, thinking="default"),
        entry("plain", GB, 10),
    ]
    assert recommended(entries, machine(4, 16)) == "plain"


def test_a_weak_machine_gets_the_lightest_that_runs_at_all():
    entries = [entry("light", 3 * GB, 5), entry("heavy", 6 * GB, 90)]
    assert recommended(entries, machine(1, 16)) == "light"
    assert recommended(entries, machine(1, 2)) is None


@pytest.mark.parametrize(("size", "fit"), [(2 * GIB, "fits"), (7 * GIB, "tight"), (8 * GIB, "no")])
def test_fit_is_judged_by_what_is_free(size, fit):
    (one,) = advise(Catalog([entry("m", size, 1)]), machine(4, 8), disk_free=GB)
    assert one.fit == fit
    assert size < one.memory_bytes < size + GIB


@pytest.mark.parametrize(
    ("threads", "gib", "name"),
    [(2, 23, "qwen2.5-coder-1.5b"), (2, 2, "qwen2.5-coder-0.5b"), (8, 60, "qwen2.5-coder-1.5b")],
)
def test_without_the_hub_our_own_catalogue_still_has_one(threads, gib, name):
    catalog = read_catalog(Path("nowhere"))
    assert recommended(list(catalog), machine(threads, gib), reachable={"package"}) == name
