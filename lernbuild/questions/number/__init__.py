"""Question type number."""
