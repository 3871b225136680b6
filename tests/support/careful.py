"""What a reader's browser sends with every careful form: the instant at which it was opened.

client.post("/en/contact/", {**careful(), "topic": "press", …})
careful(ago=timedelta(seconds=0))      one who is quicker than anybody types
"""

from datetime import timedelta

import time_machine
from django.utils import timezone

from cultural_alliance.limits import forms


def careful(ago: timedelta = timedelta(minutes=1)) -> dict[str, str]:
    with time_machine.travel(timezone.now() - ago, tick=False):
        return {forms.OPENED: forms.opened_now(), forms.TRAP: ""}
