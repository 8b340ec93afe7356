"""Writes cross_entropy.json: losses and gradients as PyTorch computes them, with rows to ignore, class weights and label
smoothing. Run it in this folder with a Python that has PyTorch (written with 1.13)."""
import itertools
import json

import torch
import torch.nn.functional as F

inf, nan = float("inf"), float("nan")


def case(logits, targets, weight, ignore, smoothing):
    x = torch.tensor(logits, requires_grad=True)
    loss = F.cross_entropy(x, torch.tensor(targets), weight=None if weight is None else torch.tensor(weight),
                           ignore_index=ignore, label_smoothing=smoothing)
    loss.backward()
    return {"logits": logits, "targets": targets, "weight": weight or [], "ignore": ignore, "smoothing": smoothing,
            "loss": loss.item(), "gradient": x.grad.tolist()}


torch.manual_seed(1)
cases = []
for weight, smoothing in itertools.product([None, [1.0, 2.0, 0.5], [0.0, 2.0, 0.5], [0.0, 0.0, 0.0]], [0.0, 0.2, 1.0]):
    random = torch.randn(4, 3).tolist()
    for targets in [[0, 1, 2, 0], [-100, 1, 2, 0], [2, -100, -100, 2], [-100, -100, -100, -100], [0, 0, 0, 0]]:
        cases.append(case(random, targets, weight, -100, smoothing))
    for bad in [[nan, 1.0, 2.0], [-inf, -inf, -inf], [inf, 0.0, 0.0], [0.0, -inf, 1.0]]:
        for targets in [[-100, 1, 2, 0], [0, 1, 2, 0], [1, -100, 2, 0]]:
            cases.append(case([bad] + random[1:], targets, weight, -100, smoothing))
    cases.append(case(random, [1, 0, 2, 1], weight, 1, smoothing))
with open("cross_entropy.json", "w") as file:
    file.write("[" + ",\n".join(json.dumps(one) for one in cases) + "]\n")
