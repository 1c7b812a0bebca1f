"""Timetables are made here; what is found is judged elsewhere, by code that shares nothing with this but the case."""
