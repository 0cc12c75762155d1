"""Models that other programs keep, before and after they are added."""

from collections.abc import Sequence

from pa_cli.core.model_reports import ImportCandidate
from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.sizes import human_size
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json
from pa_cli.ui.sanitize import clean_line

_NOTHING = "No other program on this machine keeps a model that pa could use."


def describe_candidates(candidates: Sequence[ImportCandidate]) -> tuple[str, str]:
    """(question, details) that show in full what will be added."""
    usable = [one for one in candidates if one.is_usable]
    lines = [
        clean_line(
            f"{one.name}: {human_size(one.size)}, {one.file.program or 'file'}, {one.file.path}"
        )
        for one in usable
    ]
    if len(usable) == 1:
        question = f"Use {clean_line(usable[0].name)} where it lies, without a copy?"
    else:
        question = f"Use these {len(usable)} models where they lie, without a copy?"
    return question, "\n".join(lines)


def show_found(output: Output, candidates: Sequence[ImportCandidate], *, json: bool) -> None:
    """Write what there is, one line each: name, size, program, state, file."""
    if json:
        output.write(to_json({"found": [_document(c) for c in candidates], "added": []}))
        return
    for one in candidates:
        state = "broken" if one.problem else "installed" if one.is_installed else "new"
        facts = (one.name, human_size(one.size), one.file.program, state, str(one.file.path))
        output.write("\t".join(clean_line(fact) for fact in facts) + "\n")
    if not candidates:
        output.notice_terminal(_NOTHING)


def show_left_out(output: Output, candidates: Sequence[ImportCandidate]) -> None:
    """Say what was found and cannot or need not be added."""
    for one in candidates:
        if one.problem:
            output.notice_terminal(f"Left out: {one.problem}")
        elif one.is_installed:
            output.notice_terminal(f"Here already: {one.name}, {one.file.path}")
    if not candidates:
        output.notice_terminal(_NOTHING)


def show_imported(
    output: Output,
    candidates: Sequence[ImportCandidate],
    added: Sequence[InstalledModel],
    *,
    json: bool,
) -> None:
    """Write what was added."""
    if json:
        output.write(
            to_json(
                {"found": [_document(c) for c in candidates], "added": [_added(m) for m in added]}
            )
        )
        return
    for model in added:
        output.write(f"{clean_line(model.name)}\t{clean_line(str(model.path))}\n")


def _document(one: ImportCandidate) -> dict[str, object]:
    return {
        "name": one.name,
        "path": one.file.path,
        "program": one.file.program or None,
        "source": one.file.source or None,
        "size": one.size,
        "problem": one.problem or None,
        "installed": one.is_installed,
    }


def _added(model: InstalledModel) -> dict[str, object]:
    return {
        "name": model.name,
        "path": model.path,
        "size": model.size,
        "purpose": model.purpose,
        "source": model.source or None,
    }
