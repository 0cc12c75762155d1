"""What ends a metered answer early reaches the engine, and what the engine says then comes out."""

import pytest

from pa_cli.core.conversation import Message
from pa_cli.core.engine_ports import GenerationRequest
from pa_cli.services.metered_engine import metered
from tests.support.fakes import ScriptedEngine


class TerminatedError(Exception):
    """As the guard of signals raises it when an answer is left."""


class GuardedEngine(ScriptedEngine):
    def generate(self, request):
        try:
            yield from super().generate(request)
        finally:
            raise TerminatedError


@pytest.mark.parametrize("many", [False, True])
def test_a_signal_that_was_held_back_is_not_lost(many):
    engine = metered(GuardedEngine(["one two three"]))
    request = GenerationRequest([Message("user", "count")])
    events = engine.generate_many([request]) if many else engine.generate(request)
    next(events)
    with pytest.raises(TerminatedError):
        events.close()
