"""Django's settings; what differs between installations comes from `kindr.web.configuration`."""

from __future__ import annotations

from csp.constants import NONE, SELF

from kindr.base import typeface
from kindr.web import configuration as _configuration

_c = _configuration.configuration()

SECRET_KEY = _c.secret_key
DEBUG = _c.is_debug
DEVELOPMENT = _c.is_development
ALLOWED_HOSTS = list(_c.allowed_hosts)
DATA_FOLDER = _c.data_folder

INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.postgres",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "template_partials",
    "procrastinate.contrib.django",
    "kindr.privacy",
    "kindr.privacy.vault",
    "kindr.privacy.incidents",
    "kindr.shop.accounts",
    "kindr.shop.catalog",
    "kindr.shop.measuring",
    "kindr.shop.payments",
    "kindr.shop.orders",
    "kindr.shop.checkout",
    "kindr.shop.storefront",
    "kindr.shop.desk",
    "kindr.adapters.mail",
    "kindr.adapters.payments",
    "kindr.web",
    "kindr.web.back_office",
    # After ours, so that our pages come first; nothing registers itself.
    "django.contrib.admin.apps.SimpleAdminConfig",
]

MIDDLEWARE = [
    "kindr.web.cookies.middleware.CookieMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "kindr.web.middleware.VisitMiddleware",
    "kindr.web.middleware.RefusalMiddleware",
]

ROOT_URLCONF = "kindr.web.urls"
WSGI_APPLICATION = "kindr.web.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "kindr.web.templatetags.look",
            ],
        },
    }
]

DATABASES = _configuration.databases()
DATABASE_ROUTERS = ["kindr.web.routing.TwoServers"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["kindr.shop.accounts.actions.backend.AccountBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
LOGIN_URL = "accounts:sign_in"

LANGUAGE_CODE = "id"
LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
TIME_ZONE = "Asia/Jakarta"
USE_TZ = True
USE_I18N = True
LANGUAGE_COOKIE_NAME = "language"

STATIC_URL = "/static/"
STATICFILES_DIRS = [("letters", typeface.FOLDER)]
STATIC_ROOT = DATA_FOLDER / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEVELOPMENT
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEVELOPMENT
FILE_UPLOAD_HANDLERS = ["kindr.privacy.vault.uploads.SealingUploadHandler"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 256 * 1024

SESSION_ENGINE = "kindr.shop.accounts.actions.sessions"
SESSION_COOKIE_NAME = "session"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEVELOPMENT
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_TRUSTED_ORIGINS = [_c.base_url]
CSRF_FAILURE_VIEW = "kindr.web.errors.form_expired"
BASE_URL = _c.base_url

BEHIND_PROXY = _c.is_behind_proxy
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None

SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_HSTS_SECONDS = 0 if DEVELOPMENT else 365 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
        "manifest-src": [SELF],
    }
}

# Nothing personal may reach a log: requests are logged without query strings, errors without local variables.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "kindr.web.logs.PlainFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "procrastinate": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
DEFAULT_EXCEPTION_REPORTER_FILTER = "kindr.web.logs.NothingPersonalFilter"

PROCRASTINATE_ON_APP_READY = "kindr.web.reactions.adopt"
PROCRASTINATE_AUTODISCOVER_MODULE_NAME = "tasks"
