"""The families of component tags."""

from goodstanding.web.ui.tags import actions, forms, lists, navigation, people, record, shell, words, work

FAMILIES = (actions, forms, lists, navigation, people, record, shell, words, work)
