from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "portal"

    def ready(self) -> None:
        from portal import cms_scripts, library_search
        from referrals.keys import checks  # noqa: F401  registers them

        library_search.connect()
        cms_scripts.sign_choosers()
