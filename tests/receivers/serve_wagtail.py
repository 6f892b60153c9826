"""Serves wagtail-lms: run by the Python of its own environment with folder, socket number and port.

Makes the site in ``folder``: database, one learner, one course with the package ``folder/package.zip`` as lesson.
"""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.conf import settings

folder, listener, port = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
settings.configure(
    DEBUG=True,
    SECRET_KEY="only-for-tests-on-the-loopback-interface",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "db.sqlite3"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    STORAGES={
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    },
    MEDIA_ROOT=folder / "media",
    MEDIA_URL="/media/",
    STATIC_URL="/static/",
    USE_TZ=True,
    WAGTAIL_SITE_NAME="Portal",
    WAGTAILADMIN_BASE_URL=f"http://127.0.0.1:{port}",
    WAGTAIL_LMS_AUTO_ENROLL=True,
    INSTALLED_APPS=[
        "wagtail_lms", "wagtail.contrib.forms", "wagtail.contrib.redirects", "wagtail.embeds", "wagtail.sites",
        "wagtail.users", "wagtail.snippets", "wagtail.documents", "wagtail.images", "wagtail.search", "wagtail.admin",
        "wagtail", "modelcluster", "taggit", "django_filters", "django.contrib.admin", "django.contrib.auth",
        "django.contrib.contenttypes", "django.contrib.sessions", "django.contrib.messages",
        "django.contrib.staticfiles",
    ],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ],
    TEMPLATES=[{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [folder / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [
            "django.template.context_processors.request", "django.contrib.auth.context_processors.auth",
            "django.contrib.messages.context_processors.messages",
        ]},
    }],
)  # fmt: skip
(folder / "templates").mkdir()
page = "<!doctype html><title>Portal</title><link rel=icon href=data:,>{% block content %}{% endblock %}"
(folder / "templates" / "base.html").write_text(page, encoding="utf-8")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.core.files import File  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import include, path  # noqa: E402
from wagtail import urls as pages  # noqa: E402
from wagtail.models import Page  # noqa: E402
from wagtail_lms.models import CoursePage, SCORMLessonPage, SCORMPackage  # noqa: E402

BACKEND = "django.contrib.auth.backends.ModelBackend"
urlpatterns = [
    path("lms/", include("wagtail_lms.urls")),
    path("", include(pages)),
]


def furnish() -> None:
    """Database, learner, course, lesson; ``folder/start`` gets the lesson's number and the learner's session."""
    call_command("migrate", verbosity=0)
    learner = User.objects.create_user("lernende", password="nur-zum-testen")
    session = SessionStore()
    session.update({SESSION_KEY: str(learner.pk), BACKEND_SESSION_KEY: BACKEND,
                    HASH_SESSION_KEY: learner.get_session_auth_hash()})  # fmt: skip
    session.create()
    with (folder / "package.zip").open("rb") as stream:
        package = SCORMPackage.objects.create(title="Kleiner Kurs")
        package.package_file.save("package.zip", File(stream), save=True)
    course = Page.objects.get(depth=2).add_child(instance=CoursePage(title="Kurs", slug="kurs"))
    lesson = course.add_child(instance=SCORMLessonPage(title="Lektion", slug="lektion", scorm_package=package))
    (folder / "start").write_text(f"{lesson.pk} {session.session_key}", encoding="utf-8")


class Server(ThreadingMixIn, WSGIServer):
    """Serves on the socket that the test opened."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Tests say what is wrong themselves."""


furnish()
server = Server(("127.0.0.1", port), Quiet, bind_and_activate=False)
server.socket.close()
server.socket = socket.socket(fileno=listener)
server.server_name, server.server_port = "127.0.0.1", port
server.setup_environ()
server.set_app(get_wsgi_application())
server.serve_forever()
