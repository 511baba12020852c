"""Amazon S3 storage classes: what the rule book says, checks of single rules, the bill."""
