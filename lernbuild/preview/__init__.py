"""The preview: a small LMS on one's own computer; knows courses and packages, and nothing of the command line."""
