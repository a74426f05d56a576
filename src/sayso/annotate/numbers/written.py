"""A number as a reader writes it."""

# A text gives hardly more; what a division leaves behind, a third as a share, is rounded.
MOST_DECIMALS = 4


def written(quantity: float) -> str:
    """Return a number with its thousands parted, with the decimals that it was given with.

    >>> written(12000.0), written(1234.5), written(12.75), written(1 / 3)
    ('12,000', '1,234.5', '12.75', '0.333')
    """
    if quantity == int(quantity):
        return f"{int(quantity):,}"
    exact = f"{quantity:,}"
    if len(exact.partition(".")[2]) <= MOST_DECIMALS:
        return exact
    return f"{quantity:.3g}" if abs(quantity) < 1 else f"{quantity:,.2f}"
