"""Parts of the WAF model: rules and requests, the ladder, rate windows, questions."""
