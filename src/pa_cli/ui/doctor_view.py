"""What the doctor found, on a terminal, in a pipe and as JSON."""

import dataclasses
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from pa_cli.core.health import (
    Diagnosis,
    Examination,
    Finding,
    NetworkAddress,
    Privacy,
    RemoteState,
    StoredPlace,
)
from pa_cli.core.sizes import human_size
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

if TYPE_CHECKING:
    from rich.console import RenderableType

Rows = list[tuple[str, list[str]]]

_ROOM_FOR_COLUMNS = 60
_LABEL = 12


def show_diagnosis(output: Output, diagnosis: Diagnosis, *, json: bool) -> None:
    """Write what was looked at, then what is wrong and what mends it."""
    if json:
        found = diagnosis.examination
        fields = {f.name: getattr(found, f.name) for f in dataclasses.fields(found)}
        output.write(to_json({"ok": diagnosis.ok, "findings": diagnosis.findings, **fields}))
        return
    _show_rows(output, _examination_rows(diagnosis.examination))
    output.write("\n")
    _show_findings(output, diagnosis.findings)


def show_privacy(output: Output, privacy: Privacy, *, json: bool) -> None:
    """Write every file kind and every address."""
    if json:
        output.write(to_json(privacy))
        return
    _show_heading(output, "What pa keeps on this machine")
    _show_rows(output, [_place_row(place) for place in privacy.places], stacked=True)
    output.write("\n")
    _show_heading(output, "Whom pa could contact")
    if privacy.offline:
        output.write("Nobody: PA_OFFLINE is set. Without it:\n")
    for when, addresses in groupby(privacy.addresses, key=lambda address: address.when):
        _show_paragraph(output, f"Only for {when}:")
        _show_rows(output, [_address_row(address) for address in addresses], stacked=True)
    output.write("\n")
    _show_paragraph(output, _privacy_line(privacy))


def _privacy_line(privacy: Privacy) -> str:
    editor = "A text that you write in your editor lies in a private temporary folder until you are done."
    if privacy.engine is None:
        return (
            "Nothing else is contacted: no telemetry, no check for updates. What you write, ask and "
            "keep stays in the files above and is never sent anywhere; only model files are asked "
            f"for, by name. PA_OFFLINE=1 or --offline forbids even that. {editor}"
        )
    return (
        f"{privacy.engine.warning} To keep it in this very process: pa config set engine.kind local. "
        f"Nothing else is contacted: no telemetry, no check for updates. {editor}"
    )


def _examination_rows(found: Examination) -> Rows:
    return [
        ("pa", _program_lines(found)),
        *([("server", _remote_lines(found.remote))] if found.remote else []),
        ("engine", _engine_lines(found)),
        ("threads", [_threads(found)]),
        ("memory", [_memory(found)]),
        ("disk", [f"{human_size(found.disk_free)} free for models"]),
        ("models", _model_lines(found)),
        ("folders", [_folder_line(place) for place in found.places if "folder" in place.name]),
        ("cache", [_cache(found)]),
        ("config", [_config(found)]),
        ("terminal", [_terminal(found)]),
        ("editor", [found.editor or "none"]),
        ("time", [f"{found.time.now or 'unknown'} in {found.time.zone}"]),
    ]


def _program_lines(found: Examination) -> list[str]:
    program = found.program
    return [f"{program.version} on Python {program.python}, {program.platform}", program.executable]


def _remote_lines(remote: RemoteState) -> list[str]:
    where = "on this machine" if remote.is_loopback else "what you write leaves this machine"
    lines = [f"{remote.address or 'no address'}  {where if remote.address else ''}".rstrip()]
    if remote.milliseconds is None:
        return [*lines, "cannot be used as it is"]
    others = len(remote.models) - 1
    more = f", {others} more" if others > 0 else ""
    assumed = " (assumed: the server does not say)" if remote.context_is_assumed else ""
    return [
        *lines,
        f"{remote.kind}, answers in {remote.milliseconds:.0f} ms",
        f"model {remote.model}{more}, context window {remote.context:,} tokens{assumed}",
    ]


def _engine_lines(found: Examination) -> list[str]:
    build = found.engine
    if build.error:
        return [f"llama-cpp-python: {build.error}"]
    inside = f"ggml {build.ggml_version}" if build.ggml_version else "llama.cpp"
    commit = f", commit {build.commit}" if build.commit else ""
    lines = [
        f"llama-cpp-python {build.version} with {inside}{commit}",
        f"computes on {', '.join(build.backends) or 'CPU'}: {' '.join(build.cpu_features)}",
    ]
    devices = [device for device in build.devices if device.kind != "cpu"]
    lines += [
        f"{device.name}: {device.description}, {human_size(device.memory_free)} of "
        f"{human_size(device.memory_total)} free"
        for device in devices
    ]
    if not devices:
        have = " and ".join(found.hardware.graphics)
        reason = "none found" if build.gpu_offload else "this build has no GPU support"
        lines.append(f"GPU: {reason}" + (f"; the machine has {have} graphics" if have else ""))
    if found.hardware.processor:
        lines.append(f"processor: {found.hardware.processor}")
    return lines


