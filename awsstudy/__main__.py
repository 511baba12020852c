"""``python -m awsstudy``: straight to the app without arguments, else to the command line."""

from __future__ import annotations

import gc
import sys


def main() -> int:
    """Run awsstudy; returns the exit code."""
    # Start-up makes many objects that stay: the app settles them after its first frame.
    gc.disable()
    from awsstudy.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
