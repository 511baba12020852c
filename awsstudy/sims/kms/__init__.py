"""Parts of the KMS model: the key, who may use it, envelopes, questions."""
