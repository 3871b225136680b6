"""The portal's settings: one file, all from the environment, documented in docs/operating.md.

What is unsafe or impossible is refused at start, with a sentence, by `checks.py`. So this file
always loads: a value that cannot be read is a fault that `env` keeps for the checks.
"""

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, SELF

from . import compiled, languages, richtext
from .environment import Environment, is_loopback, kept

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(BASE_DIR / ".env")

# The one switch: `local` (a visitor's machine, the tests) or `production`.
ENVIRONMENT = env.text("ALLIANCE_ENV", "local")
PRODUCTION = ENVIRONMENT == "production"
DEBUG_ASKED = env.flag("ALLIANCE_DEBUG", False)
DEBUG = DEBUG_ASKED and not PRODUCTION

DATA_DIR = env.folder("ALLIANCE_DATA", BASE_DIR / "var")
with suppress(OSError):  # a folder that cannot be made is named by checks.py
    (DATA_DIR / "static").mkdir(parents=True, exist_ok=True)  # whitenoise warns of a missing one
SECRET_FILE = DATA_DIR / "secret-key"  # of `manage.py serve`, where none is given
UNSET = "none"  # Django wants one; checks.py refuses this one
_secret = (kept(SECRET_FILE) or UNSET) if PRODUCTION else "local-only-" + "0" * 50
SECRET_KEY = env.text("ALLIANCE_SECRET_KEY", _secret)
# The only source of absolute addresses; requests for another host get 400.
ALLIANCE_URL = env.text("ALLIANCE_URL", "" if PRODUCTION else "http://127.0.0.1:8000").rstrip("/")
HOST = ""
with suppress(ValueError):  # an address that is none is named by checks.py
    HOST = urlsplit(ALLIANCE_URL).hostname or ""
SECURE = ALLIANCE_URL.startswith("https://")
ALLOWED_HOSTS = [HOST] if PRODUCTION else [HOST, "localhost", "127.0.0.1", "[::1]"]
# A production that this machine alone reaches may do without a mail server.
FOR_OTHERS = PRODUCTION and not (ALLIANCE_URL.startswith("http:") and is_loopback(HOST))

INSTALLED_APPS = [
    "cultural_alliance",
    "cultural_alliance.accounts",
    "cultural_alliance.vocabularies",
    "cultural_alliance.limits",
    "cultural_alliance.editions",
    "cultural_alliance.outbox",
    "cultural_alliance.search",
    "cultural_alliance.pagecache",
    "cultural_alliance.pages",
    "cultural_alliance.contact",
    "messages",
    "members",
    "cultural_alliance.desk.DeskConfig",
    "django.contrib.auth",
    "django.forms",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_countries",
    "django_filters",
    "django_prose_editor",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
]

MIDDLEWARE = [
    "cultural_alliance.pagecache.marking.keep_private",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "cultural_alliance.middleware.LanguageMiddleware",
    "cultural_alliance.uploads.LargestRequestMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cultural_alliance.accounts.middleware.SecondFactorMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our own widgets: in templates/

ROOT_URLCONF = "cultural_alliance.urls"
WSGI_APPLICATION = "cultural_alliance.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "cultural_alliance.pages.context.portal",
            ],
        },
    },
    *compiled.engines(BASE_DIR / "templates"),
]

# How `manage.py serve` starts the server; docs/operating.md has the measurements.
SERVER_WORKERS = env.number("ALLIANCE_WORKERS", 2)
SERVER_THREADS = env.number("ALLIANCE_THREADS", 4)

