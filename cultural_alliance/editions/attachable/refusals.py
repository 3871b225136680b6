from ..refusals import Refused


class Unfit(Refused):
    """The file cannot be attached; the sentence says why, and what to do."""
