"""What the portal costs: `make bench` measures it, and how it grows with the record."""
