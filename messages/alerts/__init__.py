"""Alerts: what subscribers are told of statements that became public.

Publishing stores nothing about subscribers. The worker finds what became public by the clock,
writes one `Alert` for it, and from that, in small batches, one `Delivery` and one letter for each
whom it concerns. Each batch is one transaction that also says how far it came: so it can stop at
any moment, and two workers never do the same.

A first publication is told to whoever subscribed before it and wants its topics: in their
language if there is public text in it, or else in the original. A correction that is not minor
and a withdrawal are told to those who were told of the statement.
"""
