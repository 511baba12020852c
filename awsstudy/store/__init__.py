"""What the learner did: an append-only log in a database, and what is derived from it."""
