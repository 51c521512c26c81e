"""Steps a second by the clock: one environment, then 64 in two processes. Run: stepping.py FOLDER SCENARIO (JSON)."""

import json
import os
import sys
import tempfile
import time

import numpy as np

sys.path.insert(0, sys.argv[1])
import mec_offload  # noqa: E402


def rate(env, actions, seconds=2.0, rounds=4):
    """Steps a second, best of several rounds: the machine is shared with others."""
    best = 0.0
    for _ in range(rounds):
        start, steps = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            for action in actions:
                _, _, terminated, truncated, _ = env.step(action)
                if np.ndim(terminated) == 0 and (terminated or truncated):
                    env.reset()
            steps += len(actions) * np.size(actions[0])
        best = max(best, steps / (time.perf_counter() - start))
    env.close()
    return best


with tempfile.TemporaryDirectory() as folder:
    file = os.path.join(folder, "case3.json")
    with open(file, "w") as text:
        text.write(sys.argv[2])
    one = mec_offload.make(file)
    one.reset()
    single = rate(one, [0, 1, 2, 3])
    many = mec_offload.make_vec(file, 64, processes=2)
    many.reset()
    print(json.dumps([single, rate(many, [np.full(64, k) for k in range(4)])]))
