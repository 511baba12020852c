"""A program run in a pseudo-terminal, as a person would see it: for measuring it from outside."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence

from awsstudy.core.clock import Clock
from awsstudy.core.errors import AwsStudyError

TIMEOUT = 30.0


class Terminal:
    """A terminal of 80 by 24 with a program in it."""

    def __init__(
        self, command: Sequence[str], environment: Mapping[str, str], clock: Clock
    ) -> None:
        self._clock = clock
        self.seen = b""
        """What the program has written since the last key."""
        self._main, child = pty.openpty()
        fcntl.ioctl(child, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.started = clock.monotonic()
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=child,
            stdout=child,
            stderr=child,
            env=dict(environment),
            start_new_session=True,
        )
        os.close(child)

    def wait_for(self, text: str) -> float:
        """Read until a text is on the wire; returns the seconds since the program was started.

        Raises:
            AwsStudyError: the program ended or took too long.
        """
        wanted = text.encode()
        while wanted not in self.seen:
            if not self._read(TIMEOUT):
                raise AwsStudyError(f"The program ended or stood still before it said '{text}'.")
        return self._clock.monotonic() - self.started

    def press(self, key: str, quiet: float = 0.05) -> float:
        """Press a key and read until nothing more comes.

        Returns:
            The seconds from the key to the last byte of what it changed on screen.
        """
        start = self._clock.monotonic()
        os.write(self._main, key.encode())
        last = start
        self.seen = b""
        wait = 1.0
        while self._read(wait):
            last = self._clock.monotonic()
            wait = quiet
        return last - start

    def type(self, key: str) -> None:
        """Press a key and do not wait."""
        os.write(self._main, key.encode())

    def listen(self, seconds: float) -> None:
        """Read for some time."""
        end = self._clock.monotonic() + seconds
        while (left := end - self._clock.monotonic()) > 0:
            self._read(left)

    def answer(self, key: str, text: str) -> float:
        """Press a key and read until a text is on the wire.

        Returns:
            The seconds from the key to the text.

        Raises:
            AwsStudyError: the program ended or took too long.
        """
        start = self._clock.monotonic()
        self.seen = b""
        self.type(key)
        self.wait_for(text)
        return self._clock.monotonic() - start

    def _read(self, timeout: float) -> bool:
        ready, _, _ = select.select([self._main], [], [], timeout)
        if not ready:
            return False
        try:
            data = os.read(self._main, 1 << 16)
        except OSError:
            return False
        self.seen += data
        return bool(data)

    def signal(self, number: int) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def drain(self) -> None:
        """Read until the program has nothing more to say."""
        while self._read(1.0):
            pass

    def wait(self) -> int:
        """Read to the end; returns the exit code."""
        self.drain()
        return self._process.wait(TIMEOUT)

    def kill(self, number: int) -> None:
        """End the program by a signal and wait until it is gone."""
        self.signal(number)
        self._process.wait()

    def hang_up(self) -> int:
        """Take the terminal away without a signal; returns the exit code the program ends with."""
        os.close(self._main)
        try:
            return self._process.wait(TIMEOUT)
        finally:
            self._process.kill()

    def close(self) -> None:
        """End the program."""
        self._process.kill()
        self._process.wait()
        os.close(self._main)
