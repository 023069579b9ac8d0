"""python3 checkpoints_of_others.py FORM FILE: a ResNet-8 of ones, saved as FORM saves networks. Exits with 3 without torch."""
import sys

try:
    import torch
    from torch import nn
except ImportError:
    sys.exit(3)


class Block(nn.Module):
    def __init__(self, before, width):
        super().__init__()
        self.conv1 = nn.Conv2d(before, width, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, bias=False)
        self.bn2 = nn.BatchNorm2d(width)


class ResNet8(nn.Module):
    def __init__(self, head, value):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(Block(4, 4))
        self.layer2 = nn.Sequential(Block(4, 8))
        self.layer3 = nn.Sequential(Block(8, 16))
        if head is not None:
            self.linear = head
        for parameter in self.parameters():
            nn.init.constant_(parameter, value)


class MoCo(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder_q = ResNet8(projection(), 1)
        self.encoder_k = ResNet8(projection(), 2)
        self.register_buffer("queue", torch.randn(8, 64))
        self.register_buffer("queue_ptr", torch.zeros(1, dtype=torch.long))


def projection():
    return nn.Sequential(nn.Linear(16, 16), nn.ReLU(), nn.Linear(16, 8))


def parallel(model):
    """As DistributedDataParallel names a model's tensors."""
    wrapper = nn.Module()
    wrapper.module = model
    return wrapper


def run(model):
    """As training scripts save a run, in the middle of it."""
    optimizer = torch.optim.SGD(model.parameters(), 0.1, momentum=0.9)
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    return {"epoch": 800, "arch": "resnet8", "state_dict": model.state_dict(), "optimizer": optimizer.state_dict()}


FORMS = {
    "simclr": lambda: run(ResNet8(projection(), 1)),
    "simclr-headless": lambda: {"state_dict": ResNet8(None, 1).state_dict()},
    "simclr-classifier": lambda: {"state_dict": ResNet8(nn.Linear(16, 1000), 1).state_dict()},
    "moco": lambda: run(parallel(MoCo())),
    "torchvision": lambda: ResNet8(nn.Linear(16, 1000), 1).state_dict(),
}
torch.save(FORMS[sys.argv[1]](), sys.argv[2])
