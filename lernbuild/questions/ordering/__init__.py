"""Question type ordering."""
