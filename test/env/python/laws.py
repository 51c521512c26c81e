"""What the module for Python promises, on the real gymnasium and PettingZoo. Run: laws.py FOLDER SCENARIO CHECK."""

import os
import signal
import subprocess
import sys
import time
import warnings

import numpy as np

folder, scenario, check = sys.argv[1:4]
sys.path.insert(0, folder)
import mec_offload  # noqa: E402
from gymnasium.vector import AutoresetMode  # noqa: E402


def play(env, seed=None):
    """An episode of answers by a rule: rewards, and all observations."""
    observation, info = env.reset(seed=seed)
    seen, rewards, done = [observation], [], False
    while not done:
        allowed = np.flatnonzero(info["action_mask"])
        observation, reward, terminated, truncated, info = env.step(allowed[len(rewards) % len(allowed)])
        seen.append(observation)
        rewards.append(reward)
        done = terminated or truncated
    return np.array(rewards), np.array(seen), info


def check_env():
    from gymnasium.utils.env_checker import check_env as check

    env = mec_offload.make(scenario, seed=3)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check(env, skip_render_check=True)
    env.close()


def seeds():
    env = mec_offload.make(scenario, seed=3)
    first, seen, info = play(env)
    assert (info["seed"], info["replication"]) == (3, 0)
    again, same, info = play(env, seed=3)
    assert np.array_equal(first, again) and np.array_equal(seen, same)
    other, _, info = play(env)
    assert (info["seed"], info["replication"]) == (3, 1)
    assert not np.array_equal(first[:20], other[:20])
    assert env.observation_space.contains(seen[0]) and seen.dtype == np.float32
    env.close()


def returned():
    """Prints the return of an episode, for whoever runs the same episode otherwise."""
    env = mec_offload.make(scenario, seed=5)
    observation, info = env.reset()
    total, done = 0.0, False
    while not done:
        # At home.
        observation, reward, terminated, truncated, info = env.step(len(env.actions) - 1)
        total += reward
        done = terminated or truncated
    env.close()
    print(repr(total))


def next_step():
    n = 3
    env = mec_offload.make_vec(scenario, n, seed=7)
    assert env.metadata["autoreset_mode"] == AutoresetMode.NEXT_STEP
    observations, info = env.reset(seed=7)
    alone = [mec_offload.make(scenario, seed=7 + k) for k in range(n)]
    states = [one.reset() for one in alone]
    done = np.zeros(n, dtype=bool)
    ends = 0
    for turn in range(150):
        for k in range(n):
            assert np.array_equal(observations[k], states[k][0]), (turn, k)
            assert np.array_equal(info["action_mask"][k], states[k][1]["action_mask"])
        actions = np.array([np.flatnonzero(mask)[turn % mask.sum()] for mask in info["action_mask"]])
        observations, rewards, terminated, truncated, info = env.step(actions)
        assert rewards.shape == (n,) and rewards.dtype == np.float64 and terminated.dtype == bool
        for k in range(n):
            if done[k]:
                states[k] = alone[k].reset()
                assert rewards[k] == 0.0 and not terminated[k] and not truncated[k]
            else:
                observation, reward, ended, cut, one = alone[k].step(actions[k])
                states[k] = (observation, one)
                assert (rewards[k], terminated[k], truncated[k]) == (reward, ended, cut)
        done = terminated | truncated
        ends += done.sum()
    assert ends > n, ends
    for one in (env, *alone):
        one.close()


def same_step():
    n = 3
    env = mec_offload.make_vec(scenario, n, seed=7, autoreset_mode=AutoresetMode.SAME_STEP)
    observations, info = env.reset()
    alone = [mec_offload.make(scenario, seed=7 + k) for k in range(n)]
    states = [one.reset() for one in alone]
    ends = 0
    for turn in range(150):
        actions = np.array([np.flatnonzero(mask)[turn % mask.sum()] for mask in info["action_mask"]])
        observations, rewards, terminated, truncated, info = env.step(actions)
        for k in range(n):
            observation, reward, ended, cut, one = alone[k].step(actions[k])
            assert (rewards[k], terminated[k], truncated[k]) == (reward, ended, cut)
            if ended or cut:
                ends += 1
                assert info["_final_obs"][k] and np.array_equal(info["final_obs"][k], observation)
                observation, one = alone[k].reset()
            states[k] = (observation, one)
            assert np.array_equal(observations[k], observation)
            assert np.array_equal(info["action_mask"][k], one["action_mask"])
    assert ends > n, ends
    for one in (env, *alone):
        one.close()


