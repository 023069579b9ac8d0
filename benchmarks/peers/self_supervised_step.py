#!/usr/bin/env python3
"""PyTorch's side of a step of simCLR or MoCo v2 on a CIFAR ResNet, 32x32, two views of every image, float32.

Its input stays as it is, or with --loader comes through torchvision's transforms, image by image. At its end it says, on standard
error, how many images it took a second. By hand: yes "" | head -5 | self_supervised_step.py simclr --optimizer lars
"""
import argparse
import copy
import os
import statistics
import sys
import time

import torch
import torch.nn.functional as F
from torch import nn

from networks import ResNet
from self_supervised import Lars, check, info_nce, nt_xent
from turns import answer

FEATURES = 128
RECORD = 1 + 3 * 32 * 32


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("method", nargs="?", choices=["simclr", "moco"], default="simclr")
    parser.add_argument("--optimizer", choices=["sgd", "lars"], default="sgd")
    parser.add_argument("--blocks", type=int, default=1, help="of each of the three stages: 1 is ResNet-8")
    parser.add_argument("--width", type=int, default=16, help="of the first stage")
    parser.add_argument("--batch", type=int, default=256, help="images; twice as many views")
    parser.add_argument("--steps", type=int, default=1, help="of a turn")
    parser.add_argument("--mode", choices=["nchw", "channels_last"], default="channels_last")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--queue", type=int, default=4096)
    parser.add_argument("--groups", type=int, default=4, help="MoCo: so many devices are imitated, each with its batch norm")
    parser.add_argument("--loader", metavar="FOLDER", help="of CIFAR-10's data_batch_1.bin")
    parser.add_argument("--workers", type=int, default=0, help="processes that prepare the input; 0: no other")
    parser.add_argument("--check", metavar="GOLDEN_JSON", help="self-supervised.json: compares and does no more")
    options = parser.parse_args()
    if options.method == "moco" and options.queue % options.batch:
        parser.error("the queue must hold a whole number of batches")
    return options


class SimClr:
    def __init__(self, network, options):
        self.network = network

    def loss(self, views):
        return nt_xent(self.network(views.flatten(0, 1)), 0.5)[1]

    def afterwards(self):
        pass


class Moco:
    """Of the keys every device sees another part of the batch than of the queries, or batch norm would tell the pairs."""

    def __init__(self, network, options):
        self.network, self.groups, self.layout = network, options.groups, layout(options)
        self.key_network = copy.deepcopy(network).requires_grad_(False)
        self.queue = F.normalize(torch.randn(options.queue, FEATURES))
        self.keys, self.place = None, 0

    def loss(self, views):
        queries, keys = self.dense(views[:, 0]), views[:, 1]
        query = F.normalize(self.grouped(self.network, queries))
        with torch.no_grad():
            for ours, followed in zip(self.key_network.parameters(), self.network.parameters()):
                ours.lerp_(followed, 1 - 0.999)
            order = torch.randperm(len(views))
            shuffled = self.grouped(self.key_network, self.dense(keys[order]))
            self.keys = F.normalize(shuffled[order.argsort()])
        return info_nce(query, self.keys, self.queue, 0.2)

    def afterwards(self):
        self.queue[self.place : self.place + len(self.keys)] = self.keys
        self.place = (self.place + len(self.keys)) % len(self.queue)

    def dense(self, images):
        return images.contiguous(memory_format=self.layout)

    def grouped(self, network, images):
        return torch.cat([network(part) for part in images.chunk(self.groups)])


