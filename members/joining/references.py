"""The reference of an application, such as `J-7KQ4-M2XP`: to be read out on the telephone.

It is drawn by lot, so that nobody learns from theirs how many others apply.
"""

import secrets

# Without the letters and figures that are taken for each other.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def mint() -> str:
    """One of 850 thousand million; the database refuses the same one twice."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"J-{drawn[:4]}-{drawn[4:]}"
