"""Documents become a Course: the model, its checks, its hashes."""
