import os

from django.core.management import call_command
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.production")
application = get_wsgi_application()
# A process that may not open referrals does not start where it could, nor one that could not seal them.
call_command("check", "--tag", "keys", verbosity=0)
