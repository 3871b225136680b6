#!/usr/bin/env python
"""Django's command line for the Alliance portal."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cultural_alliance.settings")
    if sys.argv[1:2] == ["serve"]:
        from cultural_alliance import production

        production.take_for_granted(sys.argv[2:])
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
