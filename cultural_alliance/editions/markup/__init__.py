"""The portal's own HTML: `source` reads, `canonical` arranges, `writing` writes."""
