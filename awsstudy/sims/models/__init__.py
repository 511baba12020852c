"""One module a simulator. Each offers ``MODEL``, ``WRONG_MODELS`` and ``PROBLEMS``."""
