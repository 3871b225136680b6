"""Why something is not done with an account: each a sentence for the one who asked."""


class Refused(Exception):
    sentence = "This cannot be done."

    def __str__(self) -> str:
        return self.sentence


class NotYourself(Refused):
    sentence = "Nobody switches off or empties their own account. Ask another administrator."


class NotYourOwnRole(Refused):
    sentence = "Nobody takes their own administrator role. Ask another administrator."


class LastAdministrator(Refused):
    sentence = (
        "This is the last administrator who can sign in. Give the role to somebody else first."
    )


class Emptied(Refused):
    sentence = "This account has been emptied. If the person is back, invite them anew."


class AlreadySignsIn(Refused):
    sentence = "This person has a password. A forgotten one is replaced from the sign-in page."


class SwitchedOff(Refused):
    sentence = "This account is switched off. Switch it on before you send an invitation."
