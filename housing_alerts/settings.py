"""Settings, all from the environment. Production refuses to start unsafely.

Environment: ``SECRET_KEY``; ``DATABASE_URL`` (SQLite in ``var/`` without it); ``ALLOWED_HOSTS`` (comma separated);
``DEMO`` (true loads nothing by itself, but lets ``load_demo`` run and the sign-in page list the demo colleagues);
``HTTPS`` (true unless DEMO: cookies only over TLS, HSTS). ``PROXY`` true trusts ``X-Forwarded-Proto``, and ``PROXIES`` says how
many entries of ``X-Forwarded-For`` our own proxies write (one with PROXY, else none). ``AUDIT_CHECKPOINTS``
names the file that the trail's checkpoints are written to. ``LETTER_FONTS`` names further families of the machine's fonts
for letters (comma separated). ``HOME_POSTCODES`` true keeps the home postcodes of colleagues, for the page of curiosity.
``SITE_URL`` is the address in mails; ``EMAIL_URL`` the mail server (``smtp+tls://user:password@host:587``; in the demo the folder
``var/mail``), ``MAIL_FROM`` the sender. ``BACKUP_DAYS`` says for how many days backups are kept.
"""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from housing_alerts.safety import make_private, require_safe, unsafe_settings

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEMO = env.bool("DEMO", default=False)
DEBUG = False
SECRET_KEY = env.str("SECRET_KEY", default="")
if not SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY to a long random text. ./dev makes one for this machine.")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEMO else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set ALLOWED_HOSTS to the names this service is reached by, separated by commas.")
HTTPS = env.bool("HTTPS", default=not DEMO)
PROXY = env.bool("PROXY", default=False)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("PROXIES", default=1 if PROXY else 0)
if not DEMO:
    require_safe(unsafe_settings(secret_key=SECRET_KEY, allowed_hosts=ALLOWED_HOSTS, https=HTTPS, proxy=PROXY))

INSTALLED_APPS = [
    "django_tasks",
    "django_tasks_db",
    "housing_alerts.kernel.records",
    "housing_alerts.kernel.audit.apps.AuditConfig",
    "housing_alerts.staff",
    "housing_alerts.outbox",
    "housing_alerts.customers",
    "housing_alerts.duties",
    "letters",
    "housing_alerts.attachments",
    "alerts",
    "appeals",
    "desk",
    "monitoring",
    "privacy",
    "housing_alerts.kernel.audit.apps.AuditAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "simple_history",
    "allauth",
    "allauth.account",
    "csp",
]
if DEMO:
    INSTALLED_APPS.append("tools")

MIDDLEWARE = [
    "housing_alerts.staff.middleware.closed_to_others",
    "housing_alerts.kernel.audit.middleware.Trail",
    "housing_alerts.web.middleware.no_null_characters",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "housing_alerts.staff.signed_out.SignInFirst",
    "housing_alerts.staff.middleware.OwnPasswordFirst",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "housing_alerts.staff.middleware.never_cached",
]

ROOT_URLCONF = "housing_alerts.urls"
WSGI_APPLICATION = "housing_alerts.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "housing_alerts.web.jinja.environment",
            "context_processors": [
                "django.contrib.messages.context_processors.messages",
                "housing_alerts.staff.navigation.navigation",
                "desk.worklist.views.waiting",
                "housing_alerts.duties.views.standstill",
                "housing_alerts.guides.views.how_to",
            ],
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "housing_alerts.staff.navigation.navigation",
            ]
        },
    },
]

LONGEST_WAIT = 10
"""The seconds that a step waits for another one, before its colleague is told that somebody is at work."""

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'var' / 'alerts.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": LONGEST_WAIT,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA mmap_size=268435456;",
    }
    make_private(DATABASES["default"]["NAME"])
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

AUTH_USER_MODEL = "staff.Colleague"
AUTHENTICATION_BACKENDS = ["housing_alerts.staff.sign_in.WithRoles"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk:worklist"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "housing_alerts.staff.sign_in.NobodySignsUp"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_RATE_LIMITS = False  # ours are shared by all processes: housing_alerts.staff.tries
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "housing_alerts.staff.passwords.HardToGuess"},
]

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
FORMAT_MODULE_PATH = "housing_alerts.web.formats"

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
WHITENOISE_ROOT = BASE_DIR / "build" / "root"
STATICFILES_DIRS = [BASE_DIR / "build" / "static", ("guides", BASE_DIR / "docs" / "screenshots")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
WHITENOISE_MANIFEST_STRICT = False  # a page without its style sheet is better than an error page that fails

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "object-src": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
"""HSTS for subdomains, and its preload list: both bind other services of the landlord's domain, which are not ours to bind."""
SECURE_REDIRECT_EXEMPT = [r"^health/"]
if PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
CSRF_FAILURE_VIEW = "housing_alerts.staff.signed_out.page_out_of_date"
SESSION_COOKIE_AGE = 12 * 3600
SESSION_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
if HTTPS:  # a browser takes such a cookie only from this host, by TLS, for every path
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"

FILE_UPLOAD_HANDLERS = [
    "housing_alerts.attachments.uploading.CutOff",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
DATA_UPLOAD_MAX_NUMBER_FILES = (
    30  # a form refuses in words more files than a record keeps; past this number nothing is read
)
DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024  # typed words, without the files: a form of ours never comes near it

AUDIT_CHECKPOINTS = Path(env.str("AUDIT_CHECKPOINTS", default=str(BASE_DIR / "var" / "checkpoints.jsonl")))
"""The file for the trail's checkpoints. A place that the database's keepers cannot write to is better."""
_COPY = env.str("AUDIT_CHECKPOINTS_COPY", default="")
AUDIT_CHECKPOINTS_COPY = Path(_COPY) if _COPY else None
"""A second file for the same checkpoints, on another machine."""
AUDIT_CHECKPOINTS_MAIL = env.str("AUDIT_CHECKPOINTS_MAIL", default="")
"""An address that keeps each day's checkpoints as a mail."""

SITE_URL = env.str("SITE_URL", default="http://127.0.0.1:8000" if DEMO else f"https://{ALLOWED_HOSTS[0]}").rstrip("/")
"""The address to which the links in mails lead."""
MAIL_DOMAIN = urlsplit(SITE_URL).hostname or "localhost"
MAIL_FOLDER = BASE_DIR / "var" / "mail"
vars().update(env.email_url("EMAIL_URL", default=f"filemail:///{MAIL_FOLDER}" if DEMO else "smtp://localhost:25"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default=f"Contact Management <no-reply@{MAIL_DOMAIN}>")
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
"""The worker's tasks wait in the database: nothing else needs to run beside it."""

LETTER_FONTS = env.list("LETTER_FONTS", default=[])
"""The font families in which letters may print characters that Noto Sans lacks. Without them such a letter is refused."""
BACKUP_DAYS = env.int("BACKUP_DAYS", default=0)
"""The days for which the oldest backup is kept. A disposal says until when backups hold what went; 0 says that nobody set it."""
HOME_POSTCODES = env.bool("HOME_POSTCODES", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_tokens": {"()": "housing_alerts.web.logs.WithoutTokens"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["without_tokens"]}},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "INFO", "propagate": False},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
