"""Parts of the simulator of stateful and stateless packet filters."""
