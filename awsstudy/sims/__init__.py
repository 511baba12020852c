"""How AWS behaves: pure models, deterministic under a seed; every event names its rule."""
