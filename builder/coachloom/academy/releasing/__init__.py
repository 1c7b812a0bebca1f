"""A course or an academy becomes an edition: what is said of it, what stands against it, what it seals."""
