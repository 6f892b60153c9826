"""Characters that XML cannot hold; knows no document."""

from __future__ import annotations

import re

NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Each character outside ``Char`` of XML 1.0, section 2.2. Named are those outside: the other way round takes ten times
as long to compile."""
