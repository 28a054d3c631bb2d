import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
without_page_files = get_wsgi_application()

from portal.page_files.wrapper import before  # noqa: E402, I001  only once the apps are there
from referrals.keys.checks import refuse_to_start_wrongly  # noqa: E402

refuse_to_start_wrongly()
application = before(without_page_files)
