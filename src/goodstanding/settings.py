"""Every setting of the program. Each is read from the environment, with a default that is safe.

The table in docs/reference/settings.md lists them all; a test holds the two together.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF

from goodstanding.setting_error import SettingError


def env_bool(name: str, default: bool) -> bool:
    raw = os.environ.get(name)
    if raw is None:
        return default
    if raw.lower() in {"1", "true", "yes", "on"}:
        return True
    if raw.lower() in {"0", "false", "no", "off", ""}:
        return False
    raise SettingError(f"{name} is “{raw}”. Write 1 or 0.")


def smtp_security(name: str) -> str:
    if name not in {"starttls", "tls", "off"}:
        raise SettingError(f"GOODSTANDING_SMTP_SECURITY is “{name}”. Write starttls, tls or off.")
    return name


def env_list(name: str, default: str) -> list[str]:
    return [item.strip() for item in os.environ.get(name, default).split(",") if item.strip()]


def secret_key(data: Path) -> str:
    """GOODSTANDING_SECRET_KEY, else a key made once and kept beside the data, readable by its owner only."""
    if key := os.environ.get("GOODSTANDING_SECRET_KEY"):
        return key
    kept = data / "secret-key"
    if not kept.exists():
        data.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return kept.read_text()


def signer_socket(signer: str, data: Path) -> Path:
    """Where the signer listens: what the setting says, else a socket beside the signer's files. The system
    allows about a hundred bytes for the path; deeper than that it lies among temporary files."""
    if signer and signer != "off":
        return Path(signer)
    path = data / "signer" / "socket"
    if len(os.fsencode(path)) < 100:
        return path
    name = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"goodstanding-{os.getuid()}-{name}" / "socket"


def env_int(name: str, default: int, least: int) -> int:
    raw = os.environ.get(name, "") or str(default)
    if not raw.isdecimal() or int(raw) < least:
        raise SettingError(f"{name} is “{raw}”. Write a whole number from {least} on.")
    return int(raw)


def database(url: str, data: Path) -> dict[str, object]:
    """One setting chooses the database: empty for the embedded SQLite, or postgresql://user:pass@host/name."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data / "goodstanding.sqlite3",
            "CONN_MAX_AGE": None,  # opening the file anew takes as long as several pages' statements
            "OPTIONS": {
                # A receipt must never be un-written by a power cut: FULL, never NORMAL.
                # 16 MB of cache for each connection: a file's entries lie far apart, and 2 MB hold too few.
                # What is erased is overwritten in the file, and not merely marked as free.
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-16000; "
                    "PRAGMA secure_delete=ON;"
                ),
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise SettingError(
            "GOODSTANDING_DATABASE_URL must be empty (SQLite) or start with postgresql://, "
            f"and not with “{parts.scheme}”."
        )
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(parse_qsl(parts.query)),
    }


BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("GOODSTANDING_DATA", "data")).resolve()
DEMO = env_bool("GOODSTANDING_DEMO", False)
DEBUG = env_bool("GOODSTANDING_DEBUG", False)
HTTPS = env_bool("GOODSTANDING_HTTPS", False)
BEHIND_PROXY = env_bool("GOODSTANDING_BEHIND_PROXY", False)
SECRET_KEY = secret_key(DATA_DIR)
ALLOWED_HOSTS = env_list("GOODSTANDING_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env_list("GOODSTANDING_ORIGINS", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_linear_migrations",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "goodstanding.store",
    "goodstanding.web",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "goodstanding.web.middleware.private_pages",
    "goodstanding.web.middleware.readable",
    "goodstanding.web.middleware.signed_in_viewer",
    "goodstanding.web.middleware.map_errors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "goodstanding.web.urls"
WSGI_APPLICATION = "goodstanding.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goodstanding.web.context.shell",
            ],
            "builtins": ["goodstanding.web.templatetags.gs"],
        },
    },
]
FORM_RENDERER = "goodstanding.web.ui.forms.FormRenderer"

