"""What the browser tests' server holds. Run as a program in the server's own environment."""

from __future__ import annotations

import sys
from datetime import date

PASSWORD = "a sentence nobody guesses"
ADMINISTRATOR = "ada@example.org"


def build() -> None:
    """A small organisation: HR, IT administration, an auditor, and a team of two under a manager."""
    from django.utils import timezone

    from goodstanding.actions import accounts, organisation, people
    from goodstanding.domain.entries.person import Place
    from goodstanding.domain.policy import Policy

    now = timezone.now()
    admin = organisation.set_up(
        name="Harbour Lights Ltd", policy=Policy(jurisdiction="GB-ENG"), administrator="Ada Admin",
        email=ADMINISTRATOR, password=PASSWORD, now=now,
    )  # fmt: skip
    made = {}
    for number, name, manager, part in [
        ("1", "Sven Second", "", ""),
        ("2", "Mara Manager", "Sven Second", ""),
        ("3", "Eve Employee", "Mara Manager", ""),
        ("4", "Erik Employee", "Mara Manager", ""),
        ("5", "Hedda Personnel", "", "hr"),
        ("6", "Ivo Systems", "", "it_admin"),
        ("7", "Augusta Auditor", "", "auditor"),
    ]:
        place = Place(team="harbour", job_family="Staff", level=number, manager=made.get(manager))
        made[name] = people.hire(
            number=number, name=name, place=place, hired_on=date(2022, 1, 10), by=admin, now=now
        )
        email = f"{name.split()[0].lower()}@example.org"
        token = accounts.create_account(person=made[name], email=email, by=admin, now=now)
        accounts.choose_password(person=made[name], token=token, password=PASSWORD, now=now)
        if part:
            accounts.give_part(
                person=made[name], part=part, team="", since=timezone.localdate(), by=admin, now=now
            )


def empty() -> None:
    """Nothing: the server of a first start. Prints the token of its set-up address."""
    from django.utils import timezone

    from goodstanding.actions.accounts import create_setup_token

    sys.stdout.write(create_setup_token(timezone.now()))


if __name__ == "__main__":
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    {"build": build, "empty": empty}[sys.argv[1]]()
