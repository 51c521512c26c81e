"""M/M/1 in SimPy: prints customers per CPU-second. Load 0.8, mean service 1 s."""

import random
import sys
import time

import simpy


def main(customers: int) -> None:
    env = simpy.Environment()
    server = simpy.Resource(env)
    draw = random.Random(1)
    total = 0.0

    def customer():
        nonlocal total
        arrived = env.now
        with server.request() as turn:
            yield turn
            yield env.timeout(draw.expovariate(1.0))
        total += env.now - arrived

    def source():
        for _ in range(customers):
            yield env.timeout(draw.expovariate(0.8))
            env.process(customer())

    env.process(source())
    before = time.process_time()
    env.run()
    print(customers / (time.process_time() - before))


main(int(sys.argv[1]))
