"""How AWS behaves: pure models, deterministic under a seed, that name the rule behind every event."""
