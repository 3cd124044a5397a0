"""The settings of the personal edition. None is read from the environment, nothing is kept beside the file.

There is no database: a page that asked for one would fail.
"""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from tzlocal import get_localzone_name

BASE_DIR = Path(__file__).resolve().parent
DEBUG = False
DEMO = False
SECRET_KEY = secrets.token_urlsafe(50)  # of this start
ALLOWED_HOSTS = ["127.0.0.1"]

INSTALLED_APPS = [
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
    "goodstanding.web",
]
MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "goodstanding.web.personal.middleware.private",
    "goodstanding.web.personal.middleware.at_the_door",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "goodstanding.web.personal.middleware.readable",
    "goodstanding.web.personal.middleware.unlocked",
]
ROOT_URLCONF = "goodstanding.web.personal.urls"
WSGI_APPLICATION = "goodstanding.wsgi_personal.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "web" / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "goodstanding.web.personal.context.shell",
            ],
            "builtins": ["goodstanding.web.templatetags.gs"],
        },
    },
]
FORM_RENDERER = "goodstanding.web.ui.forms.FormRenderer"
DATABASES: dict[str, dict[str, str]] = {}
MESSAGE_STORAGE = "goodstanding.web.personal.messages.InMemory"
CSRF_COOKIE_NAME = "gs-me-form"
CSRF_COOKIE_SAMESITE = "Strict"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser
CSRF_FAILURE_VIEW = "goodstanding.web.personal.answers.csrf_failed"
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
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = get_localzone_name()
USE_I18N = True
USE_TZ = True
DATE_FORMAT = "j M Y"

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# An upload stays in memory: a temporary file would lie on the disk in plain text.
FILE_UPLOAD_HANDLERS = ["goodstanding.web.personal.uploads.InMemoryOnly"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}, "nowhere": {"class": "logging.NullHandler"}},
    "root": {"handlers": ["console"], "level": "ERROR"},
    # Which page was asked for is nobody's business, and a trace would hold what was typed.
    "loggers": {"django": {"handlers": ["nowhere"], "propagate": False}},
}
