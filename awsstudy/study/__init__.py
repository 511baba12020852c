"""What to study today, and why."""
