"""`pa` in a process of its own, at a real terminal, with an engine that says what it is told to.

Run as `python -m tests.support.scripted_chat SCRIPT.json ARGUMENTS...`; SCRIPT.json holds the
answers and the context window. An answer "..." never ends by itself: it waits for Ctrl-C.
"""

import json
import signal
import sys
import time
from pathlib import Path

from pa_cli.cli.app import run
from pa_cli.core.events import Finished, TextDelta, Timings, Usage
from tests.support.fakes import ScriptedEngine, wire_with


class PatientEngine(ScriptedEngine):
    def generate(self, request):
        if self.replies and self.replies[0] == "...":
            self.requests.append(request)
            self.replies.pop(0)
            return self._talk_until_stopped()
        return super().generate(request)

    def _talk_until_stopped(self):
        stopped = []
        before = signal.signal(signal.SIGINT, lambda *_: stopped.append(1))
        try:
            yield TextDelta("talking\n")
            while not stopped:
                time.sleep(0.02)
            yield Finished("interrupted", Usage(5, 0, 1), Timings())
        finally:
            signal.signal(signal.SIGINT, before)


if __name__ == "__main__":
    script = json.loads(Path(sys.argv[1]).read_text())
    engine = PatientEngine(script["replies"], context_limit=script.get("context", 4096))
    sys.exit(run(sys.argv[2:], wire=wire_with(engine)))
