"""How gunicorn serves the portal: `gunicorn --config python:portal.gunicorn portal.wsgi`, here and in production."""

import ctypes
import gc
import logging
import os
import signal
import socket
import sys

# Pages are all computing, which threads only make wait for each other: one worker a processor.
worker_class = "sync"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
# A worker that is busy this long is killed. Only a large export may need so much: the database gives up far sooner.
timeout = 120
# One that is told to stop has this long to finish its page.
graceful_timeout = 10
loglevel = "warning"
control_socket_disable = True
# Loaded once, and shared by the workers.
preload_app = True

PR_SET_PDEATHSIG = 1  # linux/prctl.h
SILENT_SECONDS = 30


def when_ready(server):
    """Before the first worker is forked: load what each would load, and keep it out of their garbage collection."""
    from portal.operations import companion
    from portal.warming import warm

    warm()
    gc.collect()
    gc.freeze()
    log_as_the_portal(server.log)
    wait_for_words(server.LISTENERS)
    companion.start(end_with_parent, server.LISTENERS)


def log_as_the_portal(log):
    """Have gunicorn's own lines read as those of the portal: LOGGING in the settings."""
    for ours in logging.getLogger().handlers:
        for handler in log.error_log.handlers:
            handler.setFormatter(ours.formatter)


def wait_for_words(listeners):
    """Let no connection reach a worker before its request does: browsers open some that they may never use."""
    for listener in listeners:
        if hasattr(socket, "TCP_DEFER_ACCEPT") and listener.sock.family in (socket.AF_INET, socket.AF_INET6):
            listener.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_DEFER_ACCEPT, SILENT_SECONDS)


def post_fork(server, worker):
    """Let a worker end with its master, even busy, when that is killed: what stays would hold the port."""
    end_with_parent()


def end_with_parent():
    """Have this process killed when its parent ends. Only Linux can."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def post_worker_init(worker):
    """Let Ctrl-C wait for the page that is being made, as SIGTERM does, and start writing what is counted."""
    from portal import searches

    for stop in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(stop, worker.handle_exit)
    searches.keep_writing()
