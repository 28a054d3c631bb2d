"""Fails unless the process on $PORT lives: for the container's health."""

import os
import urllib.request

urllib.request.urlopen(f"http://127.0.0.1:{os.environ['PORT']}/health/live", timeout=5)
