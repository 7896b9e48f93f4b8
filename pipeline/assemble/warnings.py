"""What a person should look at: what was not read, not resolved, or is missing in a version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.language import UNDETERMINED
from pipeline.models import Version, Warning, WarningValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline.models import DateMention, Document, LanguageShare, Outline

# Names and single foreign words are no foreign text.
_MIN_FOREIGN_SHARE = 0.02


def find_warnings(
    document: Document,
    outline: Outline,
    shares: Sequence[LanguageShare],
    dates: Sequence[DateMention],
) -> list[Warning]:
    """Return the warnings that come from the document as a whole."""
    warnings = [Warning(code, message) for code, message in document.warnings]
    warnings.extend(_find_unread(shares))
    warnings.extend(
        Warning(
            "date_unresolved", f"{date.text!r}: there is no date to count from", (), date.evidence
        )
        for date in dates
        if date.value is None
    )
    warnings.extend(_find_missing_clauses(outline.versions))
    return warnings


def _find_unread(shares: Sequence[LanguageShare]) -> Iterator[Warning]:
    unread = next((share.share for share in shares if share.code == UNDETERMINED), 0)
    if unread >= _MIN_FOREIGN_SHARE:
        message = (
            f"{unread:.0%} of the text is in a language that is not read; no facts come from it"
        )
        yield Warning("unsupported_language", message)


def _find_missing_clauses(versions: Sequence[Version]) -> Iterator[Warning]:
    """Compare how many clauses of the top level the versions of an agreement have."""
    counts: dict[str, dict[str, int]] = {}
    for version in versions:
        if version.agreement:
            top = [s for s in version.sections if s.kind == "clause" and s.parent is None]
            by_language = counts.setdefault(version.agreement, {})
            by_language[version.language] = max(by_language.get(version.language, 0), len(top))
    for by_language in counts.values():
        if len(set(by_language.values())) > 1:
            values = tuple(WarningValue(code, str(count)) for code, count in by_language.items())
            yield Warning(
                "version_lacks_clause",
                "the language versions have different numbers of clauses",
                values,
            )