# SQLite unless DATABASE_URL names PostgreSQL.
DATABASES = {
    "default": env.database("DATABASE_URL", f"sqlite:///{DATA_DIR / 'alliance.sqlite3'}"),
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
_options = DATABASES["default"].setdefault("OPTIONS", {})
BUSY_TIMEOUT = env.number("ALLIANCE_BUSY_TIMEOUT", 20)
_pooled = env.flag("ALLIANCE_DATABASE_POOL", PRODUCTION)
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock when a transaction begins: two writers wait for each other
    # instead of failing half way.
    _options["transaction_mode"] = "IMMEDIATE"
    DATABASES["default"]["CONN_MAX_AGE"] = None  # to open the file takes longer than to ask it
    _options["timeout"] = BUSY_TIMEOUT
    _options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
elif DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    _options.setdefault("connect_timeout", 10)
    # PgBouncer loses cursors on the server, and prepared statements, which Django leaves off.
    DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
    if _pooled:
        DATABASES["default"]["CONN_MAX_AGE"] = 0  # the pool keeps the connections
        DATABASES["default"]["CONN_HEALTH_CHECKS"] = True  # of those that outlived the server
        # Nobody waits long for a server that is away; it is tried anew as soon as somebody asks.
        _most = max(10, SERVER_THREADS)
        _options["pool"] = {"min_size": 1, "max_size": _most, "timeout": 3, "reconnect_timeout": 1}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_validation = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_validation}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_validation}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_validation}.CommonPasswordValidator"},
    {"NAME": f"{_validation}.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "cultural_alliance.accounts.adapters.ClosedAccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
# The password fields must be named, or allauth's sign-in form loses its password box.
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by invitation: the address is proved
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False  # until the browser closes, and no longer than a session's age
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_FORMS = {
    "login": "cultural_alliance.accounts.forms.SignInForm",
    "reset_password": "cultural_alliance.accounts.forms.ResetForm",
    "reset_password_from_key": "cultural_alliance.accounts.forms.NewPasswordForm",
    "change_password": "cultural_alliance.accounts.forms.ChangePasswordForm",
    "reauthenticate": "cultural_alliance.accounts.forms.ConfirmForm",
}
MFA_TOTP_ISSUER = "Alliance for Cultural Diversity"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_FORMS = {
    "authenticate": "cultural_alliance.accounts.forms.CodeForm",
    "reauthenticate": "cultural_alliance.accounts.forms.ConfirmCodeForm",
    "activate_totp": "cultural_alliance.accounts.forms.ActivateAppForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not FOR_OTHERS
# Editors and desks must use a second factor; off on a visitor's machine unless asked for.
SECOND_FACTOR_REQUIRED = env.flag("ALLIANCE_SECOND_FACTOR", PRODUCTION)
# Whether the worker asks the servers that public texts link to; a visitor's machine asks nobody.
CHECK_LINKS = env.flag("ALLIANCE_CHECK_LINKS", PRODUCTION)

# allauth's limits count in the cache: one that all processes share. `migrate` makes its table.
CACHES = {
    "default": {
        "BACKEND": "cultural_alliance.shared_cache.SharedCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},  # fewer, and a flood of addresses would push counts out
    },
}

# Of finished public pages, in each process; without them in debugging, where templates change.
PAGE_CACHE_MEGABYTES = env.number("ALLIANCE_CACHE_MEGABYTES", 0 if DEBUG else 64)

LANGUAGE_CODE = languages.DEFAULT.django_code
LANGUAGES = [(language.django_code, language.name) for language in languages.LANGUAGES]
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Paris"
FORMAT_MODULE_PATH = ["cultural_alliance.formats"]

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # What people send us for our eyes alone: no address leads there.
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {
            "location": DATA_DIR / "private",
            "file_permissions_mode": 0o600,
            "directory_permissions_mode": 0o700,
        },
    },
    "staticfiles": {
        "BACKEND": "cultural_alliance.static_files.HashedStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not PRODUCTION
WHITENOISE_AUTOREFRESH = DEBUG
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"

# Mail is stored with the change that caused it; the worker sends it: to a folder on a visitor's
# machine, by ALLIANCE_EMAIL_URL (submission://…) in production.
EMAIL_BACKEND = "cultural_alliance.outbox.backend.OutboxBackend"
_mail = env.mail("ALLIANCE_EMAIL_URL", "file:")
_by_smtp = _mail["EMAIL_BACKEND"].endswith(".smtp.EmailBackend")
OUTBOX_TRANSPORT = f"cultural_alliance.outbox.transports.{'Smtp' if _by_smtp else 'Folder'}"
EMAIL_HOST = _mail["EMAIL_HOST"] or ""
EMAIL_PORT = _mail["EMAIL_PORT"] or 25
EMAIL_HOST_USER = _mail["EMAIL_HOST_USER"] or ""
EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_PASSWORD"] or ""
EMAIL_USE_TLS = _mail["EMAIL_USE_TLS"]
EMAIL_USE_SSL = _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 20  # seconds, for each step of a delivery
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = env.text("ALLIANCE_EMAIL_FROM", "" if FOR_OTHERS else "portal@localhost")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where readers write to: shown on the Contact, Accessibility and Privacy pages.
CONTACT_EMAIL = env.text("ALLIANCE_CONTACT_EMAIL", "" if FOR_OTHERS else "alliance@example.org")

# Strict from the first day, in the admin too. The one hash is the style that the editor's
# engine injects (richtext.py says how it is checked); the nonce is for its import map.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, richtext.INJECTED_STYLE_HASH],
        "img-src": [SELF, "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    },
}
X_FRAME_OPTIONS = "SAMEORIGIN"  # the desk frames its own previews
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
# Only behind one proxy that always sets X-Forwarded-Proto and adds to X-Forwarded-For itself.
if env.flag("ALLIANCE_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # limits count per reader's address, the last one it adds
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "cultural_alliance.errors.stale_form"
SESSION_COOKIE_AGE = 60 * 60 * 12
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

DJANGO_PROSE_EDITOR_EXTENSIONS = richtext.PROSE_EDITOR_EXTENSIONS

_level = env.log_level("ALLIANCE_LOG_LEVEL", "WARNING")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _level},
    # Anybody can ask for another host: an answer of 400, and no fault of ours.
    "loggers": {"django.security.DisallowedHost": {"level": "CRITICAL"}},
}

# For checks.py: what could not be read, and every variable that the portal knows.
ENVIRONMENT_FAULTS = env.faults
ENVIRONMENT_NAMES = env.names
