"""Which rule of the rule book stands behind each step."""

from __future__ import annotations

from collections.abc import Mapping

LOWEST_FIRST = "waf.lowest-number-first"
TERMINATING = "waf.allow-and-block-end"
COUNT = "waf.count-goes-on"
TOKEN_PASSES = "waf.token-goes-on"  # noqa: S105 - a rule's name
TOKEN_MISSING = "waf.no-token-ends"  # noqa: S105 - a rule's name
DEFAULT = "waf.default-action"
INSPECTS = "waf.inspects-requests"
LABELS = "waf.labels-for-later-rules"
GROUP = "waf.group-in-order"
RULES_COUNT = "waf.rule-action-override"
RESULT_COUNT = "waf.group-result-override"
CORE_NO_SQL = "waf.core-rule-set"
PER_KEY = "waf.rate-per-key"
WINDOW = "waf.rate-window"
OVER = "waf.rate-over-limit"
CHECKED = "waf.model.exact-count"
CAPACITY = "waf.capacity-units"
LAYER = "waf.layer-seven"
ATTACHED = "waf.attached-to"

CAPACITIES: Mapping[str, str] = {
    "ip": "waf.wcu.ip-set",
    "geo": "waf.wcu.geo",
    "string": "waf.wcu.string-contains",
    "size": "waf.wcu.size",
    "sqli": "waf.wcu.sqli",
    "xss": "waf.wcu.xss",
    "label": "waf.wcu.label",
    "rate": "waf.wcu.rate",
    "core": "waf.wcu.core",
    "known-bad": "waf.wcu.known-bad",
    "admin": "waf.wcu.admin",
    "sql": "waf.wcu.sql",
}
"""The capacity units of each kind of rule and of each managed group."""
