"""Amazon CloudWatch: how an alarm judges data points; shared with Auto Scaling."""
