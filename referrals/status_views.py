"""The page that says what is happening with a referral. Its address and its title tell nothing, and it keeps no answer
but in the family's encrypted draft, for minutes, as the page after sending does."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from referrals import status
from referrals.fields import Text
from referrals.intake import INTAKE
from triage import drafts

KEPT = "asked"


class AskForm(forms.Form):
    use_required_attribute = False

    reference = Text(label=_("Your reference"), missing=_("Enter your reference"), longest=40)
    code = Text(label=_("Your secret code"), missing=_("Enter your secret code"), longest=40)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"dir": "ltr", "autocapitalize": "characters"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def what_happens(request: HttpRequest) -> HttpResponse:
    draft = drafts.load(request)
    if request.method == "POST":
        return _asked(request, draft)
    kept = draft.get(KEPT, "")
    form = AskForm({}) if kept == "empty" else AskForm()
    return render(request, "referrals/status.html", {"form": form, "answer": kept, "turn": drafts.turn(draft)})


def _asked(request: HttpRequest, draft: dict) -> HttpResponse:
    """Lead on by a GET: a browser keeps what it posted, and Back would post it again. What was typed is not kept."""
    form = AskForm(request.POST)
    response = HttpResponseRedirect(reverse("referrals:status"), status=303)
    draft[KEPT] = status.ask(request, now=timezone.now(), **form.cleaned_data) if form.is_valid() else "empty"
    is_writing = bool(draft.get("referral", {}).get("typed") or draft.get("answers"))
    drafts.save(request, response, draft, minutes=None if is_writing else INTAKE.reference_minutes)
    return response
