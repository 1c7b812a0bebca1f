"""What differs between two courses: an academy and its base, or two editions."""
