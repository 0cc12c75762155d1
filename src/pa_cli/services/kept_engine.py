"""One loaded model for many questions, each of which believes that it opened and closes its own."""

from pa_cli.services.delegating_engine import DelegatingEngine


class KeptEngine(DelegatingEngine):
    """Closing it does nothing: the engine within is closed by its owner."""

    def close(self) -> None:
        """Nothing: another question comes."""
