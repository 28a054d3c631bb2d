"""Files as groups and attackers send them, and people of groups and of the council."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

from django.contrib.auth.models import Permission, User
from django.contrib.contenttypes.models import ContentType
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from PIL import Image

from directory.models import Editorship, Evidence, Group, Listing

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def picture(kind="PNG", size=(40, 30), mode="RGB", **options):
    stored = BytesIO()
    Image.new(mode, size, 80).save(stored, kind, **options)
    return stored.getvalue()


def zipped():
    stored = BytesIO()
    with ZipFile(stored, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    return stored.getvalue()


def upload(content=PDF, name="policy.pdf", kind="application/pdf"):
    return SimpleUploadedFile(name, content, kind)


def editor_of(group, name="amina", language="en"):
    user = User.objects.create_user(name, f"{name}@example.org")
    Editorship.objects.create(group=group, user=user, language=language, since=timezone.now())
    return user


def staff(name, *rights):
    user = User.objects.create_user(name)
    kinds = ContentType.objects.get_for_models(Group, Listing).values()
    of_directory = Permission.objects.filter(content_type__in=kinds, codename__in=rights)
    access = Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin")
    user.user_permissions.set(of_directory | access)
    return user


def evidence_of(group, slot="insurance", *, days=100, seen=False, **facts):
    """Given yesterday; it holds for so many days more."""
    now = timezone.now()
    given = {"given_at": now - timedelta(days=1), "number": "P 1", "last_day": timezone.localdate() + timedelta(days)}
    return Evidence.objects.create(group=group, slot=slot, seen_at=now if seen else None, **given | facts)


def kept_files(settings):
    folder = settings.EVIDENCE_DIR
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.exists() else []
