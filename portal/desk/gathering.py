"""What waits for a user, from all parts of the portal."""

import logging
from importlib import import_module

from django.apps import apps
from django.db import Error
from django.utils.module_loading import module_has_submodule

from portal.desk.blocks import Block

logger = logging.getLogger(__name__)


def blocks_for(user):
    """The Blocks of the desk of `user`, in order; a list. A part that fails says so, and the others stand."""
    found = [block for config in apps.get_app_configs() for block in blocks_of(config, user)]
    shown = [block for block in found if block.items or block.empty]
    return sorted(shown, key=lambda block: block.position)


def blocks_of(config, user):
    """What one app has waiting; a list of Block."""
    if not module_has_submodule(config.module, "waiting"):
        return []
    try:
        return import_module(f"{config.name}.waiting").waiting(user)
    except Error:
        raise  # what follows on this page would fail too
    except Exception:
        logger.exception("The desk cannot show %s", config.label)
        return [Block(config.verbose_name, position=99, empty="Dit deel kan nu niet getoond worden.")]
