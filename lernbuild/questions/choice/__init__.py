"""Question type choice."""
