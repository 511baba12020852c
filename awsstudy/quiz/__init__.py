"""Quizzes: items from the bank and from simulators, selection, sessions, marking."""
