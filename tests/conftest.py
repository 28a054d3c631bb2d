from django.core.management import call_command
from django.utils.translation import activate

import pytest


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Every test meets the portal as `make run` leaves it: filled, indexed, with its demonstration logins."""
    with django_db_blocker.unblock():
        call_command("seed", verbosity=0)
        call_command("build_index", verbosity=0)


@pytest.fixture(autouse=True)
def english():
    activate("en")
