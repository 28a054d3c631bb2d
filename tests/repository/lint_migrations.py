"""The gate for migrations: what the release before could not live with is refused.

python -m tests.repository.lint_migrations
"""

from django.core.management import call_command

APPS = ["content", "directory", "notices", "places", "portal", "referrals", "triage", "words"]
# Written before anything was released.
EXEMPT = ["0003_recording_basis"]


def lint(*which: str) -> None:
    """All of the portal's migrations, or one (app and name). Raises SystemExit where one is refused."""
    from django_migration_linter.management.commands.lintmigrations import Command

    call_command(
        Command(), *which, project_root_path=".", include_apps=APPS, ignore_name=EXEMPT, ignore_initial_migrations=True,
        no_cache=True, quiet=["ok", "ignore"],
    )  # fmt: skip


if __name__ == "__main__":
    import django

    django.setup()
    lint()
