"""python3 ticket_on_a_network.py DOCS TICKET WIDTH: puts a ticket on a ResNet-8 for 28x28 images, and prints what it became."""
import hashlib, sys
import torch
from torch import nn
from torch.nn.functional import pad, relu

sys.path.insert(0, sys.argv[1])
from ticket_in_pytorch import load_ticket


class Block(nn.Module):
    def __init__(self, before, width, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(before, width, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.stride, self.more = stride, (width - before) // 2

    def forward(self, x):
        y = self.bn2(self.conv2(relu(self.bn1(self.conv1(x)))))
        return relu(y + pad(x[:, :, :: self.stride, :: self.stride], (0, 0, 0, 0, self.more, self.more)))


class ResNet8(nn.Module):
    def __init__(self, width, classes):
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 3, 2, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.layer1 = nn.Sequential(Block(width, width, 1))
        self.layer2 = nn.Sequential(Block(width, 2 * width, 2))
        self.layer3 = nn.Sequential(Block(2 * width, 4 * width, 2))
        self.linear = nn.Linear(4 * width, classes)

    def forward(self, x):
        x = self.layer3(self.layer2(self.layer1(relu(self.bn1(self.conv1(x))))))
        return self.linear(x.mean((2, 3)))


model = load_ticket(ResNet8(int(sys.argv[3]), 5), sys.argv[2]).eval()
for name, module in model.named_modules():
    if hasattr(module, "weight_mask"):  # plus zero: a negative weight times zero is minus zero
        print(name + ".weight", hashlib.sha256((module.weight + 0.0).detach().numpy().tobytes()).hexdigest())
print(model(torch.zeros(2, 1, 28, 28)).shape)
