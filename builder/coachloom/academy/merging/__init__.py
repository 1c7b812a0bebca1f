"""What a text or a value becomes when two changed it; without files, and without a course."""
