"""Parts of the simulator of the ways between a VPC and a company's own network."""
