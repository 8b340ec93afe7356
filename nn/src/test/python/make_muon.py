"""Five steps of Muon by NumPy in double precision, from its definition: python3 make_muon.py ../resources/longhand/nn/optim

K. Jordan et al., "Muon: An optimizer for hidden layers in neural networks" (2024), with the factor of J. Liu et al. (2025) that
torch.optim.Muon calls match_rms_adamw.
"""
import sys

import numpy as np


def orthogonal(d):
    x = d if d.shape[0] <= d.shape[1] else d.T
    x = x / (np.linalg.norm(x) + 1e-7)
    for _ in range(5):
        a = x @ x.T
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x if d.shape[0] <= d.shape[1] else x.T


def steps(shape, seed, lr, momentum, decay):
    rng = np.random.default_rng(seed)
    start = rng.standard_normal(shape).astype(np.float32)
    grads = rng.standard_normal((5, *shape)).astype(np.float32)
    w, m, after = start.astype(np.float64), np.zeros(shape), []
    for g in grads.astype(np.float64):
        w = w - lr * decay * w
        m = momentum * m + (1 - momentum) * g
        d = (momentum * m + (1 - momentum) * g).reshape(shape[0], -1)
        w = w - lr * 0.2 * max(d.shape) ** 0.5 * orthogonal(d).reshape(shape)
        after.append(w)
    return dict(x=start, grads=grads, y=np.stack(after).astype(np.float32))


np.savez(sys.argv[1] + "/muon.npz", **steps((4, 3), 1, 0.01, 0.95, 0.1))
np.savez(sys.argv[1] + "/muon_wide.npz", **steps((4, 2, 3, 3), 2, 0.02, 0.9, 0))
