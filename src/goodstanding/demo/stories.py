"""All stories of the demo company."""

from __future__ import annotations

from goodstanding.demo.stories_after import AFTER
from goodstanding.demo.stories_before import BEFORE
from goodstanding.demo.stories_running import RUNNING
from goodstanding.demo.story_owen import OWEN
from goodstanding.demo.story_tamsin import TAMSIN

STORIES = (*BEFORE, *RUNNING, *AFTER, TAMSIN, OWEN)
