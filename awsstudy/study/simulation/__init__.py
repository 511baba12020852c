"""Simulated learners, to compare ways of choosing what to study; every way is tried on the same."""
