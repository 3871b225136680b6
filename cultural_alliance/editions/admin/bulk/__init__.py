"""One step with many texts of a list: each is carried out on its own, and told by name."""
