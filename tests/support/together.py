"""Several people at once, each on a connection of their own."""

import threading
from collections.abc import Callable
from typing import Any

from django.db import connections


def at_once(*attempts: Callable[[], Any]) -> list[Any]:
    """What each answers, or the exception that it raises: all begin in the same moment. The test
    is marked `django_db(transaction=True)`."""
    ready = threading.Barrier(len(attempts))
    answers: list[Any] = [None] * len(attempts)

    def run(place: int) -> None:
        ready.wait()
        try:
            answers[place] = attempts[place]()
        except Exception as error:
            answers[place] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=[place]) for place in range(len(attempts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers
