"""DNS: hosted zones, the way to an answer, and resolvers that remember it."""
