from django.urls import path

from referrals.workspace import export_views as export
from referrals.workspace import figures_views as figures
from referrals.workspace import inbox_views as inbox
from referrals.workspace import referral_views as referral
from referrals.workspace import signing_in_views as signing_in
from referrals.workspace import signpost_views as signpost
from referrals.workspace import you_views as you

app_name = "workspace"
urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("find/", inbox.find, name="find"),
    path("figures/", figures.dashboard, name="figures"),
    path("figures/file/", figures.spreadsheet, name="figures-file"),
    path("login/", signing_in.sign_in, name="login"),
    path("login/second/", signing_in.second, name="second"),
    path("login/second/passkey/", signing_in.second_device, name="second-device"),
    path("login/set-up/", signing_in.set_up, name="set-up"),
    path("login/set-up/passkey/", signing_in.set_up_device, name="set-up-device"),
    path("here/", signing_in.here, name="here"),
    path("logout/", signing_in.sign_out, name="logout"),
    path("you/", you.you, name="you"),
    path("you/add/", you.add, name="add"),
    path("you/add/passkey/", you.add_device, name="add-device"),
    path("you/password/", you.password, name="password"),
    path("you/paper-codes/", you.new_paper_codes, name="paper-codes"),
    path("you/<int:number>/remove/", you.remove, name="remove"),
    path("<uuid:referral_id>/", referral.referral, name="referral"),
    path("<uuid:referral_id>/move/", referral.move, name="move"),
    path("<uuid:referral_id>/tray/", referral.sort, name="sort"),
    path("<uuid:referral_id>/notes/", referral.note, name="note"),
    path("<uuid:referral_id>/contact/", referral.show_contact, name="contact"),
    path("<uuid:referral_id>/list/", signpost.signpost, name="signpost"),
    path("<uuid:referral_id>/file/", export.take_out, name="take-out"),
    path("<uuid:referral_id>/files/<int:number>/", referral.file, name="file"),
    path("<uuid:referral_id>/team/", referral.give, name="give"),
]
