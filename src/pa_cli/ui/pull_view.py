"""A model that is here now."""

from pa_cli.core.model_spec import InstalledModel
from pa_cli.core.sizes import human_size
from pa_cli.ui.console import Output
from pa_cli.ui.json_output import to_json


def show_pulled(output: Output, model: InstalledModel, *, already_here: bool, json: bool) -> None:
    """Say where the model is, and what to do with it."""
    if json:
        fields = {
            "name": model.name,
            "path": model.path,
            "size": model.size,
            "sha256": model.sha256 or None,
            "source": model.source or None,
            "revision": model.revision or None,
            "license": model.license or None,
            "in_place": model.in_place,
            "already_here": already_here,
        }
        output.write(to_json(fields))
        return
    state = "was here already" if already_here else "is ready"
    output.write(f"{model.name} {state}: {model.path} ({human_size(model.size)})\n")
    if not already_here and model.purpose == "chat":
        chosen = "" if model.is_default else f" -m {model.name}"
        output.notice_terminal(f'Try it: pa ask{chosen} "What can you do?"')
