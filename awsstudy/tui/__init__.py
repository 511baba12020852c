"""The terminal app: screens and widgets over the workspace. No study logic lives here."""
