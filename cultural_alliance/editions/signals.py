"""What the record announces, in the transaction that changed it."""

from django.dispatch import Signal

# Sent by every verb with `document`, `event`, and `edition` (or None): receivers run inside the
# transaction, so what they write is committed with the change or not at all. An autosave has no
# event: it announces `event=None`.
record_changed = Signal()
