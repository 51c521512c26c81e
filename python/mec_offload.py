"""Environments of the simulator mec-offload for learners in Python: Gymnasium's Env and VectorEnv, and PettingZoo's AEC.

An episode is one run of a scenario; a step places one job. An action is the number of a place: the servers in the order of the
file, then the job's own device. ``info["action_mask"]`` (int8, as Gymnasium samples with it) says which may be used. The reward is minus what the score of
the run has grown by since the decision before, so that the return of an episode is minus the score of its run.

The simulator runs in a process of its own, which is started and ended here; it needs Node 20 or newer.

    >>> import mec_offload
    >>> env = mec_offload.make("case3-poisson.yaml", seed=1)
    >>> observation, info = env.reset()
    >>> observation, reward, terminated, truncated, info = env.step(env.action_space.sample(info["action_mask"]))
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import struct
import subprocess
import sys
import tempfile
import weakref
from collections.abc import Sequence
from typing import Any

if sys.version_info < (3, 10):  # noqa: UP036
    raise ImportError(
        f"mec_offload: expected Python 3.10 or newer, got {sys.version_info[0]}.{sys.version_info[1]}"
    )

import gymnasium
import numpy as np
from gymnasium import spaces
from gymnasium.vector import AutoresetMode, VectorEnv
from gymnasium.vector.utils import batch_space

__all__ = ["MecOffloadError", "OffloadEnv", "OffloadVectorEnv", "describe", "make", "make_aec", "make_vec"]
__version__ = "0.0.0"

#: The program that wrote this file, as a command; None: `mec-offload` on the path.
_PROGRAM: list[str] | None = None

_PROTOCOL = "mec-offload/env"
_VERSION = 1
#: Seconds that an ended process has to go.
_PATIENCE_S = 5.0


class MecOffloadError(RuntimeError):
    """The simulator could not be started, refused what it was asked, or ended."""


def _command() -> list[str]:
    """The command that starts the simulator: what MEC_OFFLOAD names, the program that wrote this file, or `mec-offload`."""
    named = os.environ.get("MEC_OFFLOAD")
    if named:
        return shlex.split(named, posix=os.name != "nt")
    if _PROGRAM is not None:
        if not os.path.exists(_PROGRAM[0]) and shutil.which(_PROGRAM[0]) is None:
            raise MecOffloadError(f"mec_offload: expected Node at {_PROGRAM[0]}, got nothing there; set MEC_OFFLOAD")
        return _PROGRAM
    found = shutil.which("mec-offload")
    if found is None:
        raise MecOffloadError(
            "mec_offload: expected mec-offload on the path, or its command in MEC_OFFLOAD, got neither"
        )
    return [found]


def _end(process: subprocess.Popen[bytes], errors: Any) -> None:
    """Ends the process: it goes by itself when its input is closed."""
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:
                pass
    try:
        process.wait(_PATIENCE_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    errors.close()


class _Simulator:
    """The process, and the frames to and from it."""

    def __init__(self, file: str, envs: int, seed: int, autoreset: str, options: dict[str, Any]) -> None:
        words = [*_command(), "env", file, "--envs", str(envs), "--seed", str(seed), "--autoreset", autoreset]
        for name, value in options.items():
            if value is not None:
                words += [f"--{name.replace('_', '-')}", str(value)]
        errors = tempfile.TemporaryFile()
        try:
            self._process = subprocess.Popen(
                words,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                bufsize=0,
                # Ctrl-C is for the learner; the simulator ends when its input does.
                start_new_session=True,
            )
        except OSError as error:
            errors.close()
            raise MecOffloadError(f"mec_offload: cannot start {words[0]}: {error.strerror}") from error
        self._errors = errors
        self._finish = weakref.finalize(self, _end, self._process, errors)
        self._output = self._process.stdout
        self._input = self._process.stdin
        self.head: dict[str, Any] = self._handshake()
        fields = self.head["response"]["fields"]
        size = self.head["response"]["bytes"]
        self._frame = np.zeros(size, dtype=np.uint8)
        self._view = memoryview(self._frame)
        self._kinds = self.head["request"]
        #: Views of the last response, by name; the next one writes over them.
        self.last: dict[str, np.ndarray] = {
            field["name"]: np.ndarray(field["shape"], field["type"], self._frame.data, field["offset"])
            for field in fields
        }
        self._request = bytearray(self._kinds["bytes"])
        self._values = np.ndarray((envs,), "<f8", self._request, 8)

    def _handshake(self) -> dict[str, Any]:
        line = bytearray()
        while not line.endswith(b"\n"):
            part = self._output.readline()
            if not part:
                raise self._death()
            line += part
        try:
            head = json.loads(line)
            protocol, version = head["protocol"], head["version"]
        except (ValueError, KeyError, TypeError) as error:
            self.close()
            raise MecOffloadError(f"mec_offload: expected the first line of {_PROTOCOL}, got {line[:80]!r}") from error
        if protocol != _PROTOCOL or version != _VERSION:
            self.close()
            raise MecOffloadError(
                f"mec_offload: expected {_PROTOCOL} version {_VERSION}, got {protocol} version {version}: "
                "write this file anew with `mec-offload env --python DIR`"
            )
        return head

    def _death(self) -> MecOffloadError:
        """What the process said before it ended."""
        try:
            status = self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            status = None
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace").strip()
        self.close()
        return MecOffloadError(said or f"mec_offload: the simulator ended (status {status})")

    def ask(self, kind: str, values: Any) -> dict[str, np.ndarray]:
        """Sends a request and reads its response."""
        self.send(kind, values)
        return self.receive()

    def send(self, kind: str, values: Any) -> None:
        """Sends a request; its response must be received before the next."""
        if not self._finish.alive:
            raise MecOffloadError("mec_offload: the environment is closed")
        struct.pack_into("<HHI", self._request, 0, _VERSION, self._kinds[kind], 0)
        self._values[:] = values
        try:
            self._input.write(self._request)
        except BrokenPipeError as error:
            raise self._death() from error

    def receive(self) -> dict[str, np.ndarray]:
        """Reads the response to what was sent."""
        got = self._output.readinto(self._view)
        while got < len(self._view):
            more = self._output.readinto(self._view[got:])
            if not more:
                raise self._death()
            got += more
        return self.last

    def close(self) -> None:
        self._finish()


def _seed_of(seed: int) -> int:
    if not 0 <= int(seed) < 2**53:
        raise ValueError(f"seed: expected a whole number from 0 to 2**53 - 1, got {seed}")
    return int(seed)


def _box(head: dict[str, Any]) -> spaces.Box:
    observed = head["observation"]
    shape = (len(observed["columns"]),)
    return spaces.Box(np.float32(observed["low"]), np.float32(observed["high"]), shape, np.float32)


class OffloadEnv(gymnasium.Env[np.ndarray, np.int64]):
    """One environment.

    Args:
        file: a scenario or an instance, or ``case1`` to ``case3``.
        seed: of the first episode; the next ones without a seed are its further replications.
        config: a file that says what is observed and rewarded.
        horizon: end of each episode, s; that of the scenario unless given.
    """

    metadata: dict[str, Any] = {"render_modes": []}

    def __init__(
        self,
        file: str | os.PathLike[str],
        seed: int = 1,
        config: str | os.PathLike[str] | None = None,
        horizon: float | None = None,
    ) -> None:
        options = {"config": config, "horizon": horizon}
        self._simulator = _Simulator(os.fspath(file), 1, _seed_of(seed), "disabled", options)
        head = self._simulator.head
        #: Names of the actions: ids of the servers, then "local".
        self.actions: list[str] = head["actions"]
        #: Name, unit and meaning of each column of the observation.
        self.columns: list[dict[str, str]] = head["observation"]["columns"]
        #: What the reward is made of.
        self.terms: list[str] = head["reward"]["terms"]
        self.observation_space = _box(head)
        self.action_space = spaces.Discrete(len(self.actions))

    def _info(self, last: dict[str, np.ndarray]) -> dict[str, Any]:
        return {
            "action_mask": last["action_mask"][0].astype(np.int8),
            "terms": last["terms"][0].copy(),
            "now_s": float(last["now_s"][0]),
            "seed": int(last["seed"][0]),
            "replication": int(last["replication"][0]),
            "device": int(last["device"][0]),
        }

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[np.ndarray, dict[str, Any]]:
        super().reset(seed=seed)
        last = self._simulator.ask("reset", self._simulator._kinds["next"] if seed is None else _seed_of(seed))
        return last["observation"][0].copy(), self._info(last)

    def step(self, action: Any) -> tuple[np.ndarray, float, bool, bool, dict[str, Any]]:
        last = self._simulator.ask("step", action)
        return (
            last["observation"][0].copy(),
            float(last["reward"][0]),
            bool(last["terminated"][0]),
            bool(last["truncated"][0]),
            self._info(last),
        )

    def action_masks(self) -> np.ndarray:
        """Which actions may be used now, as sb3-contrib's MaskablePPO asks for them."""
        return self._simulator.last["action_mask"][0].astype(bool)

    def close(self) -> None:
        self._simulator.close()


