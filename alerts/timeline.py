"""The sources of all rooms for the one timeline, in the order in which the events of one moment stand."""

from .actions import timeline as actions
from .alert import timeline as alert
from .incidents import timeline as incidents
from .investigations import timeline as investigations
from .markers import timeline as markers
from .reviews import timeline as reviews

SOURCES = [each.SOURCE for each in (incidents, markers, investigations, actions, alert, reviews)]