DATABASES = {"default": database(os.environ.get("GOODSTANDING_DATABASE_URL", ""), DATA_DIR)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "store.User"

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/sign-in/"
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = not DEMO  # in the demo one changes who one is
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "goodstanding.web.adapters.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = False  # a session ends with the browser, whatever the form says
# By address of the network and by account, so that guesses spread over many computers are stopped too.
# The stricter lock of one computer on one account is the next block's.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": "60/m/ip,20/15m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if BEHIND_PROXY else 0
PASSWORD_RESET_TIMEOUT = 3 * 24 * 3600  # how long a one-time link may be used
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers offer passkeys without HTTPS on localhost only
MFA_ADAPTER = "goodstanding.web.adapters.MFAAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_ISSUER = "Good Standing"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "goodstanding.web.adapters.attempted_address"
AXES_CLIENT_IP_CALLABLE = "goodstanding.web.adapters.client_ip"
AXES_LOCKOUT_CALLABLE = "goodstanding.web.views.errors.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # who signed in when and from where is nobody's business after success
AXES_VERBOSE = False

SESSION_ENGINE = "goodstanding.web.sessions"
SESSION_COOKIE_AGE = int(os.environ.get("GOODSTANDING_SESSION_HOURS", "10")) * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True  # the forms carry the token themselves; no script reads it
CSRF_FAILURE_VIEW = "goodstanding.web.views.errors.csrf_failed"
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SILENCED_SYSTEM_CHECKS = ["security.W021"]  # whether browsers preload a domain is its owner's decision
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "font-src": [SELF],
        "manifest-src": [SELF],
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = os.environ.get("GOODSTANDING_TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j M Y"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS: list[Path] = []
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_HANDLERS = ["goodstanding.web.uploads.BoundedUpload"]
IMPORT_MAX_BYTES = int(os.environ.get("GOODSTANDING_IMPORT_MAX_MB", "200")) * 1024 * 1024

# The record's checkpoints: who signs them, under which name, how often, and who puts a time on them.
SIGNER = os.environ.get("GOODSTANDING_SIGNER", "")
SIGNER_SOCKET = signer_socket(SIGNER, DATA_DIR)
LOG_NAME = os.environ.get("GOODSTANDING_LOG_NAME", "")
CHECKPOINT_SECONDS = env_int("GOODSTANDING_CHECKPOINT_SECONDS", 10, 1)
TIMESTAMP_URL = os.environ.get("GOODSTANDING_TIMESTAMP_URL", "")
TIMESTAMP_ROOTS = os.environ.get("GOODSTANDING_TIMESTAMP_ROOTS", "")
if TIMESTAMP_URL and not TIMESTAMP_ROOTS:
    raise SettingError("GOODSTANDING_TIMESTAMP_URL needs GOODSTANDING_TIMESTAMP_ROOTS: a PEM file.")
TIMESTAMP_MINUTES = env_int("GOODSTANDING_TIMESTAMP_MINUTES", 60, 1)

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# The key that signs dossiers (PKCS#12), and a folder with fonts for letters that ours do not have.
DOCUMENT_KEY = os.environ.get("GOODSTANDING_DOCUMENT_KEY", "")
DOCUMENT_PASSWORD = os.environ.get("GOODSTANDING_DOCUMENT_PASSWORD", "")
FONTS = os.environ.get("GOODSTANDING_FONTS", "")

# The name under which people reach the server, for links in mails and calendars.
ADDRESS = os.environ.get("GOODSTANDING_ADDRESS", "").rstrip("/")
EMAIL_HOST = os.environ.get("GOODSTANDING_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("GOODSTANDING_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("GOODSTANDING_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("GOODSTANDING_SMTP_PASSWORD", "")
SMTP_SECURITY = smtp_security(os.environ.get("GOODSTANDING_SMTP_SECURITY", "starttls"))
EMAIL_USE_TLS, EMAIL_USE_SSL = SMTP_SECURITY == "starttls", SMTP_SECURITY == "tls"
EMAIL_TIMEOUT = 20  # seconds
MAIL_DOMAIN = urlsplit(ADDRESS).hostname or "goodstanding.invalid"
DEFAULT_FROM_EMAIL = os.environ.get("GOODSTANDING_MAIL_FROM", f"good-standing@{MAIL_DOMAIN}")
SENDS_MAIL = bool(EMAIL_HOST)
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"axes": {"level": "ERROR"}},
}