_MODES = {
    AutoresetMode.NEXT_STEP: "next-step",
    AutoresetMode.SAME_STEP: "same-step",
    AutoresetMode.DISABLED: "disabled",
}


class OffloadVectorEnv(VectorEnv[np.ndarray, np.ndarray, np.ndarray]):
    """Many environments, stepped together.

    Args:
        file: a scenario or an instance, or ``case1`` to ``case3``.
        num_envs: how many.
        seed: of the first episode of the first environment; the k-th has ``seed + k``.
        autoreset_mode: NEXT_STEP, SAME_STEP or DISABLED.
        config: a file that says what is observed and rewarded.
        horizon: end of each episode, s; that of the scenario unless given.
        processes: how many processes share the environments; more than one where there are cores to spare.
    """

    def __init__(
        self,
        file: str | os.PathLike[str],
        num_envs: int,
        seed: int = 1,
        autoreset_mode: AutoresetMode | str = AutoresetMode.NEXT_STEP,
        config: str | os.PathLike[str] | None = None,
        horizon: float | None = None,
        processes: int = 1,
    ) -> None:
        if not 1 <= processes <= num_envs:
            raise ValueError(f"processes: expected a number from 1 to {num_envs}, got {processes}")
        mode = AutoresetMode(autoreset_mode)
        self.num_envs = num_envs
        self.metadata = {"render_modes": [], "autoreset_mode": mode}
        options = {"config": config, "horizon": horizon}
        ends = [num_envs * (part + 1) // processes for part in range(processes)]
        self._parts = [slice(start, end) for start, end in zip([0, *ends], ends)]
        self._simulators: list[_Simulator] = []
        try:
            for part in self._parts:
                first = _seed_of(seed) + part.start
                count = part.stop - part.start
                self._simulators.append(_Simulator(os.fspath(file), count, first, _MODES[mode], options))
        except MecOffloadError:
            self.close_extras()
            raise
        head = self._simulators[0].head
        self.autoreset_mode = mode
        #: Names of the actions: ids of the servers, then "local".
        self.actions: list[str] = head["actions"]
        #: Name, unit and meaning of each column of the observation.
        self.columns: list[dict[str, str]] = head["observation"]["columns"]
        #: What the reward is made of.
        self.terms: list[str] = head["reward"]["terms"]
        self.single_observation_space = _box(head)
        self.single_action_space = spaces.Discrete(len(self.actions))
        self.observation_space = batch_space(self.single_observation_space, num_envs)
        self.action_space = batch_space(self.single_action_space, num_envs)
        self._all = np.ones(num_envs, dtype=bool)

    def _ask(self, kind: str, values: np.ndarray) -> dict[str, np.ndarray]:
        """All processes work on their part at once."""
        for simulator, part in zip(self._simulators, self._parts):
            simulator.send(kind, values[part])
        lasts = [simulator.receive() for simulator in self._simulators]
        if len(lasts) == 1:
            return lasts[0]
        return {name: np.concatenate([last[name] for last in lasts]) for name in lasts[0]}

    def _info(self, last: dict[str, np.ndarray]) -> dict[str, Any]:
        info: dict[str, Any] = {}
        for name in ("action_mask", "terms", "now_s", "seed", "replication", "device"):
            info[name] = last[name].astype(np.int8) if name == "action_mask" else last[name].copy()
            info[f"_{name}"] = self._all.copy()
        return info

    def reset(
        self,
        *,
        seed: int | Sequence[int | None] | None = None,
        options: dict[str, Any] | None = None,
    ) -> tuple[np.ndarray, dict[str, Any]]:
        """Resets all, or with ``options={"reset_mask": mask}`` those of the mask."""
        first = seed if isinstance(seed, (int, np.integer)) or seed is None else None
        super().reset(seed=None if first is None else int(first))
        kinds = self._simulators[0]._kinds
        if seed is None:
            seeds: list[int | None] = [None] * self.num_envs
        elif isinstance(seed, (int, np.integer)):
            seeds = [int(seed) + k for k in range(self.num_envs)]
        else:
            seeds = list(seed)
        if len(seeds) != self.num_envs:
            raise ValueError(f"seed: expected {self.num_envs} of them, got {len(seeds)}")
        values = [kinds["next"] if one is None else _seed_of(one) for one in seeds]
        if options is not None and "reset_mask" in options:
            mask = np.asarray(options["reset_mask"], dtype=bool)
            if mask.shape != (self.num_envs,):
                raise ValueError(f"reset_mask: expected the shape ({self.num_envs},), got {mask.shape}")
            values = [value if chosen else kinds["stay"] for value, chosen in zip(values, mask)]
        last = self._ask("reset", np.array(values, dtype=np.float64))
        return last["observation"].copy(), self._info(last)

    def step(
        self, actions: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, dict[str, Any]]:
        actions = np.asarray(actions)
        if actions.shape != (self.num_envs,):
            raise ValueError(f"actions: expected the shape ({self.num_envs},), got {actions.shape}")
        last = self._ask("step", actions)
        terminated = last["terminated"].astype(bool)
        truncated = last["truncated"].astype(bool)
        info = self._info(last)
        if self.autoreset_mode == AutoresetMode.SAME_STEP:
            done = terminated | truncated
            if done.any():
                final = np.full(self.num_envs, None, dtype=object)
                for k in np.flatnonzero(done):
                    final[k] = last["final_observation"][k].copy()
                info["final_obs"] = final
                info["_final_obs"] = done
                info["final_info"] = {"terms": last["terms"].copy(), "_terms": done}
                info["_final_info"] = done
        return last["observation"].copy(), last["reward"].copy(), terminated, truncated, info

    def close_extras(self, **kwargs: Any) -> None:
        for simulator in self._simulators:
            simulator.close()


def make(file: str | os.PathLike[str], seed: int = 1, **options: Any) -> OffloadEnv:
    """One environment of a scenario; see `OffloadEnv`."""
    return OffloadEnv(file, seed=seed, **options)


def make_vec(file: str | os.PathLike[str], n: int, **options: Any) -> OffloadVectorEnv:
    """`n` environments of a scenario, stepped together; see `OffloadVectorEnv`."""
    return OffloadVectorEnv(file, n, **options)


def describe(model: str | os.PathLike[str], env: OffloadEnv | OffloadVectorEnv) -> None:
    """Notes in an ONNX model what it observes, so that `simulate --policy model.onnx` can run it. Needs `onnx`.

    The model takes one row of the environment's observation and gives a score for each action; the allowed one of the largest score
    is taken. From torch: ``torch.onnx.export(net, torch.zeros(1, len(env.columns)), "model.onnx")``, then
    ``mec_offload.describe("model.onnx", env)``.
    """
    import onnx

    simulator = env._simulators[0] if isinstance(env, OffloadVectorEnv) else env._simulator
    observed = simulator.head["observation"]
    loaded = onnx.load(os.fspath(model))
    noted = {prop.key: prop.value for prop in loaded.metadata_props}
    noted["mec-offload/env"] = json.dumps({"observation": observed["features"], "scale": observed["scale"]})
    onnx.helper.set_model_props(loaded, noted)
    onnx.save(loaded, os.fspath(model))


def make_aec(file: str | os.PathLike[str], **options: Any) -> Any:
    """PettingZoo's AEC environment of a scenario: each device is an agent that places its own jobs, and all have the reward of
    the whole run in common. Needs `pettingzoo`.
    """
    from pettingzoo import AECEnv

    class OffloadAEC(AECEnv):
        metadata = {"render_modes": [], "name": "mec_offload_v0", "is_parallelizable": False}

        def __init__(self) -> None:
            super().__init__()
            self._env = OffloadEnv(file, **options)
            ids = self._env._simulator.head.get("deviceIds")
            if ids is None:
                self._env.close()
                raise MecOffloadError("mec_offload: expected at most 10000 devices, one agent each, got more")
            self.possible_agents = list(ids)
            self.observation_spaces = dict.fromkeys(ids, self._env.observation_space)
            self.action_spaces = dict.fromkeys(ids, self._env.action_space)
            self.render_mode = None

        def observation_space(self, agent: str) -> spaces.Space:
            return self.observation_spaces[agent]

        def action_space(self, agent: str) -> spaces.Space:
            return self.action_spaces[agent]

        def reset(self, seed: int | None = None, options: dict[str, Any] | None = None) -> None:
            observation, info = self._env.reset(seed=seed)
            self.agents = list(self.possible_agents)
            self.rewards = dict.fromkeys(self.agents, 0.0)
            self._cumulative_rewards = dict.fromkeys(self.agents, 0.0)
            self.terminations = dict.fromkeys(self.agents, False)
            self.truncations = dict.fromkeys(self.agents, False)
            all_allowed = np.ones(self._env.action_space.n, dtype=np.int8)
            self.infos = {agent: {"action_mask": all_allowed.copy()} for agent in self.agents}
            self._seen = {agent: np.zeros_like(observation) for agent in self.agents}
            self._turn(observation, info)

        def _turn(self, observation: np.ndarray, info: dict[str, Any]) -> None:
            self.agent_selection = self.possible_agents[info["device"]]
            self._seen[self.agent_selection] = observation
            self.infos[self.agent_selection] = info

        def observe(self, agent: str) -> np.ndarray:
            """What the agent saw at its last decision; zeros before the first."""
            return self._seen[agent].copy()

        def step(self, action: Any) -> None:
            if self.terminations[self.agent_selection] or self.truncations[self.agent_selection]:
                self._was_dead_step(action)
                return
            self._cumulative_rewards[self.agent_selection] = 0.0
            observation, reward, terminated, truncated, info = self._env.step(action)
            self.rewards = dict.fromkeys(self.agents, reward)
            self.terminations = dict.fromkeys(self.agents, terminated)
            self.truncations = dict.fromkeys(self.agents, truncated)
            self._turn(observation, info)
            self._accumulate_rewards()

        def close(self) -> None:
            self._env.close()

    return OffloadAEC()
