"""The command line: what makes sense without the app, for people, scripts and teachers."""
