"""When OCR is used."""

from __future__ import annotations

AUTO, NEVER, ALWAYS = MODES = ("auto", "never", "always")
