import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goodstanding.settings")
application = get_wsgi_application()

# What was loaded by now stays; looking through it again at every hundredth request would be for nothing.
gc.collect()
gc.freeze()
gc.set_threshold(20_000, 20, 20)
