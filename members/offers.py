"""What the members' part offers to the surfaces that all sections share."""


def register() -> None:
    """Called when the apps are ready, and the models with them."""
