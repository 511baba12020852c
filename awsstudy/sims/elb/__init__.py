"""What the load balancer models are made of: the world, types, health, algorithms, traffic."""
