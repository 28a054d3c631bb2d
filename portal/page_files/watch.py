"""Who notices that the database has changed, in every process that serves families."""

import logging
import threading
from pathlib import Path

from django.db import Error, connection

from portal.page_files import changes, folder

logger = logging.getLogger(__name__)
SECONDS_BETWEEN = 0.2


def look_after_commit() -> None:
    """On this machine a change shows at once. What goes wrong here the watch does in a moment."""
    folder.remove_all_but(changes.state())


class Watch(threading.Thread):
    """Looks five times a second. While the database does not answer, what is kept is shown on."""

    def __init__(self) -> None:
        super().__init__(name="page-files", daemon=True)
        self.folder: Path | None = None
        self._is_away = False

    def run(self) -> None:
        pause = threading.Event()
        while not pause.wait(SECONDS_BETWEEN):
            self.look_once()

    def look_once(self) -> None:
        try:
            state = changes.state()
            shown = folder.folder_of(state)
            folder.show(shown)
            if shown != self.folder:
                folder.remove_all_but(state)
            self.folder, self._is_away = shown, False
        except (Error, OSError):
            if not self._is_away:
                logger.exception("Page files are not watched. What is kept is shown on.")
            self._is_away = True
            connection.close()
