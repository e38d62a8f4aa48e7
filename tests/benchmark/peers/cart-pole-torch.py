#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-only
"""The plain loop with PyTorch that our CartPole benchmark is compared with.

CleanRL's dqn.py without its logging: same hyper-parameters, CartPole-v1 from its published physics as in Gymnasium,
replay in arrays allocated once, one thread. Prints the microseconds of processor time of one step, training included,
after the 10000 steps before training begins.

    cart-pole-torch.py [STEPS]
"""
import math
import random
import sys
import time

import numpy as np
import torch
from torch import nn, optim
import torch.nn.functional as F

STARTS, CAPACITY, BATCH = 10_000, 10_000, 128
TRAIN_EVERY, COPY_EVERY = 10, 500
GAMMA, RATE = 0.99, 2.5e-4
TOTAL, EXPLORATION, LAST_EPSILON = 500_000, 0.5, 0.05


class CartPole:
    """Gymnasium's CartPole-v1."""

    def reset(self):
        self.state = [random.uniform(-0.05, 0.05) for _ in range(4)]
        self.steps = 0
        return np.array(self.state, dtype=np.float32)

    def step(self, action):
        x, v, angle, spin = self.state
        sine, cosine = math.sin(angle), math.cos(angle)
        push = ((10.0 if action == 1 else -10.0) + 0.05 * spin * spin * sine) / 1.1
        turn = (9.8 * sine - cosine * push) / (0.5 * (4.0 / 3.0 - 0.1 * cosine * cosine / 1.1))
        speed = push - 0.05 * turn * cosine / 1.1
        self.state = [x + 0.02 * v, v + 0.02 * speed, angle + 0.02 * spin, spin + 0.02 * turn]
        self.steps += 1
        ended = abs(self.state[0]) > 2.4 or abs(self.state[2]) > 12 * math.pi / 180
        return np.array(self.state, dtype=np.float32), 1.0, ended, self.steps >= 500


class Replay:
    """Arrays of a fixed size, drawn from evenly."""

    def __init__(self):
        self.now = np.zeros((CAPACITY, 4), dtype=np.float32)
        self.next = np.zeros((CAPACITY, 4), dtype=np.float32)
        self.action = np.zeros((CAPACITY, 1), dtype=np.int64)
        self.reward = np.zeros((CAPACITY, 1), dtype=np.float32)
        self.done = np.zeros((CAPACITY, 1), dtype=np.float32)
        self.count = 0

    def add(self, now, following, action, reward, done):
        i = self.count % CAPACITY
        self.now[i], self.next[i], self.action[i] = now, following, action
        self.reward[i], self.done[i] = reward, done
        self.count += 1

    def draw(self):
        rows = np.random.randint(0, min(self.count, CAPACITY), size=BATCH)
        arrays = (self.now, self.next, self.action, self.reward, self.done)
        return [torch.from_numpy(array[rows]) for array in arrays]


def network():
    return nn.Sequential(nn.Linear(4, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 2))


def run(steps):
    torch.set_num_threads(1)
    for seed in (random.seed, np.random.seed, torch.manual_seed):
        seed(1)
    online, target = network(), network()
    target.load_state_dict(online.state_dict())
    optimizer = optim.Adam(online.parameters(), lr=RATE)
    replay, world = Replay(), CartPole()
    now = world.reset()
    begin = 0.0
    for step in range(STARTS + steps):
        if step == STARTS:
            begin = time.process_time()
        epsilon = max(1 - (1 - LAST_EPSILON) * step / (EXPLORATION * TOTAL), LAST_EPSILON)
        if random.random() < epsilon:
            action = random.randrange(2)
        else:
            with torch.no_grad():
                action = int(torch.argmax(online(torch.from_numpy(now))))
        following, reward, ended, cut = world.step(action)
        replay.add(now, following, action, reward, ended)
        now = world.reset() if ended or cut else following
        if step >= STARTS and step % TRAIN_EVERY == 0:
            observation, succeeding, actions, rewards, dones = replay.draw()
            with torch.no_grad():
                best = target(succeeding).max(dim=1, keepdim=True)[0]
                goal = rewards + GAMMA * best * (1 - dones)
            loss = F.mse_loss(goal, online(observation).gather(1, actions))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
        if step >= STARTS and step % COPY_EVERY == 0:
            target.load_state_dict(online.state_dict())
    return 1e6 * (time.process_time() - begin) / steps


if __name__ == "__main__":
    print(f"{run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000):.2f}")
