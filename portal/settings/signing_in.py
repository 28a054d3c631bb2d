"""How people of groups, editors and teams sign in, and who tries too often."""

from datetime import timedelta

LOGIN_URL = "workspace:login"
LOGIN_REDIRECT_URL = "workspace:inbox"
LOGOUT_REDIRECT_URL = "workspace:login"

# People of groups sign in by a code in an e-mail or a passkey: directory/accounts.
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "directory.accounts.backend.CodeBackend",
]
ACCOUNT_ADAPTER = "directory.accounts.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_ADAPTER = "referrals.workspace.adapter.MFAAdapter"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute out
MFA_PASSKEY_LOGIN_ENABLED = True
# Each server process counts by itself.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,20/h/key", "invite": "10/h/user"}

# Wrong passwords and second factors, of the CMS too: referrals/workspace/lockout.py.
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = "referrals.workspace.lockout.counted_by"
AXES_CLIENT_IP_CALLABLE = "referrals.workspace.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "referrals.workspace.lockout.too_many_tries"
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "credential", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True
AXES_VERBOSE = False
