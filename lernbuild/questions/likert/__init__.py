"""Question type likert."""
