"""A newer base beneath an academy: what becomes of each of its decisions, asked where a person must choose."""
