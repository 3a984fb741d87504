"""Questions with answers that are computed, and graded: made of `playground`, no torch."""
