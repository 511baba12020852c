"""When a learner's own parameters are worth fitting. Imports nothing: asking costs nothing."""

ENOUGH_REVIEWS = 150
GROWTH_PERCENT = 110
"""What the reviews must have grown to for another fit."""


def wants_fit(fitted_reviews: int, reviews: int) -> bool:
    """Whether a fit is due: enough reviews, and a tenth more than the last fit had (0 for none)."""
    return reviews >= ENOUGH_REVIEWS and 100 * reviews >= GROWTH_PERCENT * fitted_reviews
