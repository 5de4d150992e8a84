"""The process beside gunicorn's workers that runs what is due, for a portal without a timer of systemd."""

import gc
import logging
import os
import signal
import time

from django.db import OperationalError, connections
from django.utils import timezone

from portal.operations.running import run_all

# Set by `manage.py serve`; production has a timer.
WANTED = "KAPSTOK_RUN_DUE"
EVERY = 60  # seconds
# After a database that did not answer: one that restarts is back by then.
AGAIN = 5

logger = logging.getLogger(__name__)


def start(end_with_parent, listeners=()):
    """Forks the process, when it is wanted; `end_with_parent` is called in it, and `listeners` (sockets) are closed.

    Forked instead of started: it shares what gunicorn loaded.
    """
    if not os.environ.get(WANTED):
        return
    parent = os.getpid()
    if os.fork():
        return
    try:
        end_with_parent()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGQUIT, signal.SIGHUP, signal.SIGUSR1, signal.SIGUSR2):
            signal.signal(number, signal.SIG_DFL)
        signal.set_wakeup_fd(-1)
        for listener in listeners:
            listener.close()
        run_while_alive(parent)
    finally:
        # Not what gunicorn would do at its own end.
        os._exit(0)


def run_while_alive(parent):
    """Runs what is due every minute, until the process with number `parent` is no longer the parent of this one."""
    take_your_time()
    following, refused = time.monotonic(), 0
    while os.getppid() == parent:
        if time.monotonic() >= following:
            refused = 0 if run_once(is_told=refused == 1) else refused + 1
            following = time.monotonic() + (AGAIN if refused else EVERY)
        time.sleep(1)


def take_your_time():
    """Undoes the limit of portal.wsgi, which is for questions of visitors."""
    from portal.wsgi import QUESTIONS_END

    options = connections.settings["default"]["OPTIONS"]
    options["options"] = options["options"].replace(QUESTIONS_END, "").strip()


def run_once(is_told):
    """Runs what is due, and logs what was done; leaves no connection open.

    False when the database does not answer; the operator hears that only if it `is_told`.
    """
    try:
        for outcome in run_all(timezone.now()) or []:
            for line in outcome.lines:
                logger.info("%s", line)
    except OperationalError as error:
        if is_told:
            logger.warning("The database does not answer, due tasks wait: %s", type(error).__name__)
        return False
    except Exception:
        logger.exception("Due tasks failed")
    finally:
        connections.close_all()
        gc.collect()
    return True
