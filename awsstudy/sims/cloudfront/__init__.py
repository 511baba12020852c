"""Amazon CloudFront: an HTTP cache, its rules, the edge network, video over it."""
