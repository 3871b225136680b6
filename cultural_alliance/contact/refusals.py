"""Why the desk's verb is not done: each a sentence for the one who asked."""

from typing import Any


class Refused(Exception):
    sentence = "This cannot be done."

    def __init__(self, sentence: str = "") -> None:
        self.sentence = sentence or self.sentence
        super().__init__(self.sentence)


class NotAllowed(Refused):
    sentence = "Only the enquiry desk does this. Ask an administrator for the role."


class Nothing(Refused):
    """There is no text where one is needed."""


class Emptied(Refused):
    sentence = "This enquiry was emptied, because its time was over. There is nobody to write to."


class Faster(Refused):
    """Somebody else was, or the button was pressed twice. The sentence says who and when."""


class TakenByAnother(Faster):
    """`holder`: whose it is now."""

    def __init__(self, sentence: str, *, holder: Any) -> None:
        super().__init__(sentence)
        self.holder = holder
