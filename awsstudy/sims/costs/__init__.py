"""Cloud costs: parts of the simulator of buying against paying for use."""
