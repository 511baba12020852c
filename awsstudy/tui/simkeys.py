"""The keys of the simulator screen."""

from __future__ import annotations

from textual.binding import Binding, BindingType

BINDINGS: list[BindingType] = [
    *(
        Binding(
            str(n),
            f"choose({n})",
            "sim.choose",
            id=f"sim.choose{n}",
            tooltip="sim.choose.help",
            show=False,
        )
        for n in range(1, 6)
    ),
    Binding("space", "play", "sim.play", id="sim.play", tooltip="sim.play.help", priority=True),
    Binding(
        "full_stop,right",
        "step",
        "sim.step",
        id="sim.step",
        tooltip="sim.step.help",
        key_display=".",
        priority=True,
    ),
    Binding(
        "comma,left",
        "back",
        "sim.back",
        id="sim.back",
        tooltip="sim.back.help",
        key_display=",",
        show=False,
        priority=True,
    ),
    Binding("tab", "pane", "sim.pane", id="sim.pane", tooltip="sim.pane.help", priority=True),
    Binding("y,f3", "why", "sim.why", id="sim.why", tooltip="sim.why.help", key_display="y"),
    Binding("e,f9", "edit", "sim.edit", id="sim.edit", tooltip="sim.edit.help", key_display="e"),
    Binding("a,f5", "act", "sim.act", id="sim.act", tooltip="sim.act.help", key_display="a"),
    Binding(
        "end,greater_than_sign",
        "end",
        "sim.end",
        id="sim.end",
        tooltip="sim.end.help",
        key_display="End",
        priority=True,
    ),
    Binding(
        "home,less_than_sign",
        "rewind",
        "sim.rewind",
        id="sim.rewind",
        tooltip="sim.rewind.help",
        show=False,
        priority=True,
    ),
    Binding(
        "n,f6",
        "scenario",
        "sim.scenario",
        id="sim.scenario",
        tooltip="sim.scenario.help",
        key_display="n",
    ),
    Binding(
        "r,f7",
        "reset",
        "sim.reset",
        id="sim.reset",
        tooltip="sim.reset.help",
        key_display="r",
        show=False,
    ),
    Binding("f,f4", "fork", "sim.fork", id="sim.fork", tooltip="sim.fork.help", show=False),
    Binding(
        "plus,equals_sign",
        "speed(1)",
        "sim.faster",
        id="sim.faster",
        tooltip="sim.faster.help",
        show=False,
    ),
    Binding(
        "minus",
        "speed(-1)",
        "sim.slower",
        id="sim.slower",
        tooltip="sim.slower.help",
        show=False,
    ),
    Binding(
        "L,f8",
        "limits",
        "sim.limits",
        id="sim.limits",
        tooltip="sim.limits.help",
        key_display="L",
        show=False,
    ),
    *(
        Binding(
            keys,
            f"scrub({by})",
            "sim.scrub",
            id=f"sim.scrub{by}",
            tooltip="sim.scrub.help",
            show=False,
            priority=True,
        )
        for keys, by in (
            ("shift+right,right_square_bracket", 1),
            ("shift+left,left_square_bracket", -1),
        )
    ),
]
