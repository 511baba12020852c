"""Names of the rules that the load balancer models go by."""

from __future__ import annotations

from collections.abc import Mapping

CROSS_ON = "elb.cross-zone.on"
CROSS_OFF = "elb.cross-zone.off"
CROSS_ALB = "elb.cross-zone.alb"
CROSS_NLB = "elb.cross-zone.nlb"
CROSS_GWLB = "elb.cross-zone.gwlb"
CROSS_CLB = "elb.cross-zone.clb"
CROSS_DEFAULT: Mapping[str, str] = {
    "alb": CROSS_ALB,
    "nlb": CROSS_NLB,
    "gwlb": CROSS_GWLB,
    "clb": CROSS_CLB,
    "generic": "elb.model.generic",
}
NODES = "elb.zones.nodes"
ZONE_ENABLED = "elb.zones.enabled"
ZONE_OUT = "elb.zones.removed-from-dns"
ZONE_EMPTY = "elb.zones.empty-alb"

HEALTHY_ONLY = "elb.health.healthy-only"
FAIL_OPEN = "elb.health.fail-open"
CONSECUTIVE_DOWN = "elb.health.unhealthy-threshold"
CONSECUTIVE_UP = "elb.health.healthy-threshold"
FIRST_CHECK = "elb.health.first-check"
INTERVAL = "elb.health.interval"
SUCCESS = "elb.health.success-codes"
NOBODY = "elb.health.no-target"

ROUND_ROBIN = "elb.algorithm.round-robin"
LEAST = "elb.algorithm.least-outstanding"
WEIGHTED = "elb.algorithm.weighted-random"
FLOW_HASH = "elb.algorithm.nlb-flow-hash"
GWLB_FLOW = "elb.algorithm.gwlb-flow"
CLB_TCP = "elb.algorithm.clb-tcp"
CLB_HTTP = "elb.algorithm.clb-http"
RESPONSE_TIME = "elb.algorithm.response-time"
OFFERED = "elb.algorithm.offered"

STICKY = "elb.sticky.cookie"
STICKY_SOURCE = "elb.sticky.source-ip"
STICKY_OVERRIDES = "elb.sticky.overrides"
STICKY_LOST = "elb.sticky.target-lost"
STICKY_EXPIRED = "elb.sticky.expires"
STICKY_OFF = "elb.sticky.off-by-default"
STICKY_CROSS = "elb.sticky.needs-cross-zone"

SLOW_START = "elb.slow-start.linear"
SLOW_LEAST = "elb.slow-start.not-with-least-outstanding"
SLOW_ALB = "elb.slow-start.alb-only"
SLOW_SHARE = "elb.model.slow-start-turns"

DRAIN_NEW = "elb.drain.no-new-requests"
DRAIN_DELAY = "elb.drain.delay"
DRAIN_END = "elb.drain.terminated"
DRAIN_OPEN = "elb.drain.open-requests"

SERVICE = "elb.model.service"
APP_ERROR = "elb.model.app-error"

RULE_ORDER = "elb.listener.priority"
RULE_DEFAULT = "elb.listener.default"
RULE_MATCH = "elb.listener.conditions"

ALB_TERMINATES = "elb.tls.alb-terminates"
NLB_TLS = "elb.tls.nlb-terminates"
PASSED = "elb.tls.tcp-passes"
SECOND_HOP = "elb.tls.second-hop"
CERTIFICATE = "elb.tls.certificate"
PLAIN = "elb.tls.plain"
PROXIED = "elb.address.forwarded-for"
PRESERVED = "elb.address.preserved"
NOT_PRESERVED = "elb.address.not-preserved"

INTERNAL = "elb.scheme.internal"
FACING = "elb.scheme.internet-facing"
TYPE: Mapping[str, str] = {
    "alb": "elb.type.alb",
    "nlb": "elb.type.nlb",
    "gwlb": "elb.type.gwlb",
    "clb": "elb.type.clb",
}
CAN: Mapping[str, str] = {
    "http-paths": "elb.can.http-content",
    "redirects": "elb.can.redirects",
    "waf": "elb.can.waf",
    "lambda": "elb.can.lambda",
    "static-address": "elb.can.static-address",
    "udp": "elb.can.udp",
    "tls-untouched": PASSED,
    "privatelink": "elb.can.privatelink",
    "appliances": "elb.can.appliances",
}
