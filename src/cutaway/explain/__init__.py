"""Why this number: explanations, fields, counts and the parts of a channel."""
