"""Timetables are judged here, whoever made them, by code that shares nothing with the planner but the case."""
