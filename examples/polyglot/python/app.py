"""A fraud check with Flask.

POST /check {copies} answers {verdict}; with NEXT_URL the service there is asked as well.
"""

import logging
import os
import signal
import sys

import requests
from flask import Flask, Response, request
from opentelemetry.instrumentation.flask import FlaskInstrumentor
from werkzeug.serving import make_server

from telemetry import start_telemetry

MAX_COPIES = 20
"""More copies than this at once is a reseller, not a listener."""

NEXT_TIMEOUT_SECONDS = 30

start_telemetry()
app = Flask(__name__)
FlaskInstrumentor().instrument_app(app)
log = logging.getLogger("fraud")
logging.getLogger("werkzeug").setLevel(logging.WARNING)


@app.post("/check")
def check():
    order = request.get_json()
    copies = int(order.get("copies") or 0)
    verdict = "refuse" if copies > MAX_COPIES else "pass"
    log.info("card checked copies=%d verdict=%s", copies, verdict)
    next_url = os.environ.get("NEXT_URL")
    if verdict == "refuse" or not next_url:
        return {"verdict": verdict}
    answer = requests.post(f"{next_url}/check", json=order, timeout=NEXT_TIMEOUT_SECONDS)
    return Response(answer.content, answer.status_code, content_type="application/json")


if __name__ == "__main__":
    # An orderly end sends what is left.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = make_server("127.0.0.1", int(os.environ.get("PORT", "0")), app, threaded=True)
    print(f"ready on port {server.server_port}", flush=True)
    server.serve_forever()
