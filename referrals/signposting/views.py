from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from referrals.signposting.choice import Choice
from referrals.signposting.letter import letter


@never_cache
@require_safe
def letter_page(request: HttpRequest, numbers: str) -> HttpResponse:
    """Whoever has the address reads it: it holds groups and pages that everybody may read, and nothing of a family."""
    found = letter(Choice.read(numbers), get_language() or "en", now=timezone.now())
    return render(request, "referrals/signposting/letter.html", {"letter": found})
