"""AWS Shield: parts of the DDoS simulator."""
