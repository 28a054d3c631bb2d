from portal.page_files.models import PageChange
from portal.turns import WorkerTurn

__all__ = ["PageChange", "WorkerTurn"]
