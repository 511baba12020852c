"""The composition root: puts content, record, clock and settings together for the front ends."""