def transforms(method):
    from torchvision.transforms import v2

    def jitter(*strength):
        return v2.RandomApply([v2.ColorJitter(*strength)], 0.8)

    image = [v2.ToImage(), v2.ToDtype(torch.float32, scale=True)]
    if method == "simclr":
        crop, colours, last = v2.RandomResizedCrop(32, (0.08, 1)), jitter(0.8, 0.8, 0.8, 0.2), image
    else:
        crop, colours = v2.RandomResizedCrop(32, (0.2, 1)), jitter(0.4, 0.4, 0.4, 0.1)
        blur = v2.RandomApply([v2.GaussianBlur(5, (0.1, 2))], 0.5)
        last = [*image, blur, v2.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])]
    return v2.Compose([crop, v2.RandomHorizontalFlip(), colours, v2.RandomGrayscale(0.2), *last])


class Views(torch.utils.data.Dataset):
    """Two of every image, which is PIL's, as torchvision's own CIFAR10 gives it."""

    def __init__(self, folder, transform):
        from PIL import Image

        self.transform = transform
        with open(os.path.join(folder, "data_batch_1.bin"), "rb") as file:
            records = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8).view(-1, RECORD)
        pixels = records[:, 1:].view(-1, 3, 32, 32).permute(0, 2, 3, 1).contiguous().numpy()
        self.images = [Image.fromarray(image) for image in pixels]

    def __len__(self):
        return len(self.images)

    def __getitem__(self, place):
        image = self.images[place]
        return torch.stack([self.transform(image), self.transform(image)])


class Loaded:
    """Batches without an end, epoch by epoch."""

    def __init__(self, options):
        dataset = Views(options.loader, transforms(options.method))
        self.loader = torch.utils.data.DataLoader(
            dataset, options.batch, shuffle=True, drop_last=True, num_workers=options.workers, persistent_workers=options.workers > 0
        )
        self.batches = iter(self.loader)

    def next(self):
        views = next(self.batches, None)
        if views is None:
            self.batches = iter(self.loader)
            views = next(self.batches)
        return views

    def processor_time(self):
        """With that of its own processes, which the system adds only when they end."""
        seconds = time.process_time()
        for worker in getattr(self.batches, "_workers", []):
            with open("/proc/%d/stat" % worker.pid) as file:
                ticks = file.read().rpartition(") ")[2].split()[11:13]
            seconds += sum(map(int, ticks)) / os.sysconf("SC_CLK_TCK")
        return seconds


class Constant:
    def __init__(self, options):
        self.views = torch.rand(options.batch, 2, 3, 32, 32)
        if options.mode == "channels_last":
            self.views = laid_out(self.views)
        self.processor_time = time.process_time

    def next(self):
        return self.views


def laid_out(views):
    """The same values, with the channels last in memory."""
    return views.permute(0, 1, 3, 4, 2).contiguous().permute(0, 1, 4, 2, 3)


def network(options):
    encoder = ResNet("cifar-resnet%d" % (6 * options.blocks + 2), 1, options.width)
    size = encoder.head.in_features
    encoder.head = nn.Sequential(nn.Linear(size, size), nn.ReLU(), nn.Linear(size, FEATURES))
    return encoder.to(memory_format=layout(options))


def layout(options):
    return torch.channels_last if options.mode == "channels_last" else torch.contiguous_format


def main(options):
    torch.manual_seed(0)
    learner = (SimClr if options.method == "simclr" else Moco)(network(options), options)
    inputs = Loaded(options) if options.loader else Constant(options)
    parameters = learner.network.parameters()
    if options.optimizer == "lars":
        optimizer = Lars(parameters, 1e-4)
    else:
        optimizer = torch.optim.SGD(parameters, 3e-4, momentum=0.9, weight_decay=1e-4)

    def step():
        views = inputs.next()
        loss = learner.loss(laid_out(views) if options.mode == "channels_last" else views)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        learner.afterwards()
        loss.item()

    walls = answer(step, options.steps, threads=options.threads, processor_time=inputs.processor_time)
    if walls:
        counted = walls[2:] or walls  # as in Turns: two to warm up
        print("%.1f images a second" % (options.batch / statistics.median(counted)), file=sys.stderr, flush=True)


if __name__ == "__main__":
    given = arguments()
    if given.check:
        check(given.check)
    else:
        main(given)
