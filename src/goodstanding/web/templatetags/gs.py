"""The component tags: `{% load gs %}`. One library, written a family a file in `web/ui/tags/`."""

from django import template

from goodstanding.web.ui.tags import FAMILIES

register = template.Library()
for family in FAMILIES:
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
