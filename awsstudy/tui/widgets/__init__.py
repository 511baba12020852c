"""Reusable widgets and pure drawing."""
