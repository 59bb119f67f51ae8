"""Everything that touches raw rows: read, map, correct, validate, people, prepare, and the account of every row."""
