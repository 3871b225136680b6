"""The enquiry desk in the admin: the list, and the page of one enquiry with its steps.

`reverse("admin:contact_enquiry_act", args=[pk, "take"])` takes a step; they are in `steps`.
"""

from .enquiries import EnquiryAdmin

__all__ = ["EnquiryAdmin"]
