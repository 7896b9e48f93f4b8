"""Whether a text layer is text, or has to be taken for none."""

from __future__ import annotations

import re

USABLE_SHARE = 0.5  # of the characters that show

_CID = re.compile(r"\(cid:\d+\)")
_USABLE = re.compile(r"[^\W_]")
_UNUSABLE = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]|\(cid:\d+\)")


def has_usable_text(text: str) -> bool:
    """Tell whether a page's text layer holds letters or digits, and mostly such."""
    visible = len(_CID.sub("?", "".join(text.split())))
    unusable = len(_UNUSABLE.findall(text))
    return unusable <= visible * (1 - USABLE_SHARE) and bool(_USABLE.search(_CID.sub("", text)))
