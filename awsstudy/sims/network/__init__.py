"""Networks: addresses, filters, routes and the walk of a packet; shared by several models."""
