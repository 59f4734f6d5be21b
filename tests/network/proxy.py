"""nginx before the demo, as docs/nginx.conf sets it up, with a certificate made on the spot."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import trustme

from tests.browser.server import ROOT

NAME = "demo.example"

_AROUND = """
worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
{server}
}}
"""


@contextmanager
def running(folder: Path, port: int) -> Iterator[None]:
    """nginx on port 443, in front of the demo's `port`; its own files go to `folder`."""
    certificate = trustme.CA().issue_cert(NAME)
    certificate.private_key_pem.write_to_path(folder / "key.pem")
    for part, blob in enumerate(certificate.cert_chain_pems):
        blob.write_to_path(folder / "certificate.pem", append=part > 0)
    server = (ROOT / "docs" / "nginx.conf").read_text(encoding="utf-8")
    server = server.replace(f"/etc/ssl/{NAME}.pem", f"{folder}/certificate.pem")
    server = server.replace(f"/etc/ssl/{NAME}.key", f"{folder}/key.pem").replace(":8501", f":{port}")
    configuration = folder / "nginx.conf"
    configuration.write_text(_AROUND.format(folder=folder, server=server), encoding="utf-8")
    process = subprocess.Popen(["nginx", "-c", configuration, "-p", folder])
    try:
        yield
    finally:
        process.terminate()
        process.wait(10)
