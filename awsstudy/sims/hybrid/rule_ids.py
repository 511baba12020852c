"""Names of the rules that the simulator cites."""

from __future__ import annotations

from collections.abc import Mapping

from awsstudy.sims.hybrid.world import Kind

COVERS = "hybrid.route.covers"
HEALTH = "hybrid.route.health-first"
BLACKHOLE = "hybrid.route.blackhole"
LOCAL = "hybrid.route.local-first"
LONGEST = "hybrid.route.longest-prefix"
VGW_ORDER = "hybrid.vgw.order"
TGW_ORDER = "hybrid.tgw.order"
STATIC = "hybrid.route.static-first"
AS_PATH = "hybrid.bgp.as-path"
MED = "hybrid.bgp.med"
TIE = "hybrid.model.tie"
ECMP = "hybrid.tgw.ecmp"
DX_ECMP = "hybrid.dx.multipath"
NO_ROUTE = "hybrid.route.none"

STANDARD = "hybrid.vpn.tunnel-standard"
LARGE = "hybrid.vpn.tunnel-large"
TUNNELS = "hybrid.vpn.tunnels"
ONE_TUNNEL = "hybrid.vgw.one-tunnel"
LINE = "hybrid.line.shared"
WINDOW = "hybrid.tcp.window"
LOSS = "hybrid.model.loss"
SWING = "hybrid.model.swing"
VOLUME = "hybrid.line.decimal"

IPSEC = "hybrid.vpn.encrypted"
DX_CLEAR = "hybrid.dx.not-encrypted"
MACSEC = "hybrid.dx.macsec"
MACSEC_PORTS = "hybrid.dx.macsec-ports"
OPEN = "hybrid.internet.not-encrypted"
INTERNET = "hybrid.vpn.over-internet"
CABLED = "hybrid.dx.ordered"

CIPHER: Mapping[Kind, str] = {
    "local": OPEN,
    "static": OPEN,
    "dx": DX_CLEAR,
    "vpn_static": IPSEC,
    "vpn_bgp": IPSEC,
}
"""Why a link's traffic is encrypted or not."""
