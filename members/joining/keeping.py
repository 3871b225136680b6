"""How long what applicants give is kept. The form and the Privacy page state these; the worker
keeps to them (`emptying.py`)."""

from datetime import timedelta

# A draft that nobody saves any more is deleted; its writer is reminded before.
DRAFT_KEPT = timedelta(days=60)
REMINDED_BEFORE = timedelta(days=14)
# A declined application is emptied of whatever its writer gave.
DECLINED_MONTHS = 6
DECLINED_KEPT = timedelta(days=183)
# Of an accepted one the documents, the two people and the thread go; the member has its profile.
ACCEPTED_MONTHS = 12
ACCEPTED_KEPT = timedelta(days=365)
# So long after the decision the applicant's link still opens its page.
LINK_DAYS = 90
LINK_AFTER_DECISION = timedelta(days=LINK_DAYS)
