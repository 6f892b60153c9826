"""Questions in the form that question banks share, before any format writes them; knows no XML and no GIFT."""

from __future__ import annotations

from lernbuild.targets.question_bank.check import check_bank
from lernbuild.targets.question_bank.collect import collect

__all__ = ["check_bank", "collect"]
