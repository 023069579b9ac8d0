"""Puts a ticket on a PyTorch network that has torchvision's names, with torch.nn.utils.prune.

    tombola tickets export SEARCH/CHAIN/LEVEL -o ticket.pt        # weights and NAME.weight_mask

    model = torchvision.models.resnet50()
    load_ticket(model, "ticket.pt")                               # every pruned layer now has weight_orig and weight_mask
"""
import torch
from torch.nn.utils import prune


def load_ticket(model, path):
    ticket = torch.load(path, weights_only=True)
    model.load_state_dict({name: tensor for name, tensor in ticket.items() if not name.endswith("_mask")})
    for name in [name for name in ticket if name.endswith(".weight_mask")]:
        prune.custom_from_mask(model.get_submodule(name.removesuffix(".weight_mask")), "weight", ticket[name])
    return model
