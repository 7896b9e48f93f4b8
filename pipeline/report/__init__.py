"""Views for readers: records and runs in the terminal."""
