"""What simCLR and MoCo v2 compute (the paper's 2.3 and 2.4), in plain PyTorch, and the check of it."""
import json
import math

import torch
import torch.nn.functional as F


def nt_xent(features, temperature):
    """Of 2N views, of which 2i and 2i+1 are of one image: in the standard form, and as simCLR's code in the paper has it."""
    features = F.normalize(features)
    similar = features @ features.T / temperature
    similar = similar.masked_fill(torch.eye(len(features), dtype=torch.bool), -math.inf)
    losses = F.cross_entropy(similar, torch.arange(len(features)) ^ 1, reduction="none")
    return losses.mean(), math.log(len(features)) - (-losses).logsumexp(0)


def info_nce(query, key, queue, temperature):
    """All three normalised; the queue's rows are older keys."""
    positive = (query * key).sum(1, keepdim=True)
    logits = torch.cat([positive, query @ queue.T], 1) / temperature
    return F.cross_entropy(logits, torch.zeros(len(query), dtype=torch.long))


class Lars(torch.optim.Optimizer):
    """As the paper's code has it: every tensor, and without a choice of which of them."""

    def __init__(self, parameters, lr, momentum=0.9, weight_decay=1e-6, eta=1e-3):
        super().__init__(parameters, dict(lr=lr, momentum=momentum, weight_decay=weight_decay, eta=eta))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for weight in group["params"]:
                self.move(weight, **{name: group[name] for name in self.defaults})

    def move(self, weight, lr, momentum, weight_decay, eta):
        length, slope = weight.norm(), weight.grad.norm()
        none = length < 1e-15 or slope < 1e-15
        local = 1 if none else eta * length / (slope + weight_decay * length)
        velocity = self.state[weight].setdefault("velocity", torch.zeros_like(weight))
        velocity.mul_(momentum).add_(lr * local * weight.grad.add(weight, alpha=weight_decay))
        weight.sub_(velocity)


def check(golden):
    """Asserts that losses, gradients and steps are the golden ones, to 1e-5."""
    with open(golden) as file:
        golden = json.load(file)
    for entry in golden["ntxent"]:
        views = formula("views%d" % entry["images"], golden["seed"], 2 * entry["images"], entry["dim"]).requires_grad_()
        standard, code = nt_xent(views, entry["temperature"])
        standard.backward()
        same("NT-Xent", standard, entry["standard"])
        same("NT-Xent of the code", code, entry["reference code (-log of the mean)"])
        same("gradient of NT-Xent", views.grad[0], entry["gradient of standard, row 0"])
    for entry in golden["moco"]:
        sizes = dict(query=entry["batch"], key=entry["batch"], queue=entry["queue"])
        tensors = {name: formula(name, golden["seed"], rows, entry["dim"]) for name, rows in sizes.items()}
        tensors["query"].requires_grad_()
        loss = info_nce(*map(F.normalize, tensors.values()), entry["temperature"])
        loss.backward()
        same("InfoNCE", loss, entry["loss"])
        same("gradient of InfoNCE", tensors["query"].grad[0], entry["gradient, row 0"])
    weight = formula("lars.w", golden["seed"], 6, 5).requires_grad_()
    optimizer = None
    for entry in golden["lars"]:
        optimizer = optimizer or Lars([weight], entry["lr"], entry["momentum"], entry["weightDecay"], entry["eta"])
        weight.grad = formula("lars.g%d" % entry["step"], golden["seed"], 6, 5)
        optimizer.step()
        same("LARS, step %d" % entry["step"], weight[0].detach(), entry["w, row 0"])


def same(what, value, expected):
    apart = (value.detach().double() - torch.tensor(expected, dtype=torch.double)).abs().max().item()
    assert apart < 1e-5, "%s is %g off" % (what, apart)
    print("%s: at most %.1e off" % (what, apart))


def formula(name, seed, *shape):
    """A golden tensor by its name: values in [-1, 1) from a hash of it."""
    mask, start = (1 << 64) - 1, 0xCBF29CE484222325
    for byte in name.encode():
        start = (start ^ byte) * 0x100000001B3 & mask
    values = []
    for i in range(math.prod(shape)):
        z = start + seed + i + 0x9E3779B97F4A7C15 & mask
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9 & mask
        z = (z ^ z >> 27) * 0x94D049BB133111EB & mask
        values.append(((z ^ z >> 31) >> 40) / 2**23 - 1)
    return torch.tensor(values).reshape(shape)
