"""Pictures drawn as SVG: one file a picture, each with its data as a table."""
