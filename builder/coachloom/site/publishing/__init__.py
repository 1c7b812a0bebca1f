"""Sites side by side: the home of an academy's editions and cohorts, and the ways to it."""
