"""An academy's layer: editions, changes, composition, provenance."""
