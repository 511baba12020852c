"""awsstudy: study AWS in the terminal. Imports nothing, so that it costs nothing."""

__version__ = "0.1.0"
