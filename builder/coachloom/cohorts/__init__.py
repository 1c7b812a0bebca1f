"""Groups that go through the course together."""
