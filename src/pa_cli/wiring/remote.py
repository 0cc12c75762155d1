"""The server that answers in place of a model of this machine, when the settings name one."""

import os
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from pa_cli.wiring.base import BaseWiring

if TYPE_CHECKING:
    from pa_cli.core.engine_ports import Engine
    from pa_cli.core.health import NetworkAddress, RemoteState
    from pa_cli.engine.open_remote import RemotePlace


class RemoteWiring(BaseWiring):
    """The remote engine."""

    @property
    def is_remote(self) -> bool:
        """A server answers, and nothing of the models on this machine is needed."""
        from pa_cli.core.setting_specs.models import ENGINE_KIND

        return self.settings[ENGINE_KIND] == "remote"

    def _remote_place(self, notice: Callable[[str], None] = lambda _: None) -> "RemotePlace":
        from pa_cli.engine.open_remote import RemotePlace

        return RemotePlace(os.environ, self.offline, notice)

    def open_remote_engine(
        self, model: str | None = None, *, notice: Callable[[str], None] = lambda _: None
    ) -> "Engine":
        """The model of the server; see `open_remote`."""
        from pa_cli.engine.open_remote import open_remote

        return open_remote(self.settings, self._remote_place(notice), model)

    @property
    def remote_embedding_model(self) -> str:
        """The model of the server that makes vectors, "" when they are made on this machine."""
        from pa_cli.core.setting_specs.models import ENGINE_EMBEDDING_MODEL

        return self.settings[ENGINE_EMBEDDING_MODEL] if self.is_remote else ""

    @cached_property
    def remote_models(self) -> list[str]:
        """Names of the models that the server lists; asked once."""
        from pa_cli.engine.open_remote import list_remote_models

        return list_remote_models(self.settings, self._remote_place())

    def look_at_remote(self) -> "RemoteState | None":
        """What `pa doctor` says of the server, None when there is none."""
        if not self.is_remote:
            return None
        from pa_cli.engine.open_remote import look_at_remote

        return look_at_remote(self.settings, self._remote_place())

    def engine_address(self) -> "NetworkAddress | None":
        """Who gets what the user writes, None when nobody does; nobody is asked."""
        from pa_cli.core.setting_specs.models import ENGINE_BASE_URL
        from pa_cli.services.privacy import engine_address

        if not self.is_remote or not self.settings[ENGINE_BASE_URL]:
            return None
        return engine_address(self.settings[ENGINE_BASE_URL])
