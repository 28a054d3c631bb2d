"""Sessions of staff and volunteers, in the database."""

from django.contrib.sessions.backends import db


class SessionStore(db.SessionStore):
    """Whoever begins one clears away those that ended: they hold names, addresses and codes, and each process can reach
    no sessions but its own."""

    def create(self) -> None:
        self.clear_expired()
        super().create()