def processes():
    """Environments in two processes are those in one."""
    one = mec_offload.make_vec(scenario, 5, seed=11)
    two = mec_offload.make_vec(scenario, 5, seed=11, processes=2)
    (a, info), (b, other) = one.reset(), two.reset()
    for turn in range(100):
        assert np.array_equal(a, b) and np.array_equal(info["action_mask"], other["action_mask"])
        assert np.array_equal(info["seed"], other["seed"])
        actions = np.array([np.flatnonzero(mask)[turn % mask.sum()] for mask in info["action_mask"]])
        a, rewards, terminated, truncated, info = one.step(actions)
        b, others, ended, cut, other = two.step(actions)
        assert np.array_equal(rewards, others) and np.array_equal(truncated, cut)
        assert np.array_equal(terminated, ended)
    one.close()
    two.close()


def disabled():
    env = mec_offload.make_vec(scenario, 2, seed=1, autoreset_mode="Disabled")
    _, info = env.reset()
    done = np.zeros(2, dtype=bool)
    while not done.any():
        _, _, terminated, truncated, info = env.step([len(env.actions) - 1] * 2)
        done = terminated | truncated
    _, info = env.reset(options={"reset_mask": done})
    assert (info["replication"] == np.where(done, 1, 0)).all()
    env.step([len(env.actions) - 1] * 2)
    env.close()


def aec():
    from pettingzoo.test import api_test

    env = mec_offload.make_aec(scenario)
    with warnings.catch_warnings():
        warnings.filterwarnings("error")
        warnings.filterwarnings("ignore", message=".*agents to be named.*")
        warnings.filterwarnings("ignore", message=".*render.*")
        api_test(env, num_cycles=300)
    # Every agent has the reward of the whole run.
    env.reset(seed=2)
    totals = dict.fromkeys(env.possible_agents, 0.0)
    for agent in env.agent_iter():
        _, reward, terminated, truncated, info = env.last()
        totals[agent] += reward
        env.step(None if terminated or truncated else np.flatnonzero(info["action_mask"])[-1])
    env.close()
    alone = mec_offload.make(scenario, seed=2)
    _, info = alone.reset()
    total, done = 0.0, False
    while not done:
        _, reward, terminated, truncated, info = alone.step(np.flatnonzero(info["action_mask"])[-1])
        total += reward
        done = terminated or truncated
    alone.close()
    for agent, got in totals.items():
        assert abs(got - total) < 1e-9 * abs(total), (agent, got, total)


def refused(said, ask):
    try:
        ask()
    except (mec_offload.MecOffloadError, ValueError) as error:
        assert said in str(error), f"{said!r} is not in {error}"
        assert "Traceback" not in str(error) and "\n" not in str(error)
        return
    raise AssertionError(f"not refused: {said}")


def faults():
    """Bad input is one clear line, and nothing is left running."""
    env = mec_offload.make(scenario)
    env.reset()
    refused("expected a whole number from 0 to", lambda: env.step(99))
    process = env._simulator._process
    assert process.poll() is not None
    refused("closed", lambda: env.step(0))
    refused("nothing.yaml", lambda: mec_offload.make("nothing.yaml"))
    refused("expected a whole number from 0", lambda: mec_offload.make(scenario, seed=-4))

    env = mec_offload.make(scenario)
    env.reset()
    env._simulator._process.kill()
    refused("the simulator ended", lambda: [env.step(0) for _ in range(3)])

    env = mec_offload.make(scenario)
    mec_offload._VERSION = 9
    refused("expected version 1 of the protocol, got 9", env.reset)
    refused("expected mec-offload/env version 9, got mec-offload/env version 1", lambda: mec_offload.make(scenario))
    mec_offload._VERSION = 1

    env = mec_offload.make(scenario)
    env._simulator._input.write(b"abc")
    env._simulator._input.close()
    assert env._simulator._process.wait(10) == 2
    env._simulator._errors.seek(0)
    assert env._simulator._errors.read().decode().strip().endswith('expected a frame of 16 bytes, got "its first 3"')
    env.close()

    os.environ["MEC_OFFLOAD"] = "/nowhere/mec-offload"
    refused("cannot start /nowhere/mec-offload", lambda: mec_offload.make(scenario))
    os.environ["MEC_OFFLOAD"] = f"{sys.executable} -c print(1)"
    refused("expected the first line of mec-offload/env", lambda: mec_offload.make(scenario))


def orphans():
    """A learner that is killed leaves no simulator behind."""
    code = (
        f"import sys, time; sys.path.insert(0, {folder!r}); import mec_offload\n"
        f"env = mec_offload.make_vec({scenario!r}, 2, processes=2); env.reset()\n"
        "print(*[one._process.pid for one in env._simulators], flush=True); time.sleep(60)"
    )
    learner = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    pids = [int(pid) for pid in learner.stdout.readline().split()]
    assert len(pids) == 2
    learner.send_signal(signal.SIGKILL)
    learner.wait()
    for _ in range(200):
        if not any(os.path.exists(f"/proc/{pid}") for pid in pids):
            return
        time.sleep(0.05)
    raise AssertionError(f"still running: {pids}")


globals()[check]()
