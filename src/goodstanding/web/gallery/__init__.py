"""The gallery's pages and the invented people and plans that they show."""
