#!/usr/bin/env python3
"""PyTorch's side of an evaluation: evaluation.py NETWORK CLASSES SIDE BATCH BATCHES channels_last|channels_first"""
import sys

import torch

from networks import ResNet
from turns import answer

name, (classes, side, batch, batches) = sys.argv[1], map(int, sys.argv[2:6])
layout = torch.channels_last if sys.argv[6] == "channels_last" else torch.contiguous_format
torch.manual_seed(0)
network = ResNet(name, classes).eval().to(memory_format=layout)
images = torch.randn(batch, 3, side, side).contiguous(memory_format=layout)


def predict():
    with torch.inference_mode():
        network(images).argmax(1).tolist()


answer(predict, batches)
