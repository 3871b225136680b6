"""How long an enquiry waits, and how long it is kept. The form, the Privacy page and the mails
state these; the worker keeps to them."""

from datetime import timedelta

# An enquiry that waits for longer is overdue on the desk; its writer is told the same number.
ANSWERED_WITHIN = timedelta(days=7)
# So long after it was answered or closed, an enquiry is emptied of whatever its writer gave.
MONTHS_KEPT = 12
KEPT = timedelta(days=365)
SPAM_KEPT = timedelta(days=30)
# Two enquiries that are alike to the letter within this time are one that was sent twice.
SAME_WITHIN = timedelta(minutes=15)
