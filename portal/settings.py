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
ALLOWED_HOSTS = setting("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]" if LOCAL else None).split(",")
DEBUG = os.environ.get("DEBUG") == "1"

# Absolute addresses in exports, feeds and calendars start with this.
SITE_URL = setting("SITE_URL", f"http://127.0.0.1:{os.environ.get('PORT', '8000')}" if LOCAL else None).rstrip("/")
CONTACT_EMAIL = os.environ.get("CONTACT_EMAIL", "")

INSTALLED_APPS = [
    "portal",
    "portal.keeping",
    "portal.versions",
    "practices",
    "partners",
    "subsidies",
    "monitor",
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
]

MIDDLEWARE = [
    "portal.caching.middleware.VisitorPages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.security.SamePolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

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
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_FAILURE_VIEW = "portal.keeping.views.csrf_failure"
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

LOGIN_URL = "admin:login"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
