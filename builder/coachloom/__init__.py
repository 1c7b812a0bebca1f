"""coachloom weaves a shared coaching curriculum and a local academy's adaptations into one course."""
