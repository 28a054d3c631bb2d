"""Migrations that would break a portal that is serving, each in its own way."""

from referrals import migrations

__path__ += migrations.__path__
