"""Scans: pages without text, and images of pages, as words recognised by Tesseract."""
