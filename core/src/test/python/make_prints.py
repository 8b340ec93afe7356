#!/usr/bin/env python3
"""Write what PyTorch prints for many tensors, for TensorPrinterTest:  make_prints.py > prints.json"""
import json
import torch

torch.manual_seed(1)
cases = [torch.arange(9.).reshape(3, 3), torch.tensor(3.5), torch.tensor(2.), torch.tensor([]), torch.zeros(2, 0, 3), torch.zeros(0, 4),
         torch.tensor([1.5, float("nan"), float("inf"), -float("inf")]), torch.tensor([1., float("nan"), -float("inf")]),
         torch.tensor([1e-5, 1.0]), torch.tensor([1e9, 1.0]), torch.tensor([1., 2000.]), torch.tensor([0.1, 99.99]), torch.tensor([0.1, 101.]),
         torch.arange(30.), torch.arange(999.), torch.arange(1000.), torch.arange(1001.), torch.arange(2000.).reshape(2, 1000),
         torch.randn(3, 4), torch.randn(2, 3, 4), torch.randn(1, 1, 2, 2), torch.randn(20, 20), torch.randn(40, 40), torch.randn(7, 6, 5, 8),
         torch.randn(25), torch.randn(50) * 1000, torch.randn(11, 101), torch.randn(3, 2) * 1e-6, torch.zeros(3, 3), torch.ones(2, 1),
         -torch.arange(6.).reshape(2, 3), torch.tensor([-0.0, 0.0]), torch.tensor([123456.]), torch.tensor([16777216., 3.]),
         torch.tensor([float("nan")]), torch.tensor([0.00012, 0.5])]
rows = [dict(shape=list(t.shape), values=[repr(v) for v in t.flatten().tolist()], text=str(t)) for t in cases]
g = torch.ones(2, requires_grad=True)
rows.append(dict(shape=[2], values=["1.0", "1.0"], text=str(g), requiresGrad=True))
print(json.dumps(rows))
