"""Every address of the portal by its name, whichever process answers it: for messages that lead to another's pages.

No process answers all of these but one in the role `all`: see urls.py.
"""

from portal.urls import editors, families, teams

urlpatterns = [*families, *editors, *teams]
