"""What academies give back: a contribution that goes up, the page of all that came, what is taken over."""
