"""The pages: everything a browser sees."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goodstanding.web"
    label = "web"
    verbose_name = "Good Standing"
