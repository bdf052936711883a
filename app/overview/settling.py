"""Settings kept, together with what follows from them in the records."""

from collections.abc import Mapping
from typing import Any

from app.dealers import completing
from app.office import settings
from app.office.desk import Desk
from app.office.settings import Declared


def keep(desk: Desk, values: Mapping[Declared[Any], Any]) -> None:
    """Keep several settings, all or none; UNSET takes one back to its default. UserError when one does not fit.

    Other wanted fields of dealers are other gaps: every dealer is scored anew (R63, R65).
    """
    desk.settings.set_many(dict(values))
    if settings.REQUIRED_FIELDS in values:
        completing.rescore(desk)
