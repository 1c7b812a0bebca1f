"""What is printed: templates of the house, filled with data, set as tagged PDF."""
