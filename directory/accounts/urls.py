"""Addresses of the editors' area. Those beside the groups' own are named in `directory.groups.NO_KEYS`."""

from django.urls import path

from directory.accounts import account_views as account
from directory.accounts import claims_views as claims
from directory.accounts import new_address_views as address
from directory.accounts import passkey_views as passkeys
from directory.accounts import people_views as people
from directory.accounts import signing_in_views as signing_in

urlpatterns = [
    path("sign-in/", signing_in.sign_in, name="sign-in"),
    path("sign-in/code/", signing_in.code, name="code"),
    path("sign-in/passkey/", passkeys.sign_in, name="sign-in-by-passkey"),
    path("sign-out/", signing_in.sign_out, name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/delete/", account.delete, name="delete-account"),
    path("account/address/", address.new_address, name="new-address"),
    path("account/address/code/", address.new_address_code, name="new-address-code"),
    path("account/passkeys/", passkeys.add, name="add-passkey"),
    path("account/passkeys/<int:number>/remove/", passkeys.remove, name="remove-passkey"),
    path("add/", claims.add, name="add"),
    path("claims/of/<slug:key>/", claims.claim, name="claim"),
    path("claims/<int:number>/", claims.claimed, name="claimed"),
    path("claims/<int:number>/code/", claims.send_again, name="claim-code"),
    path("claims/<int:number>/staff/", claims.ask_staff, name="claim-staff"),
    path("invitations/<str:token>/", people.invitation, name="invitation"),
    path("<slug:key>/people/", people.list_people, name="people"),
    path("<slug:key>/people/<int:number>/remove/", people.remove, name="remove-editor"),
    path("<slug:key>/invitations/<int:number>/take-back/", people.take_back, name="take-back"),
    path("<slug:key>/leave/", people.leave, name="leave"),
    path("<slug:key>/stopped/", people.stopped, name="stopped"),
]
