"""The pictures of a listing: added, described and taken out one by one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import get_language

from directory.editing.access import for_editors_of_listing
from directory.editing.operations import add_picture, save
from directory.editing.picture_files import Refusal
from directory.editing.picture_step import WHY_REFUSED, PictureStep, PictureWordsStep
from directory.editing.saving import kept, name_of
from directory.editing.step import columns
from directory.editing.views import shown, step_url
from directory.models import Listing, ListingPicture
from directory.moderation.operations import ChangedMeanwhile, newest
from words.text import ENGLISH


@for_editors_of_listing
def pictures_page(request: HttpRequest, listing: Listing) -> HttpResponse:
    return _pictures(request, listing)


@for_editors_of_listing
def new_picture(request: HttpRequest, listing: Listing) -> HttpResponse:
    language = get_language() or ENGLISH
    form = PictureStep(request.POST or None, request.FILES, version=newest(listing), language=language)
    if "file" in getattr(request, "files_too_large", ()):
        form.fields["file"].error_messages["required"] = WHY_REFUSED[Refusal.TOO_HEAVY]
    if request.method == "POST" and form.is_valid():
        content, ending = form.cleaned_data["file"]
        add_picture(
            listing=listing,
            content=content,
            ending=ending,
            alt=form.cleaned_data["alt"],
            language=language,
            actor=request.user,  # type: ignore[arg-type]
            now=timezone.now(),
        )
        return redirect(step_url(listing, "pictures"))
    return shown(request, listing, "picture", form=form, step="pictures", was=listing.latest_revision_id)


@for_editors_of_listing
def picture_words(request: HttpRequest, listing: Listing, number: int) -> HttpResponse:
    language, picture = get_language() or ENGLISH, _picture(listing, number)
    form = PictureWordsStep(request.POST or None, version=picture, language=language)
    was = listing.latest_revision_id
    if request.method == "POST" and form.is_valid():
        described = {**columns(picture), f"alt_{language}": form.cleaned_data["alt"]}
        left = [described if one.image_id == number else columns(one) for one in _pictures_of(listing)]
        changed = kept(save, request, record=listing, values={"pictures": left})
        return _pictures(request, listing, changed) if changed else redirect(step_url(listing, "pictures"))
    return shown(request, listing, "picture_words", form=form, picture=picture, step="pictures", was=was)


@for_editors_of_listing
def remove_picture(request: HttpRequest, listing: Listing, number: int) -> HttpResponse:
    picture = _picture(listing, number)
    if request.method != "POST":
        was = listing.latest_revision_id
        return shown(request, listing, "remove_picture", picture=picture, step="pictures", was=was)
    left = [columns(one) for one in _pictures_of(listing) if one.image_id != number]
    changed = kept(save, request, record=listing, values={"pictures": left})
    return _pictures(request, listing, changed) if changed else redirect(step_url(listing, "pictures"))


def _pictures(request: HttpRequest, listing: Listing, changed: ChangedMeanwhile | None = None) -> HttpResponse:
    pictures, by = _pictures_of(listing), name_of(changed.by, listing.group) if changed else ""
    return shown(request, listing, "pictures", pictures=pictures, step="pictures", changed=changed, changed_by=by)


def _pictures_of(listing: Listing) -> list[ListingPicture]:
    return list(newest(listing).pictures.all())


def _picture(listing: Listing, number: int) -> ListingPicture:
    """By the number of its image, which is its own for as long as it is there."""
    for picture in _pictures_of(listing):
        if picture.image_id == number:
            return picture
    raise Http404
