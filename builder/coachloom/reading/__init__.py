"""Files become documents: values with a file and a line, or problems. Nothing here knows the course."""
