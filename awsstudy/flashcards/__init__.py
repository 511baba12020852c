"""Flashcards: what is asked, when it comes back, and the review desk."""
