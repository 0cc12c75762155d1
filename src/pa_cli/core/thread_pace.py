"""How many threads to generate with: start from what the process may use, follow the speed.

One thread too many on a busy machine costs more than one too few: all threads wait for the
slowest at every barrier. So the pace is watched while tokens come: when it falls, or when the
threads get less CPU time than they could use, one thread less is tried for a few tokens and kept
if that is faster; now and then one more is tried again. Where it is known how many cores other
processes keep busy, that says where to start and when a trial is worth its tokens.
"""

from collections.abc import Callable
from statistics import median

_WINDOW = 6
_FIRST_LOOK = 3
"""Tokens after which the start and a trial are judged: a wrong thread count is not kept for long."""
_SLOWER = 1.35
_GAIN = 0.95
_STARVED = 0.8
_LEAST_REST = 24
_PATIENCE = 128
_LONGEST_PATIENCE = 1024


class ThreadPace:
    """Decides the thread count from the seconds that tokens take.

    Args:
        threads: Where to start, and the most that is ever used; at least 1.
        fixed: Never change it.
        foreign_cores: Cores that other processes kept busy since it was asked last, None when
            not known.
    """

    def __init__(
        self,
        threads: int,
        *,
        fixed: bool = False,
        foreign_cores: Callable[[], float | None] = lambda: None,
    ) -> None:
        self.threads = max(1, threads)
        self._most = self.threads
        self._fixed = fixed or self.threads == 1
        self._foreign_cores = foreign_cores
        self._window: list[float] = []
        self._cpu_seconds = 0.0
        self._best = 0.0
        self._trial_from: int | None = None
        self._pace_before_trial = 0.0
        self._since_change = 0
        self._patience = _PATIENCE

    def begin(self) -> int:
        """An answer begins; returns the threads to use for its first token."""
        room = None if self._fixed else self._room()
        if room is not None and room != self.threads:
            self.threads = room
            self._best = 0.0
            self._trial_from = None
            self._window.clear()
            self._cpu_seconds = 0.0
            self._since_change = 0
        return self.threads

    def _room(self) -> int | None:
        """How many threads find a core of their own, None when not known."""
        foreign = self._foreign_cores()
        return None if foreign is None else max(1, self._most - int(foreign + 0.5))

    def observe(self, seconds: float, cpu_seconds: float | None = None) -> int:
        """Take the time of one token; returns the threads to use for the next.

        Args:
            seconds: Wall time of the token.
            cpu_seconds: CPU time that the process got meanwhile, all threads together; None when
                it is not known.
        """
        if self._fixed:
            return self.threads
        self._window.append(seconds)
        self._cpu_seconds += seconds * self.threads if cpu_seconds is None else cpu_seconds
        self._since_change += 1
        is_look = self._best == 0 or self._trial_from is not None
        if len(self._window) < (_FIRST_LOOK if is_look else _WINDOW):
            return self.threads
        pace = median(self._window)
        share = self._cpu_seconds / max(1e-9, sum(self._window) * self.threads)
        self._window.clear()
        self._cpu_seconds = 0.0
        if self._trial_from is not None:
            self._judge(pace)
        else:
            self._watch(pace, starved=share < _STARVED)
        return self.threads

    def _judge(self, pace: float) -> None:
        """Keep the thread count on trial if it is faster, else go back and wait longer."""
        before = self._trial_from
        self._trial_from = None
        self._since_change = 0
        if before is None:
            return
        if pace < self._pace_before_trial * _GAIN:
            self._best = pace
            self._patience = _PATIENCE
        else:
            self.threads = before
            self._patience = min(self._patience * 2, _LONGEST_PATIENCE)

    def _watch(self, pace: float, *, starved: bool) -> None:
        first = self._best == 0
        self._best = pace if first else min(self._best, pace)
        rested = self._since_change >= _LEAST_REST
        waited = first or self._since_change >= self._patience
        room = self._room()
        slower = pace > self._best * _SLOWER and rested
        crowded = starved and (room is None or room < self.threads)
        if self.threads > 1 and (slower or (crowded and waited)):
            self._best = pace
            self._try(self.threads - 1, pace)
        elif self.threads < self._most and not starved:
            is_time = waited if room is None else room > self.threads and (waited or rested)
            if is_time:
                self._try(self.threads + 1, pace)

    def _try(self, threads: int, pace: float) -> None:
        self._trial_from = self.threads
        self._pace_before_trial = pace
        self.threads = threads
