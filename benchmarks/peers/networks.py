"""The networks of vision.network as PyTorch modules: what is measured is their arithmetic, so no names are kept."""
import torch.nn.functional as F
from torch import nn

BLOCKS = {18: (2, 2, 2, 2), 34: (3, 4, 6, 3), 50: (3, 4, 6, 3), 101: (3, 4, 23, 3), 152: (3, 8, 36, 3)}


def conv(channels, out, kernel, stride=1):
    return nn.Conv2d(channels, out, kernel, stride, kernel // 2, bias=False)


class Block(nn.Module):
    """Two 3x3 convolutions, or a bottleneck; the shortcut is padded (CIFAR) or a 1x1 convolution (ImageNet)."""

    def __init__(self, channels, width, stride, bottleneck=False, padded=False):
        super().__init__()
        out = 4 * width if bottleneck else width
        if bottleneck:
            self.convs = nn.ModuleList([conv(channels, width, 1), conv(width, width, 3, stride), conv(width, out, 1)])
        else:
            self.convs = nn.ModuleList([conv(channels, width, 3, stride), conv(width, out, 3)])
        self.norms = nn.ModuleList([nn.BatchNorm2d(c.out_channels) for c in self.convs])
        self.stride, self.padding = stride, (out - channels) // 2 if padded else 0
        changes = not padded and (stride > 1 or channels != out)
        self.downsample = nn.Sequential(conv(channels, out, 1, stride), nn.BatchNorm2d(out)) if changes else None

    def forward(self, x):
        y = x
        for i, (convolution, norm) in enumerate(zip(self.convs, self.norms)):
            y = norm(convolution(F.relu(y) if i else y))
        if self.downsample:
            x = self.downsample(x)
        elif self.stride == 2:
            x = F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.padding, self.padding))
        return F.relu(y + x)


class ResNet(nn.Module):
    def __init__(self, name, classes, width=None):
        """The width is that of a CIFAR network's first stage."""
        super().__init__()
        depth = int(name.split("resnet")[1])
        cifar, small = name.startswith("cifar"), name.startswith("small-stem")
        blocks, first = ((depth - 2) // 6,) * 3 if cifar else BLOCKS[depth], (width or 16) if cifar else 64
        large = not cifar and not small
        layers = [conv(3, first, 7 if large else 3, 2 if large else 1), nn.BatchNorm2d(first), nn.ReLU()]
        if large:
            layers.append(nn.MaxPool2d(3, 2, 1))
        channels, bottleneck = first, not cifar and depth >= 50
        for stage, count in enumerate(blocks):
            for block in range(count):
                width = first << stage
                layers.append(Block(channels, width, 2 if stage and not block else 1, bottleneck, cifar))
                channels = 4 * width if bottleneck else width
        self.body, self.head = nn.Sequential(*layers), nn.Linear(channels, classes)

    def forward(self, x):
        return self.head(self.body(x).mean((2, 3)))

    def prunable(self):
        """All convolutions but the stem."""
        return [m for m in self.body[1:].modules() if isinstance(m, nn.Conv2d)]
