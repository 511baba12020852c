"""What the IAM model is made of: policies, matching of statements, the decision, changes to it."""
