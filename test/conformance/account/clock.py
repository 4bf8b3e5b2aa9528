"""One clock for functions, waits and letters, which the journey moves."""

import threading
import time


class Clock:
    def __init__(self) -> None:
        self.offset = 0.0
        self.moved = threading.Condition()
        self.waits: dict[int, float] = {}

    def now(self) -> float:
        return time.time() + self.offset

    def move(self, offset: float) -> None:
        with self.moved:
            self.offset = offset
            self.moved.notify_all()

    def wait(self, until: float, still) -> None:
        """Until that moment, or until nobody waits for it any more."""
        me = threading.get_ident()
        with self.moved:
            self.waits[me] = until
            try:
                while still() and (left := until - self.now()) > 0:
                    # A stop is told to the execution and not to us, so it is looked for now and then.
                    self.moved.wait(min(left, 0.2))
            finally:
                del self.waits[me]

    def resting(self) -> int:
        with self.moved:
            return sum(1 for until in self.waits.values() if until > self.now())


clock = Clock()
