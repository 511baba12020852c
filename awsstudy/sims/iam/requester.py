"""Who asks, and how policies name who asks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

_REQUESTER = re.compile(
    r"arn:aws[a-z-]*:(?:iam::(\d{12}):(user)|sts::(\d{12}):(assumed-role|federated-user))/(.+)"
)
_LINKED = "AWSServiceRoleFor"

Naming = Literal["direct", "role", "account", "none"]
"""How a policy names the requester: itself or everybody, its role, its account, or not at all."""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks, read off the ARN."""

    arn: str
    kind: str
    """``user``, ``assumed-role`` or ``federated-user``."""
    account: str
    name: str
    """The user's name with its path, or the role's name."""

    @property
    def is_session(self) -> bool:
        """Whether temporary credentials ask, to which a session policy can belong."""
        return self.kind != "user"

    @property
    def is_service_linked(self) -> bool:
        """Whether an AWS service asks through its own role."""
        return self.kind == "assumed-role" and self.name.startswith(_LINKED)

    @property
    def stands_for(self) -> str:
        """The ARN to which policies are attached: the user, or the role behind the session."""
        kind = "role" if self.kind == "assumed-role" else "user"
        return f"arn:aws:iam::{self.account}:{kind}/{self.name}"


@lru_cache(maxsize=1024)
def requester(arn: str) -> Requester:
    """Who an ARN stands for.

    Raises:
        ValueError: it is none that can ask.
    """
    found = _REQUESTER.fullmatch(arn)
    if not found:
        raise ValueError("a request is made by a user, a role session or a federated user")
    user_account, user, session_account, session, name = found.groups()
    kind = user or session
    if kind == "assumed-role":
        role, _, session_name = name.partition("/")
        if not session_name:
            raise ValueError("a role session is named assumed-role/<role>/<session>")
        name = role
    return Requester(arn, kind, user_account or session_account, name)


@lru_cache(maxsize=4096)
def naming(principal: str, arn: str) -> Naming:
    """How one principal of a policy names who asks."""
    who = requester(arn)
    if principal in ("*", arn):
        return "direct"
    if principal == who.account:
        return "account"
    head, _, tail = principal.partition(f"::{who.account}:")
    if not head.startswith("arn:aws"):
        return "none"
    return "account" if tail == "root" else _naming_of_entity(tail, who)


def _naming_of_entity(tail: str, who: Requester) -> Naming:
    kind, _, name = tail.partition("/")
    if who.kind == "assumed-role":
        # A session's ARN has the role's name without its path.
        same = kind == "role" and name.rpartition("/")[2] == who.name
    else:
        same = who.kind == "federated-user" and tail == f"user/{who.name}"
    return "role" if same else "none"
