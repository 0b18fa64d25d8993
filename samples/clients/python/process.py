#!/usr/bin/env python3
"""Sends a document to the platform, waits for its end, and saves its Markdown and its result.

    python3 process.py FILE [FOLDER]        GATEWAY=http://localhost:8080
"""

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

GATEWAY = os.environ.get("GATEWAY", "http://localhost:8080").rstrip("/")


def call(path, body=None, headers=None):
    request = urllib.request.Request(GATEWAY + path, body, headers or {})
    with urllib.request.urlopen(request, timeout=120) as answer:
        return answer.read()


def submit(file):
    query = urllib.parse.urlencode({"pipeline": "document", "filename": file.name})
    # Without an answer one may send this again under the same key: it stays one job.
    headers = {"Content-Type": "application/octet-stream", "Idempotency-Key": str(uuid.uuid4())}
    with file.open("rb") as body:
        return json.loads(call(f"/v1/jobs?{query}", body, headers))


def wait(job):
    while "finishedAt" not in job:
        job = json.loads(call(f"{job['links']['self']}?wait=60"))
    return job


def main(file, folder="out"):
    job = wait(submit(Path(file)))
    print(job["id"], job["status"])
    if "error" in job:
        sys.exit(f"{job['error']['code']}: {job['error']['message']}")

    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "document.md").write_bytes(call(f"{job['links']['artifacts']}/document.md"))
    (folder / "result.json").write_bytes(call(job["links"]["result"]))


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except urllib.error.HTTPError as refusal:
        problem = json.load(refusal)
        sys.exit(f"{problem['code']}: {problem.get('detail', problem['title'])}")
