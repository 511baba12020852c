"""Checks of the content beyond its shape: one check a module, found by file name."""
