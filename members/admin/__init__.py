"""The members' part of the admin."""

from . import application, organisation, request

__all__ = ["application", "organisation", "request"]
