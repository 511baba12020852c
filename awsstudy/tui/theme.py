"""The four themes and the colours that mean something. No colour is named anywhere else."""

from __future__ import annotations

from textual.theme import Theme

_MEANINGS = ("correct", "wrong", "due", "mark")


def _theme(name: str, *, dark: bool, base: dict[str, str], meaning: dict[str, str]) -> Theme:
    return Theme(name=f"awsstudy-{name}", dark=dark, variables=meaning, **base)  # type: ignore[arg-type]  # colours by keyword


DARK = _theme(
    "dark",
    dark=True,
    base={
        "primary": "#7aa2f7",
        "secondary": "#ff9e64",
        "accent": "#e0af68",
        "foreground": "#d5d9e8",
        "background": "#14161f",
        "surface": "#1b1e2b",
        "panel": "#252a3b",
        "success": "#9ece6a",
        "warning": "#e0af68",
        "error": "#f7768e",
    },
    meaning={
        "correct": "#9ece6a",
        "wrong": "#f7768e",
        "due": "#ff9e64",
        "mark": "#e0af68",
        "muted": "#9aa3b8",
    },
)
LIGHT = _theme(
    "light",
    dark=False,
    base={
        "primary": "#1f4fa3",
        "secondary": "#9a4a00",
        "accent": "#7a5b00",
        "foreground": "#1c2130",
        "background": "#fbfaf6",
        "surface": "#f1efe8",
        "panel": "#e2dfd4",
        "success": "#1c6b2c",
        "warning": "#7a5b00",
        "error": "#a3213a",
    },
    meaning={
        "correct": "#1c6b2c",
        "wrong": "#a3213a",
        "due": "#9a4a00",
        "mark": "#7a5b00",
        "muted": "#5a6070",
    },
)
CONTRAST = _theme(
    "contrast",
    dark=True,
    base={
        "primary": "#ffff00",
        "secondary": "#00ffff",
        "accent": "#ffffff",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#1a1a1a",
        "success": "#00ff00",
        "warning": "#ffff00",
        "error": "#ff7070",
    },
    meaning={
        "correct": "#00ff00",
        "wrong": "#ff7070",
        "due": "#ffff00",
        "mark": "#00ffff",
        "muted": "#d8d8d8",
    },
)
MONO = _theme(
    "mono",
    dark=True,
    base={
        "primary": "#ffffff",
        "secondary": "#d0d0d0",
        "accent": "#ffffff",
        "foreground": "#e8e8e8",
        "background": "#101010",
        "surface": "#181818",
        "panel": "#2a2a2a",
        "success": "#ffffff",
        "warning": "#e8e8e8",
        "error": "#ffffff",
    },
    meaning={**dict.fromkeys(_MEANINGS, "#ffffff"), "muted": "#b4b4b4"},
)
THEMES = {"dark": DARK, "light": LIGHT, "contrast": CONTRAST, "mono": MONO}
