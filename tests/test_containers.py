"""The containers' files name what there is and ask for few rights."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
DOCKERFILE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
COMPOSE: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
WEB = ("web-1", "web-2")
GUIDE = (ROOT / "docs" / "DEPLOY.md").read_text(encoding="utf-8")


def instructions(name: str) -> list[str]:
    """What stands behind each instruction of this name, in the order of the file."""
    return re.findall(rf"^{name} (.+)$", DOCKERFILE, re.MULTILINE)


def variables(text: str) -> set[str]:
    """The variables that compose puts in."""
    return set(re.findall(r"\$\{(\w+)", text))


class TestImage:
    def test_every_file_that_is_copied_is_there_and_not_ignored(self) -> None:
        copied = [part for line in instructions("COPY") if "--from" not in line for part in line.split()[:-1]]
        assert [part for part in copied if not (ROOT / part).exists()] == []
        kept = [line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")]
        assert sorted(set(copied)) == sorted(kept)

    def test_all_that_serves_is_copied(self) -> None:
        copied = {part for line in instructions("COPY") for part in line.split()[:-1]}
        assert {"app.py", "pages", "session", "recommender", "emotion", "assets", ".streamlit"} <= copied
        assert not {"tests", ".git", "."} & copied

    def test_it_ends_as_a_user_without_rights(self) -> None:
        assert instructions("USER") == ["attune"]
        assert "--uid 10001" in DOCKERFILE
        assert DOCKERFILE.index("\nUSER") < DOCKERFILE.index("\nCMD")

    def test_python_is_the_version_that_is_asked_for(self) -> None:
        assert {line.split()[0] for line in instructions("FROM")} == {"python:3.11-slim-bookworm"}

    def test_its_health_is_looked_at_where_it_listens(self) -> None:
        (check,) = instructions("HEALTHCHECK")
        assert "/_stcore/health" in check
        assert "STREAMLIT_SERVER_PORT" in check
        compile(re.findall(r'"(import .*?)"\]', check)[0], "check", "exec")


class TestServices:
    def test_there_are_a_proxy_two_web_processes_a_database_and_turn(self) -> None:
        assert set(SERVICES) == {*WEB, "database", "proxy", "turn"}
        assert all("healthcheck" in SERVICES[name] for name in ("database", "proxy", "turn"))

    @pytest.mark.parametrize("name", SERVICES)
    def test_each_image_is_of_a_version_and_is_started_again(self, name: str) -> None:
        service = SERVICES[name]
        assert service["restart"] == "unless-stopped"
        assert "build" in service or re.fullmatch(r"[\w/]+:\d[\w.-]*", service["image"])

    def test_turn_knows_nobody_but_whom_the_web_processes_send(self) -> None:
        said = SERVICES["turn"]["command"]
        asked = "${ATTUNE_TURN_SECRET:?any, of letters and digits}"
        assert {"--use-auth-secret", f"--static-auth-secret={asked}", "--no-cli"} <= set(said)
        assert all(SERVICES[web]["environment"]["ATTUNE_TURN_SECRET"] == asked for web in WEB)
        assert not any(word in " ".join(said) for word in ("--no-auth", "--user=", "--lt-cred-mech"))
        port = next(one.split("=")[1] for one in said if one.startswith("--listening-port"))
        assert all(SERVICES[web]["environment"]["ATTUNE_TURN"].endswith(f":{port}") for web in WEB)
        assert f":{int(port):04X} " in SERVICES["turn"]["healthcheck"]["test"][1]

    def test_no_password_or_secret_stands_in_a_file(self) -> None:
        text = (DEPLOY / "compose.yaml").read_text(encoding="utf-8")
        words = re.findall(r"(?i)(?:password|secret)\w*(?:=|: )(\S+)", text)
        assert words
        assert [word for word in words if not word.startswith("${")] == []

    @pytest.mark.parametrize("name", SERVICES)
    def test_none_can_write_to_its_root_or_gain_rights(self, name: str) -> None:
        service = SERVICES[name]
        assert service["read_only"] is True
        assert "no-new-privileges:true" in service["security_opt"]
        assert not service.get("privileged")

    def test_nothing_but_the_proxy_is_open_to_others(self) -> None:
        assert all(port.startswith("127.0.0.1:") for service in SERVICES.values() for port in service.get("ports", ()))
        config = (ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8")
        assert 'address = "localhost"' in config
        assert all("--server.address" not in SERVICES[name]["command"] for name in WEB)

    def test_every_path_is_there(self) -> None:
        build = SERVICES["web-1"]["build"]
        assert (DEPLOY / build["context"] / build["dockerfile"]) == DEPLOY / ".." / "deploy" / "Dockerfile"
        mounts = [mount for service in SERVICES.values() for mount in service.get("volumes", ())]
        named = [mount.split(":")[0] for mount in mounts if not mount.startswith("${")]
        files = [name for name in named if name.startswith(".")]
        assert files
        assert all((DEPLOY / name).is_file() for name in files)
        assert set(named) - set(files) == set(COMPOSE["volumes"])
        assert len(set(named)) == len(named), "no two web processes keep rows in one folder"

    def test_who_is_waited_for_is_there(self) -> None:
        waited = {other for service in SERVICES.values() for other in service.get("depends_on", ())}
        assert waited <= set(SERVICES)

    def test_every_variable_is_one_that_the_demo_reads_and_the_guide_tells_of(self) -> None:
        sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "session").rglob("*.py"))
        sources += "".join(file.read_text(encoding="utf-8") for file in (ROOT / "pages").rglob("*.py"))
        handed = {name for web in WEB for name in SERVICES[web]["environment"] if name.startswith("ATTUNE_")}
        sources += (ROOT / "emotion" / "remote" / "address.py").read_text(encoding="utf-8")
        assert [name for name in handed if f'"{name}"' not in sources] == []
        asked = variables((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
        assert [name for name in asked if f"`{name}`" not in GUIDE] == []

    def test_the_proxy_knows_each_web_process(self) -> None:
        ports = {SERVICES[name]["environment"]["STREAMLIT_SERVER_PORT"] for name in WEB}
        text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
        assert set(re.findall(r"server 127\.0\.0\.1:(\d+)", text)) == ports
        assert variables(text) == {SERVICES["proxy"]["environment"]["NGINX_ENVSUBST_FILTER"]}

    def test_the_proxy_does_all_that_the_tested_one_does(self) -> None:
        tested, ours = (
            {line.strip() for line in file.read_text(encoding="utf-8").splitlines() if line.strip()}
            for file in (ROOT / "docs" / "nginx.conf", DEPLOY / "nginx.conf")
        )
        differ = sorted(line for line in tested - ours if not line.startswith("#"))
        assert all(re.match(r"server_name|ssl_certificate|proxy_pass", line) for line in differ), differ
