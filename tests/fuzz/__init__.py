"""Fuzzing of the reader and the mapper."""
