"""The only settings file. What differs between machines comes from the environment; see README, Settings.

Two modes. *Production*: SECRET_KEY is set, and so must be ALLOWED_HOSTS and DATABASE_URL. *Local*: SECRET_KEY is
not set and `make` left its own key in .local/secret-key; then the portal serves this machine only, over plain http.
"""

import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
LOCAL_DIR = Path(os.environ.get("KAPSTOK_LOCAL_DIR", BASE_DIR / ".local"))
LOCAL_KEY = LOCAL_DIR / "secret-key"


def setting(name, default=None):
    """The environment's value of `name`, else `default`.

    Raises ImproperlyConfigured, with the name, when there is neither: a missing setting stops the start.
    """
    value = os.environ.get(name) or default
    if value is None:
        raise ImproperlyConfigured(f"Stel {name} in; zie README, Instellingen.")
    return value


LOCAL = "SECRET_KEY" not in os.environ and LOCAL_KEY.is_file()
SECRET_KEY = LOCAL_KEY.read_text().strip() if LOCAL else setting("SECRET_KEY")
# The keys of before: what they signed and encrypted is still read. See manage.py rotate_secrets.
SECRET_KEY_FALLBACKS = os.environ.get("SECRET_KEY_FALLBACKS", "").split()
ALLOWED_HOSTS = setting("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else None).split(",")
DEBUG = os.environ.get("DEBUG") == "1"

# Absolute addresses in exports, feeds and calendars start with this.
SITE_URL = setting("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}" if LOCAL else None).rstrip("/")
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")

# Django's own names, each from the environment. Without a mail server every mail is written to the console.
EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "1") == "1"
# An editor waits for it: a server that does not answer must not keep the page.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or CONTACT_EMAIL or "kapstok@localhost"

INSTALLED_APPS = [
    "portal",
    "portal.keeping",
    "portal.freshness",
    "portal.workflow",
    "portal.versions",
    "portal.accounts",
    "practices",
    "partners",
    "subsidies",
    "monitor",
    "portal.audit",
    "portal.operations",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "csp",
    "allauth",  # for its words in Dutch
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "portal.caching.middleware.VisitorPages",
    "portal.operations.requests.RequestLines",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.security.SamePolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.accounts.middleware.SignedIn",
    "portal.keeping.middleware.KeepsWhatWasTyped",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    # Pages of visitors.
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "portal.rendering.environment.environment"},
    },
    # Pages of the admin, which Django brings; ours are in portal/templates/admin.
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

if "DATABASE_URL" in os.environ or not LOCAL:
    DATABASES = {
        "default": dj_database_url.parse(
            setting("DATABASE_URL"),
            engine="django.db.backends.postgresql",
            conn_max_age=600,
            conn_health_checks=True,
        )
    }
else:
    from portal import embedded  # production runs without it

    DATABASES = {"default": embedded.database_settings()}
# The planner thinks of spinning disks, and that a question is long enough to compile: then it reads the whole search
# index, with its long columns, where an index tells it in a tenth of the time.
options = DATABASES["default"].setdefault("OPTIONS", {})
options["options"] = f"-c random_page_cost=1.1 -c jit=off {options.get('options', '')}".strip()

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FIXTURE_DIRS = []
CONTENT_DIR = BASE_DIR / "fixtures"

# Long and not guessable is enough: no rules about kinds of characters, and no password that expires.
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "portal.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 12}},
    {"NAME": "portal.accounts.passwords.NotLikeTheName"},
    {"NAME": "portal.accounts.passwords.NotGuessable"},
]
PASSWORD_RESET_TIMEOUT = 4 * 60 * 60

# Signing in is django-allauth's work; portal/accounts/urls.py has the few pages of it that we use.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "portal.accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.SignInForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reset_password": "portal.accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
    "reauthenticate": "portal.accounts.forms.ConfirmForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
# Nobody hears whether an address has an account, also not by mail.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
# What allauth counts is codes of the second step (login_failed) and mails; wrong passwords are in accounts/attempts.py.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/5m/key,30/d/key",
    "reset_password": "5/h/key",
    "reset_password_from_key": None,
}
MFA_ADAPTER = "portal.accounts.secondstep.SecondStepAdapter"
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.CodeForm",
    "activate_totp": "portal.accounts.forms.FirstCodeForm",
}
MFA_TOTP_ISSUER = "Kapstok"
MFA_TOTP_TOLERANCE = 1  # times 30 seconds, for clocks that differ and people who type slowly
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses come from administrators, and the invitation proved them
# How many proxies of our own stand before the portal, and name who asks in X-Forwarded-For. None: nobody is believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))

# Counters of wrong passwords and codes: all workers see the same, and they are forgotten by themselves.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_counter",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = ["portal.formats"]

STATIC_URL = "static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", LOCAL_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# A partner with sixty contact points, each with its municipalities, sends more than Django's thousand.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# Of one file, in bytes. Larger ones go by manage.py import_figures.
MAX_UPLOAD = 30 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "portal.uploads.BoundedUpload",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Nothing inline, nothing from elsewhere: see docs/decisions.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.keeping.views.csrf_failure"
# Hours without a page of the admin, after which somebody signs in again. Closing the browser ends it too.
SESSION_COOKIE_AGE = int(os.environ.get("SESSION_HOURS", "8")) * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

if not LOCAL:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True

# How many days the log book of the admin goes back.
AUDIT_DAYS = 2 * 366

# How much is told on stderr: DEBUG, INFO, WARNING or ERROR. In production one JSON object a line.
LOG_LEVEL = os.environ.get("LOG_LEVEL", "").upper() or "INFO"
if LOG_LEVEL not in ("DEBUG", "INFO", "WARNING", "ERROR"):
    raise ImproperlyConfigured("LOG_LEVEL is DEBUG, INFO, WARNING of ERROR; zie README, Instellingen.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "portal.operations.logs.JsonFormatter"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line" if LOCAL else "json"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    "loggers": {
        # Its warnings tell of answers from 400 on, which have their own line already.
        "django.request": {"level": "ERROR"},
        # Who asks for another host is looking for holes: one line, of the request, is enough.
        "django.security.DisallowedHost": {"level": "CRITICAL"},
        "portal.requests": {"level": "WARNING" if LOCAL and "LOG_LEVEL" not in os.environ else "NOTSET"},
    },
}
