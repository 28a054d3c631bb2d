from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import cms_scripts, library_search
        from portal.page_files import changes
        from portal.page_files.watch import look_after_commit
        from referrals.keys import checks  # noqa: F401  registers them

        library_search.connect()
        changes.connect(look_after_commit)
        cms_scripts.sign_choosers()
