"""Question type text."""
