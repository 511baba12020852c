"""Amazon VPC: whether a connection works, and which check on the way stops it."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.kernel import Simulation
from awsstudy.sims.network import (
    ask_acl,
    ask_changes,
    ask_groups,
    ask_leaving,
    ask_page,
    ask_peering,
    ask_ports,
    ask_reaching,
    ask_tables,
    beliefs,
    detours,
    shortcuts,
)
from awsstudy.sims.network.params import VpcParams
from awsstudy.sims.network.repairs import edits
from awsstudy.sims.network.tracer import VpcPacket
from awsstudy.sims.network.walk import Walk
from awsstudy.sims.problems import Problem

__all__ = ["MODEL", "PROBLEMS", "WRONG_MODELS", "edits"]

MODEL = VpcPacket

_WALKS: Mapping[str, type[Walk]] = {
    "sg-stateless": beliefs.SgStateless,
    "sg-needs-answers": beliefs.SgNeedsAnswers,
    "sg-needs-answers-in": beliefs.SgNeedsAnswersIn,
    "sg-strictest": beliefs.SgStrictest,
    "sg-out-ignored": beliefs.SgOutIgnored,
    "sg-group-is-public-too": beliefs.SgGroupIsPublicToo,
    "nacl-stateful": beliefs.NaclStateful,
    "nacl-service-port": beliefs.NaclServicePort,
    "nacl-swapped": beliefs.NaclSwapped,
    "linux-ports": beliefs.LinuxPorts,
    "windows-ports": beliefs.WindowsPorts,
    "all-ports": beliefs.AllPorts,
    "nacl-inside": beliefs.NaclInside,
    "nacl-last-wins": beliefs.NaclLastWins,
    "nacl-as-written": beliefs.NaclAsWritten,
    "nacl-deny-wins": beliefs.NaclDenyWins,
    "nacl-most-exact": beliefs.NaclMostExact,
    "either-is-enough": beliefs.EitherIsEnough,
    "answers-find-home": beliefs.AnswersFindHome,
    "first-route-wins": detours.FirstRouteWins,
    "last-route-wins": detours.LastRouteWins,
    "widest-route-wins": detours.WidestRouteWins,
    "default-catches-all": detours.DefaultCatchesAll,
    "public-address-is-enough": detours.PublicAddressIsEnough,
    "route-is-enough": detours.RouteIsEnough,
    "private-works-online": detours.PrivateWorksOnline,
    "nat-accepts-inbound": shortcuts.NatAcceptsInbound,
    "nat-anywhere": shortcuts.NatAnywhere,
    "forwards-by-itself": shortcuts.ForwardsByItself,
    "private-stays-private": shortcuts.PrivateStaysPrivate,
    "peering-has-a-direction": shortcuts.PeeringHasADirection,
    "transitive": shortcuts.Transitive,
    "shares-gateways": shortcuts.SharesGateways,
    "peering-routes-itself": shortcuts.PeeringRoutesItself,
}


def believing(walk: type[Walk]) -> type[VpcPacket]:
    """The simulation in which packets walk as someone believes."""
    return type(walk.__name__, (VpcPacket,), {"WALK": walk, "__doc__": walk.__doc__})


WRONG_MODELS: Mapping[str, type[Simulation[VpcParams]]] = {
    name: believing(walk) for name, walk in _WALKS.items()
}

PROBLEMS: tuple[Problem[VpcParams], ...] = (
    *ask_page.PROBLEMS,
    *ask_ports.PROBLEMS,
    *ask_acl.PROBLEMS,
    *ask_groups.PROBLEMS,
    *ask_changes.PROBLEMS,
    *ask_tables.PROBLEMS,
    *ask_leaving.PROBLEMS,
    *ask_reaching.PROBLEMS,
    *ask_peering.PROBLEMS,
)
