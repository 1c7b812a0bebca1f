"""A preview that follows edits: what changed is woven, rendered and finished again, and browsers are told."""
