"""The outbox: mail is stored with the change that caused it, and sent by the worker."""

from .keys import once

__all__ = ["once"]
