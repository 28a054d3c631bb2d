"""Finding one's group, or adding it; and proving that it is one's own."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST

from directory.accounts import claims
from directory.accounts.finding import groups_like, listed_names
from directory.accounts.forms import CodeForm, GroupForm, NoteForm
from directory.accounts.models import Claim
from directory.editors.access import SignedInRequest, for_editors
from directory.models import Group


@for_editors
def add(request: SignedInRequest) -> HttpResponse:
    """What was typed is shown beside what is listed already, and added by a second button."""
    form = GroupForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return render(request, "directory/accounts/add.html", {"form": form})
    if "add" not in request.POST:
        found = {"form": form, "alike": groups_like(form.described())}
        return render(request, "directory/accounts/look_alikes.html", found)
    try:
        group = claims.add_group(user=request.user, now=timezone.now(), language=get_language(), **form.cleaned_data)
    except claims.TooManyClaimsError:
        form.add_error(None, _too_many())
        return render(request, "directory/accounts/add.html", {"form": form})
    return redirect("editors:group", group.key)


@for_editors
def claim(request: SignedInRequest, key: str) -> HttpResponse:
    """Asks once, then leads to where it stands."""
    group = get_object_or_404(Group.objects.filter(live=True), key=key)
    if group.editorships.filter(user=request.user).exists():
        return redirect("editors:group", key)
    problem = ""
    if request.method == "POST":
        try:
            made = claims.claim(group=group, user=request.user, now=timezone.now(), language=get_language())
            return _where_it_stands(made)
        except claims.TooManyClaimsError:
            problem = _too_many()
    context = {"group": group, "names": listed_names(group), "problem": problem}
    return render(request, "directory/accounts/claim.html", context)


@for_editors
def claimed(request: SignedInRequest, number: int) -> HttpResponse:
    """Where a claim stands. Here the code of the group's mailbox is typed."""
    made, now = _own(request, number), timezone.now()
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if claims.prove(claim=made, typed=form.cleaned_data["code"], now=now):
            return redirect("editors:group", made.group.key)
        made.refresh_from_db()
        form.add_error("code", gettext("This is not the code that was sent last. Look again, or ask for a new code."))
    return _claim_page(request, made, form=form)


@for_editors
@require_POST
def send_again(request: SignedInRequest, number: int) -> HttpResponse:
    made = _own(request, number)
    if not made.decided_at and not made.is_new:
        claims.send_code(made, now=timezone.now())
    return _where_it_stands(made)


@for_editors
@require_POST
def ask_staff(request: SignedInRequest, number: int) -> HttpResponse:
    made, form = _own(request, number), NoteForm(request.POST)
    if made.decided_at:
        return _where_it_stands(made)
    if not form.is_valid():
        return _claim_page(request, made, note=form)
    claims.ask_staff(claim=made, note=form.cleaned_data["note"], now=timezone.now())
    return _where_it_stands(made)


def _claim_page(
    request: SignedInRequest, made: Claim, form: CodeForm | None = None, note: NoteForm | None = None
) -> HttpResponse:
    context = {
        "claim": made,
        "can_be_proved": claims.can_be_proved(made, timezone.now()),
        "more_codes": 0 < made.codes_sent < claims.MOST_CODES,
        "code_form": form or CodeForm(),
        "note_form": note or NoteForm(initial={"note": made.note}),
        "form": note or form,
        "reason": claims.reason_in_words(made.refused_for) if made.refused_for else "",
    }
    return render(request, "directory/accounts/claimed.html", context)


def _own(request: SignedInRequest, number: int) -> Claim:
    return get_object_or_404(Claim.objects.select_related("group"), pk=number, user=request.user)


def _where_it_stands(made: Claim) -> HttpResponse:
    return redirect("editors:group", made.group.key) if made.is_approved else redirect("editors:claimed", made.pk)


def _too_many() -> str:
    return gettext("You have asked for several groups already. Wait until we have looked at them.")
