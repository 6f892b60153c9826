"""Question type branch."""
