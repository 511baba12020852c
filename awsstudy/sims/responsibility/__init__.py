"""Cloud service models: parts of the simulator of shared responsibility."""
