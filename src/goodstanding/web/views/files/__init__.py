"""The start page, people, their files, and day-to-day entries."""
