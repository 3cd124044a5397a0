"""The families of component tags."""

from goodstanding.web.ui.tags import (
    actions,
    drawn,
    forms,
    lists,
    navigation,
    people,
    record,
    shell,
    words,
    work,
)

FAMILIES = (actions, drawn, forms, lists, navigation, people, record, shell, words, work)
