"""One class per expected failure, each with its exit code.

The message says which file, what is wrong, and what to do.
"""

from __future__ import annotations


class AccordError(Exception):
    """An expected failure. Codes start at 3: 0 is success, 1 a partial failure, 2 wrong usage."""

    exit_code = 3


class NothingToReadError(AccordError):
    """There is no file to work on: a missing path, an empty file, a folder without documents."""

    exit_code = 3


class OutputError(AccordError):
    """The output folder or file cannot be written or read back."""

    exit_code = 4


class OverwriteError(AccordError):
    """A source file stands where its record would be written."""

    exit_code = 4


class UnreadableError(AccordError):
    """The file cannot be opened or is damaged."""

    exit_code = 5


class EncryptedError(AccordError):
    """The file is protected by a password."""

    exit_code = 6


class NoTextError(AccordError):
    """The file holds no text: a scan with OCR switched off, an empty page, white space only."""

    exit_code = 7


class UnsupportedTypeError(AccordError):
    """The file is of a type that is not read."""

    exit_code = 8


class UnsupportedLanguageError(AccordError):
    """The text is in none of the supported languages."""

    exit_code = 9


class TooLargeError(AccordError):
    """The file is over a limit of size."""

    exit_code = 10


class TimedOutError(AccordError):
    """The document took longer than its time limit."""

    exit_code = 11


class CrashedError(AccordError):
    """The process that worked on the document ended without an answer."""

    exit_code = 12


class InvalidRecordError(AccordError):
    """A record or document is not valid against its schema or contradicts itself."""

    exit_code = 13


class LexiconError(AccordError):
    """A lexicon file is wrong; the message names file and entry."""

    exit_code = 14


class NotInstalledError(AccordError):
    """What the file needs is not installed: Tesseract for a scan, an extra for a Word file."""

    exit_code = 15


class BusyError(AccordError):
    """Another run writes into the same output folder."""

    exit_code = 16


class ClusterError(AccordError):
    """The scheduler cannot be reached, or its workers are not fit for the work."""

    exit_code = 17
