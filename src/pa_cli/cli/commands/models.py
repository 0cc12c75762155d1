"""`pa models`: the models on this machine, and those that could be."""

from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from pa_cli.cli.commands.models_pull import pull_model
from pa_cli.cli.completion import complete_any_model, complete_installed_model
from pa_cli.cli.context import invocation, make_approver, make_output
from pa_cli.cli.groups import verb_group
from pa_cli.cli.options import JsonFlag, OfflineFlag, QuietFlag, YesFlag, setting_options
from pa_cli.core.setting_specs import ENGINE_SETTINGS
from pa_cli.core.setting_specs.models import CACHE_ENABLED, ENGINE_KIND

if TYPE_CHECKING:
    from pa_cli.core.model_reports import BenchResult
    from pa_cli.core.model_spec import ModelFile

models = verb_group("Get, choose and check the models that pa runs.")
models.command("pull")(pull_model)

InstalledArgument = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="A model of `pa models list`; a unique beginning is enough.",
        autocompletion=complete_installed_model,
    ),
]


@models.command("list")
def list_models(
    context: typer.Context,
    everything: Annotated[
        bool, typer.Option("--all", "-a", help="Also what the catalogue has to fetch.")
    ] = False,
    json: JsonFlag = False,
) -> None:
    """List the models on this machine; the default ones are marked."""
    from pa_cli.ui.models_view import show_models

    wiring = invocation(context).wiring()
    rows = wiring.model_inspection.rows(with_catalog=everything)
    show_models(make_output(), rows, folder=wiring.paths.models, json=json)


@models.command("show")
def show_model(
    context: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar="NAME|PATH",
            help="An installed model, one of the catalogue, or a GGUF file.",
            autocompletion=complete_any_model,
        ),
    ],
    json: JsonFlag = False,
) -> None:
    """Show everything that is known of one model."""
    from pa_cli.ui.model_details_view import show_details

    show_details(
        make_output(), invocation(context).wiring().model_inspection.details(name), json=json
    )


@models.command("use")
def use_model(
    context: typer.Context,
    name: InstalledArgument,
    purpose: Annotated[
        Literal["chat", "embedding"] | None,
        typer.Option("--for", help="What to use it for; by default what it is made for."),
    ] = None,
    json: JsonFlag = False,
    _yes: YesFlag = False,
) -> None:
    """Use a model from now on wherever none is named."""
    from pa_cli.ui.models_view import show_choice

    service = invocation(context).wiring().models
    model = service.use(name, purpose)
    used_for = purpose or model.purpose
    overridden_by = service.chosen_by_settings(used_for)
    show_choice(make_output(), model, used_for, overridden_by=overridden_by, json=json)


@models.command("rm")
def remove_models(
    context: typer.Context,
    names: Annotated[
        list[str],
        typer.Argument(
            metavar="NAME...",
            help="Models of `pa models list`, or of downloads that stopped.",
            autocompletion=complete_installed_model,
        ),
    ],
    yes: YesFlag = False,
    json: JsonFlag = False,
) -> None:
    """Delete models and unfinished downloads; files that pa uses in place stay where they are."""
    from pa_cli.ui.models_view import describe_removal, show_removed

    service = invocation(context).wiring().models
    parts = {name: part for name in names if (part := service.unfinished(name)) is not None}
    installed = [service.installed_named(name) for name in names if name not in parts]
    chosen = list({model.name: model for model in installed}.values())
    output = make_output()
    question, details = describe_removal([*chosen, *parts.values()])
    make_approver(output, yes=yes).approve(question, details)
    for part in parts.values():
        service.discard(part)
    for model in chosen:
        service.remove(model)
    show_removed(output, [*chosen, *parts.values()], json=json)


@models.command("verify")
def verify_models(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME...",
            help="Models of `pa models list`; all of them if none is named.",
            autocompletion=complete_installed_model,
        ),
    ] = None,
    quiet: QuietFlag = False,
    json: JsonFlag = False,
) -> None:
    """Check that model files are whole: size, header and SHA-256."""
    from pa_cli.ui.models_view import show_health
    from pa_cli.ui.progress import ProgressDisplay

    wiring = invocation(context).wiring()
    chosen = [wiring.models.installed_named(name) for name in names or []]
    output = make_output(quiet=quiet)
    health = wiring.model_inspection.verify(
        chosen or wiring.models.installed(), ProgressDisplay(output)
    )
    show_health(output, health, json=json)


@models.command("recommend")
def recommend_model(
    context: typer.Context, offline: OfflineFlag = False, json: JsonFlag = False
) -> None:
    """Say which models suit this machine, and recommend one that can be fetched now."""
    from pa_cli.ui.advice_view import show_advice

    wiring = invocation(context).wiring(offline=offline)
    output = make_output()
    reachable = wiring.reachable_sources()
    show_advice(
        output, wiring.model_advice(reachable), wiring.machine, reachable=reachable, json=json
    )


@models.command("import")
def import_models(
    context: typer.Context,
    wanted: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|PATH...",
            help="Found models, GGUF files or folders; everything that is found if none is named.",
            show_default=False,
        ),
    ] = None,
    only_list: Annotated[
        bool, typer.Option("--list", "-l", help="Only list what there is.")
    ] = False,
    yes: YesFlag = False,
    json: JsonFlag = False,
) -> None:
    """Use models of other programs where they lie: Hugging Face cache, Ollama, LM Studio, files."""
    from pa_cli.ui.import_view import describe_candidates, show_found, show_imported, show_left_out

    service = invocation(context).wiring().model_import
    output = make_output()
    found = service.candidates(wanted or [])
    if only_list:
        show_found(output, found, json=json)
        return
    show_left_out(output, found)
    if not wanted and any(one.is_usable for one in found):
        make_approver(output, yes=yes).approve(*describe_candidates(found))
    show_imported(output, found, service.add(found), json=json)


@models.command("bench")
@setting_options(*ENGINE_SETTINGS)
def bench_models(
    context: typer.Context,
    names: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="NAME|PATH...",
            help="Models to measure; the default one if none is named.",
            autocompletion=complete_installed_model,
            show_default=False,
        ),
    ] = None,
    prompt_tokens: Annotated[
        int, typer.Option("--prompt-tokens", min=16, max=100_000, help="Length of the prompt.")
    ] = 512,
    tokens: Annotated[
        int, typer.Option("--tokens", min=8, max=10_000, help="Longest answer.")
    ] = 128,
    runs: Annotated[
        int,
        typer.Option(
            "--runs", min=1, max=100, help="How many times to measure; the best run counts."
        ),
    ] = 2,
    quiet: QuietFlag = False,
    json: JsonFlag = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Measure how fast models read and write on this machine, and the memory they take."""
    from pa_cli.services.model_bench import Workload, bench_model
    from pa_cli.storage.machine import resident_memory
    from pa_cli.ui.bench_view import show_bench
    from pa_cli.ui.progress import ProgressDisplay

    wiring = invocation(context).wiring({**flags, CACHE_ENABLED.key: False})
    output = make_output(quiet=quiet)
    wanted: list[str | None] = [*names] if names else [None]
    wiring.change_setting(ENGINE_KIND.key, "local")
    files = [wiring.find_model(name) for name in wanted]
    work = Workload(prompt_tokens, tokens, runs)

    def measure(file: "ModelFile") -> "BenchResult":
        return bench_model(
            file,
            lambda: wiring.open_engine(str(file.path), purpose="long", notice=output.notice),
            work,
            progress=ProgressDisplay(output),
            resident_memory=resident_memory,
        )

    show_bench(output, map(measure, files), wiring.machine, json=json)
