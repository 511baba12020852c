"""Amazon EC2: the parts that its simulators are made of."""
