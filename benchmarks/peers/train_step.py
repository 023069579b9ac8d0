#!/usr/bin/env python3
"""PyTorch's side of the training step: train_step.py NETWORK CLASSES SIDE BATCH STEPS channels_last|channels_first|channels_last_bfloat16

Cross-entropy and SGD on one batch that stays as it is: no input is prepared. In bfloat16 it is autocast that chooses.
"""
import sys

import torch
import torch.nn.functional as F

from networks import ResNet
from turns import answer

name, (classes, side, batch, steps) = sys.argv[1], map(int, sys.argv[2:6])
layout = torch.contiguous_format if sys.argv[6] == "channels_first" else torch.channels_last
autocast = torch.autocast("cpu", torch.bfloat16, enabled=sys.argv[6].endswith("bfloat16"))
torch.manual_seed(0)
network = ResNet(name, classes).to(memory_format=layout)
images = torch.randn(batch, 3, side, side).contiguous(memory_format=layout)
labels = torch.arange(batch) % classes
optimizer = torch.optim.SGD(network.parameters(), 0.01, momentum=0.9, weight_decay=1e-3)


def step():
    with autocast:
        loss = F.cross_entropy(network(images), labels)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    loss.item()


answer(step, steps)
