"""What the record offers to the desk and to the worker."""

from cultural_alliance import surfaces

from . import desk_care, desk_live, desk_waiting, files, instants, links, live, receipts
from .signals import record_changed


def register() -> None:
    surfaces.instants.register("record", instants.next_instant)
    surfaces.due.register("record.receipts", receipts.run, place=10)
    surfaces.due.register("record.files", files.sweep, place=90)
    surfaces.due.register("record.links", links.check, place=95)
    surfaces.desk.register("record.waiting", desk_waiting.panel, place=10)
    surfaces.desk.register("record.going live", desk_live.going_live, place=20)
    surfaces.desk.register("record.went live", desk_live.went_live, place=30)
    surfaces.desk.register("record.care", desk_care.panel, place=40)
    surfaces.care.register("record.behind", desk_care.translations_behind, place=10)
    surfaces.care.register("record.links", desk_care.broken_links, place=40)
    surfaces.care.register("record.review", desk_care.to_be_reviewed, place=50)
    surfaces.care.register("record.abandoned", desk_care.abandoned, place=60)
    surfaces.live.register("record", live.pages_of, place=10)
    record_changed.connect(links.hear_the_record, dispatch_uid="record.links")
