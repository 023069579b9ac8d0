#!/usr/bin/env python3
"""PyTorch's side of TrainingStepBenchmark: python train_step.py DEPTH WIDTH BATCH STEPS channels_last|channels_first

For every line it reads it takes so many steps and answers with wall and processor seconds a step. The network is that of
CifarResNets on 3x32x32, with cross-entropy and SGD on one batch that stays as it is: no input is prepared.
"""
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn


class Block(nn.Module):
    def __init__(self, channels, out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.stride, self.padding = stride, (out - channels) // 2

    def forward(self, x):
        y = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        if self.stride == 2:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.padding, self.padding))
        return F.relu(y + x)


class ResNet(nn.Module):
    def __init__(self, depth, width):
        super().__init__()
        layers = [nn.Conv2d(3, width, 3, 1, 1, bias=False), nn.BatchNorm2d(width), nn.ReLU()]
        channels = width
        for stage in range(3):
            for block in range((depth - 2) // 6):
                layers.append(Block(channels, width << stage, 2 if stage and not block else 1))
                channels = width << stage
        self.body, self.linear = nn.Sequential(*layers), nn.Linear(channels, 10)

    def forward(self, x):
        return self.linear(self.body(x).mean((2, 3)))


depth, width, batch, steps = map(int, sys.argv[1:5])
layout = torch.channels_last if sys.argv[5] == "channels_last" else torch.contiguous_format
torch.set_num_threads(1)
torch.manual_seed(0)
network = ResNet(depth, width).to(memory_format=layout)
images = torch.randn(batch, 3, 32, 32).contiguous(memory_format=layout)
labels = torch.arange(batch) % 10
optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9, weight_decay=1e-3)
print(torch.__version__, flush=True)
for _ in sys.stdin:
    wall, processor = time.perf_counter(), time.process_time()
    for _ in range(steps):
        loss = F.cross_entropy(network(images), labels)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        loss.item()
    print((time.perf_counter() - wall) / steps, (time.process_time() - processor) / steps, flush=True)