def _threads(found: Examination) -> str:
    count = found.machine.cpu_count
    others = f"; the machine has {count} CPUs" if count != found.threads else ""
    return f"{found.threads} ({found.threads_reason}{others})"


def _memory(found: Examination) -> str:
    machine = found.machine
    if not machine.memory_total:
        return "unknown"
    limit = "" if machine.memory_reason == "the machine" else f" ({machine.memory_reason})"
    available, total = human_size(machine.memory_available), human_size(machine.memory_total)
    return f"{available} of {total} available{limit}"


def _model_lines(found: Examination) -> list[str]:
    if not found.models:
        return ["none yet"]
    return [
        f"{model.name}  {human_size(model.size)}"
        + (f"  default for {model.purpose}" if model.is_default else "")
        + ("  BROKEN" if model.problem else "")
        for model in found.models
    ]


def _folder_line(place: StoredPlace) -> str:
    if not place.exists:
        return f"{place.path}  not there yet"
    return f"{place.path}  {human_size(place.size)}  {place.mode}"


def _cache(found: Examination) -> str:
    cache = found.cache
    if not cache.enabled:
        return "prefix cache off"
    return f"prefix cache {human_size(cache.size)} of at most {human_size(cache.max_bytes)}"


def _config(found: Examination) -> str:
    config = found.config
    if not config.exists and not config.changed:
        return f"{config.path}  not there yet: all defaults"
    count = "1 setting" if config.changed == 1 else f"{config.changed} settings"
    return f"{config.path}  {count} of your own"


def _terminal(found: Examination) -> str:
    terminal = found.terminal
    name = terminal.term or "TERM is not set"
    size = f"{terminal.columns}x{terminal.rows}"
    return f"{name}, {size}, colours {terminal.colours}, {terminal.encoding or 'no encoding'}"


def _place_row(place: StoredPlace) -> tuple[str, list[str]]:
    state = "not there yet"
    if place.exists:
        count = "1 file" if place.files == 1 else f"{place.files} files"
        state = f"{human_size(place.size)} in {count}, mode {place.mode}"
    return place.name, [str(place.path), f"{place.purpose}; {state}"]


def _address_row(address: NetworkAddress) -> tuple[str, list[str]]:
    return address.address, [
        f"{address.purpose} ({address.decided_by})",
    ]


def _show_findings(output: Output, findings: Sequence[Finding]) -> None:
    if not findings:
        _show_heading(output, "Everything is in order.")
    broken = [finding for finding in findings if finding.level == "broken"]
    better = [finding for finding in findings if finding.level != "broken"]
    counted = "One thing is broken" if len(broken) == 1 else f"{len(broken)} things are broken"
    for heading, group in ((counted, broken), ("This could be better", better)):
        if group:
            _show_heading(output, heading)
        for finding in group:
            _show_paragraph(output, f"- {finding.message}")
            if finding.mend:
                # never wrapped: it is there to be copied
                output.write(f"    {clean_line(finding.mend)}\n")
        if group is broken and broken and better:
            output.write("\n")


def _show_heading(output: Output, text: str) -> None:
    if output.stdout_is_terminal:
        from rich.text import Text

        output.print(Text(text, style="bold"))
    else:
        output.write(f"{text}\n")


def _show_paragraph(output: Output, text: str) -> None:
    if output.stdout_is_terminal:
        from rich.text import Text

        output.print(Text(clean_line(text), overflow="fold"))
    else:
        output.write(f"{clean_line(text)}\n")


def _show_rows(output: Output, rows: Rows, *, stacked: bool = False) -> None:
    """Labels with their lines beside them, or below them where there is no room."""
    rows = [(clean_line(label), [clean_line(line) for line in lines]) for label, lines in rows]
    if output.stdout_is_terminal:
        output.print(_table(rows, stacked=stacked or output.width < _ROOM_FOR_COLUMNS))
        return
    for label, lines in rows:
        if stacked:
            output.write("".join([f"{label}\n", *(f"  {line}\n" for line in lines)]))
        else:
            names = [label, *[""] * (len(lines) - 1)]
            output.write(
                "".join(f"{name:{_LABEL}}{line}\n" for name, line in zip(names, lines, strict=True))
            )


def _table(rows: Rows, *, stacked: bool) -> "RenderableType":
    from rich.console import Group
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    if stacked:
        blocks: list[RenderableType] = []
        for label, lines in rows:
            blocks.append(Text(label, style="cyan", overflow="fold"))
            blocks += [Padding(Text(line, overflow="fold"), (0, 0, 0, 2)) for line in lines]
        return Group(*blocks)
    table = Table.grid(expand=True)
    table.add_column(width=_LABEL, style="cyan")
    table.add_column(ratio=1, overflow="fold")
    for label, lines in rows:
        table.add_row(Text(label), Text("\n".join(lines)))
    return table
