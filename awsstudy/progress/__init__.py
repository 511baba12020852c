"""How far the learner is: statistics over the record, and reports of them."""
