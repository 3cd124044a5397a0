from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone

AFTERWARDS = timedelta(days=15)
OVER = ("remedied", "closed", "withdrawn", "ended")


def end_roles(apps, schema_editor):
    """As the entries say it: `goodstanding rebuild` gives the same, to the day on which an appeal ended."""
    role = apps.get_model("store", "CaseRole")
    for case in apps.get_model("store", "Case").objects.iterator():
        held = role.objects.filter(case_id=case.id, until=None)
        if case.closed_on is not None:
            held.filter(role="measurer").update(until=case.closed_on + timedelta(days=1))
        if case.state in OVER:
            over = timezone.localdate(case.last_recorded)
            held.filter(until=None).update(until=over + AFTERWARDS)


class Migration(migrations.Migration):

    dependencies = [
        ('store', '0006_who_stands_where_from_the_index'),
    ]

    operations = [
        migrations.AddField(
            model_name='caserole',
            name='until',
            field=models.DateField(null=True),
        ),
        migrations.RunPython(end_roles, migrations.RunPython.noop),
    ]
