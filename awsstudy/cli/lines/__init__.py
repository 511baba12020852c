"""Plain mode: quiz and review as lines, for a screen reader, a dumb terminal or a pipe."""
