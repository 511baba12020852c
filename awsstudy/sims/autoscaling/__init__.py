"""Amazon EC2 Auto Scaling: groups, their policies, and what they do to a fleet."""
