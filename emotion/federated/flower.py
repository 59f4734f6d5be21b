"""The processes of a federation, on Flower: one server, and a client for each home. Runs in an environment of its own.

    python -m emotion.federated.flower serve JOB     what is shared, averaged round by round
    python -m emotion.federated.flower join JOB HOME     one home, which nothing but updates and a figure leave

JOB is a file of JSON: {"address", "plan", "clients", "seed", "shapes": [first, second, outputs], "out"}. Clients stay
for the whole of a job; one that is killed is missed from then on and nothing else happens.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import torch
from flwr.client import NumPyClient, start_client
from flwr.common import FitRes, Parameters, ndarrays_to_parameters
from flwr.server import ServerConfig, SimpleClientManager, start_server
from flwr.server.client_proxy import ClientProxy
from flwr.server.strategy import FedAvg

from emotion.federated.homes import Home
from emotion.federated.learning import Learner, Plan
from emotion.federated.network import Together, arrays_of

WAIT = 120.0
"""Seconds that the server waits for a round: whoever has not answered is left out of it."""

JOINING = 900
"""Seconds within which all have to join."""


class HomeClient(NumPyClient):
    """A home as Flower sees it."""

    def __init__(self, learner: Learner) -> None:
        self._learner = learner

    def fit(self, parameters: list, config: dict[str, Any]) -> tuple[list, int, dict[str, Any]]:
        """A round at home."""
        shared, count = self._learner.fit(parameters)
        return shared, count, {"name": self._learner.home.name}

    def evaluate(self, parameters: list, config: dict[str, Any]) -> tuple[float, int, dict[str, Any]]:
        """How well what is shared does at home, with what is the home's own."""
        figure = self._learner.judge(parameters)
        return figure, int(self._learner.home.test.sum()), {"name": self._learner.home.name, "figure": figure}


class Counted(FedAvg):
    """FedAvg that notes for each round who answered, who did not, and how many bytes went each way."""

    def __init__(self, first: Parameters, clients: int, rounds: int) -> None:
        super().__init__(
            initial_parameters=first,
            min_fit_clients=2,
            min_evaluate_clients=2,
            min_available_clients=2,
            fraction_evaluate=1.0,
        )
        self._clients, self._rounds = clients, rounds
        self.rounds: list[dict[str, Any]] = []
        self.figures: dict[str, float] = {}

    def configure_fit(self, server_round: int, parameters: Parameters, client_manager: SimpleClientManager) -> list:
        """Wait for all once, then ask whoever is there."""
        if server_round == 1 and not client_manager.wait_for(self._clients, JOINING):
            raise RuntimeError(f"{client_manager.num_available()} of {self._clients} clients came")
        asked = super().configure_fit(server_round, parameters, client_manager)
        size = sum(len(one) for one in parameters.tensors)
        self.rounds.append({"round": server_round, "asked": len(asked), "bytes_down": size * len(asked)})
        return asked

    def aggregate_fit(
        self, server_round: int, results: list[tuple[ClientProxy, FitRes]], failures: list
    ) -> tuple[Parameters | None, dict[str, Any]]:
        """The mean of what came."""
        came = [sum(len(one) for one in result.parameters.tensors) for _, result in results]
        self.rounds[-1] |= {"answered": len(results), "failed": len(failures), "bytes_up": sum(came)}
        print(json.dumps(self.rounds[-1]), flush=True)
        return super().aggregate_fit(server_round, results, failures)

    def configure_evaluate(
        self, server_round: int, parameters: Parameters, client_manager: SimpleClientManager
    ) -> list:
        """Once, after the last round."""
        if server_round < self._rounds:
            return []
        return super().configure_evaluate(server_round, parameters, client_manager)

    def aggregate_evaluate(self, server_round: int, results: list, failures: list) -> tuple[float | None, dict]:
        """Keep each home's figure."""
        self.figures |= {str(result.metrics["name"]): float(result.metrics["figure"]) for _, result in results}
        return super().aggregate_evaluate(server_round, results, failures)


def serve(job: dict[str, Any]) -> None:
    """Run all rounds and write {"rounds", "figures", "seconds"} to the job's out."""
    torch.manual_seed(job["seed"])
    first = ndarrays_to_parameters(arrays_of(Together(*job["shapes"])))
    strategy = Counted(first, job["clients"], job["plan"]["rounds"])
    began = time.perf_counter()
    config = ServerConfig(num_rounds=job["plan"]["rounds"], round_timeout=WAIT)
    start_server(server_address=job["address"], config=config, strategy=strategy)
    found = {"rounds": strategy.rounds, "figures": strategy.figures, "seconds": time.perf_counter() - began}
    Path(job["out"]).write_text(json.dumps(found), encoding="utf-8")


def join(job: dict[str, Any], home: Path) -> None:
    """Take part until the server ends."""
    learner = Learner(Home.load(home), Plan(**job["plan"]), job["seed"])
    start_client(server_address=job["address"], client=HomeClient(learner).to_client(), insecure=True, max_retries=8)


def main(arguments: list[str]) -> int:
    """serve JOB, or join JOB HOME."""
    torch.set_num_threads(1)
    job = json.loads(Path(arguments[1]).read_text(encoding="utf-8"))
    if arguments[0] == "serve":
        serve(job)
    else:
        join(job, Path(arguments[2]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
