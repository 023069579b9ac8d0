#!/usr/bin/env python3
"""PyTorch's side of a round of pruning: pruning_round.py NETWORK RATE

The smallest weights of all convolutions but the stem, by torch.nn.utils.prune.global_unstructured, as the paper's code does it.
Every round begins with the dense network. At its end it says, on standard error, by how much the process has grown.
"""
import resource
import sys

import torch
from torch.nn.utils import prune

from networks import ResNet
from turns import answer

torch.manual_seed(0)
network = ResNet(sys.argv[1], 10)
convolutions = [(module, "weight") for module in network.prunable()]
dense = [module.weight.detach().clone() for module, _ in convolutions]
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def prune_once():
    prune.global_unstructured(convolutions, pruning_method=prune.L1Unstructured, amount=float(sys.argv[2]))


def restore():
    for (module, name), weight in zip(convolutions, dense):
        prune.remove(module, name)
        module.weight.data.copy_(weight)


answer(prune_once, afterwards=restore)
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print("PyTorch's process has grown by %d MB" % (grown // 1024), file=sys.stderr, flush=True)
