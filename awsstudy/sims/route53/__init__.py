"""What the Route 53 models are made of: the world, the ranking of records, the failover clock."""
