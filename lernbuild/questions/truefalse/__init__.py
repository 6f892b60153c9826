"""Question type truefalse."""
