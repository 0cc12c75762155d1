"""Composition of `pa doctor`: the instruments that it looks with."""

import os
from pathlib import Path

from pa_cli import __version__
from pa_cli.core.health import Diagnosis, Privacy
from pa_cli.core.setting_specs import SETTINGS
from pa_cli.engine.build_info import examine_build
from pa_cli.services.doctor import Instruments, examine
from pa_cli.services.privacy import network_addresses
from pa_cli.storage import clock, hardware, inventory, machine
from pa_cli.storage.model_store import ManifestModelStore
from pa_cli.storage.pip_settings import read_pip_settings
from pa_cli.ui.terminal import describe_terminal
from pa_cli.wiring import Wiring


def diagnose(wiring: Wiring) -> Diagnosis:
    """Look at everything, also when the config file is broken."""
    wiring.forgive_config()
    instruments = Instruments(
        program=lambda: hardware.describe_program(__version__),
        build=examine_build,
        hardware=hardware.read_hardware,
        machine=lambda: wiring.machine,
        places=lambda: inventory.take_inventory(wiring.paths, _own_folders(wiring)),
        disk_free=machine.disk_free,
        terminal=describe_terminal,
        now=clock.now,
        zone_problem=clock.zone_problem,
        model_store=ManifestModelStore(wiring.paths.models),
        find_model=lambda: wiring.models.find(),  # noqa: PLW0108 - the catalogue may be broken
        editor_command=wiring.editor.find,
        configuration=wiring.configuration,
        config_file=wiring.paths.config_file,
        prefix_cache=wiring.paths.prefix_cache,
        own_files=(wiring.own_tools.list, wiring.memory_file.read, wiring.feedback_file.read),
        remote=wiring.look_at_remote,
    )
    return examine(instruments, os.environ)


def list_privacy(wiring: Wiring) -> Privacy:
    """Everything that is kept and everyone that could be contacted, without contacting them."""
    wiring.forgive_config()
    engine = wiring.engine_address()
    found = [(pip.key, pip.address, pip.origin) for pip in read_pip_settings()]
    return Privacy(
        places=inventory.take_inventory(wiring.paths, _own_folders(wiring)),
        addresses=(
            *([engine] if engine else []),
            *network_addresses(wiring.models.catalog, found, os.environ),
        ),
        offline=wiring.offline,
        engine=engine,
    )


def _own_folders(wiring: Wiring) -> dict[str, Path]:
    """The folders that settings such as `notes.dir` name."""
    named = {s.key: wiring.settings[s] for s in SETTINGS if s.key.endswith(".dir")}
    return {key: Path(folder).expanduser() for key, folder in named.items() if folder}
