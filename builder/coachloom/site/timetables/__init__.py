"""What people see of a cohort's timetable: its page, and what hangs on a wall or a door."""
