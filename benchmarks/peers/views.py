#!/usr/bin/env python3
"""torchvision's side of two views of every image: views.py FOLDER IMAGES BATCH simclr|moco

The images of FOLDER/data_batch_1.bin (CIFAR-10), each through the usual pipeline on Pillow's images, twice, and stacked: what a
data loader of one process does. The blur is that of MoCo's own code.
"""
import random
import sys
from itertools import count

import numpy
import torch
from PIL import Image, ImageFilter
from torchvision import transforms

from turns import answer

folder, (images, batch), name = sys.argv[1], map(int, sys.argv[2:4]), sys.argv[4]


def blur(image):
    return image.filter(ImageFilter.GaussianBlur(radius=random.uniform(0.1, 2)))


def jitter(strength):
    changes = transforms.ColorJitter(strength, strength, strength, strength / 4)
    return [transforms.RandomApply([changes], 0.8), transforms.RandomGrayscale(0.2)]


SIMCLR = [transforms.RandomResizedCrop(32, (0.08, 1)), transforms.RandomHorizontalFlip(), *jitter(0.8), transforms.ToTensor()]
MOCO = [
    transforms.RandomResizedCrop(32, (0.2, 1)),
    *jitter(0.4),
    transforms.RandomApply([blur], 0.5),
    transforms.RandomHorizontalFlip(),
    transforms.ToTensor(),
    transforms.Normalize((0.485, 0.456, 0.406), (0.229, 0.224, 0.225)),
]
torch.manual_seed(0)
random.seed(0)
records = numpy.fromfile(folder + "/data_batch_1.bin", numpy.uint8).reshape(-1, 1 + 3 * 32 * 32)
pixels = numpy.ascontiguousarray(records[:, 1:].reshape(-1, 3, 32, 32).transpose(0, 2, 3, 1))
view = transforms.Compose({"simclr": SIMCLR, "moco": MOCO}[name])
batches = count()


def prepare():
    for _ in range(images // batch):
        first = next(batches) * batch
        shown = [Image.fromarray(pixels[(first + i) % len(pixels)]) for i in range(batch)]
        torch.stack([view(image) for _ in range(2) for image in shown])


answer(prepare)
