#!/usr/bin/env python3
"""Files of arrays, seen from Python: write them for the engine to read, and check those that it wrote.

    apt-get install -y python3-torch
    /usr/bin/python3 round_trip.py write FOLDER     writes expected.npz and the same arrays in other formats and layouts
    /usr/bin/python3 round_trip.py check FOLDER     compares back.npz, back.pt, back.safetensors with expected.npz,
                                                    and the logits of model_back.* with logits.npz
"""
import collections, json, os, struct, sys
import numpy as np
import torch
import torch.nn as nn

folder = sys.argv[2]


def path(name):
    return os.path.join(folder, name)


def model():
    torch.manual_seed(0)
    return nn.Sequential(nn.Sequential(nn.Conv2d(1, 3, 5), nn.BatchNorm2d(3)), nn.ReLU(), nn.Flatten(), nn.Linear(300, 7))


def trained():
    """The model after a few steps: also its running statistics have moved."""
    net = model()
    optimizer = torch.optim.SGD(net.parameters(), 0.1)
    for _ in range(5):
        optimizer.zero_grad()
        net(torch.rand(8, 1, 14, 14)).square().mean().backward()
        optimizer.step()
    return net


def logits(net, x):
    with torch.no_grad():
        return net.eval()(x).numpy()


def arrays():
    rng = np.random.default_rng(0)
    out = {k: v.numpy() for k, v in model().state_dict().items()}
    for dtype in ["f8", "f4", "f2", "i8", "i4", "i2", "i1", "u1", "?"]:
        for shape in [(), (0,), (3,), (2, 3), (4, 1, 2), (70000,) if dtype == "f4" else (300,)]:
            out[f"{dtype.replace('?', 'b1')}/{len(shape)}/{sum(shape)}"] = (rng.standard_normal(shape) * 50).astype(dtype)
    return out


def load_safetensors(file):
    """The format is simple enough to read by hand; Debian has no package of the library."""
    data = open(file, "rb").read()
    n = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + n])
    types = dict(F64="f8", F32="f4", F16="f2", I64="i8", I32="i4", I16="i2", I8="i1", U8="u1", BOOL="?")
    out = {}
    header.pop("__metadata__", None)  # texts, no tensors
    for name, place in header.items():
        begin, end = place["data_offsets"]
        out[name] = np.frombuffer(data[8 + n + begin:8 + n + end], types[place["dtype"]]).reshape(place["shape"])
    return out


def write():
    plain = arrays()
    tensors = collections.OrderedDict((k, torch.from_numpy(np.array(v))) for k, v in plain.items())
    np.savez(path("expected.npz"), **plain)
    np.savez_compressed(path("compressed.npz"), **plain)
    np.savez(path("fortran.npz"), **{k: np.array(v, order="F") for k, v in plain.items()})
    torch.save(tensors, path("plain.pt"))
    torch.save(dict(tensors), path("dict.pth"))
    torch.save({"epoch": 3, "loss": 0.5, "lists": [1, (2, None, True)], "state_dict": tensors}, path("checkpoint.pt"))
    # Views: transposed, sliced, sharing one storage, with a gap between elements.
    strided = {}
    for k, v in tensors.items():
        both = torch.stack([v, v], -1)
        strided[k] = both[..., 1] if v.dim() < 2 else both[..., 1].transpose(0, -1).contiguous().transpose(0, -1)
    torch.save(strided, path("strided.pt"))
    net = trained()
    torch.save(net.state_dict(), path("model.pt"))
    x = torch.rand(4, 1, 14, 14)
    np.savez(path("logits.npz"), x=x.numpy(), y=logits(net, x))
    net = model()
    optimizer = torch.optim.Adam(net.parameters())
    net(torch.rand(2, 1, 14, 14)).sum().backward()
    optimizer.step()
    torch.save({"model": model().state_dict(), "optimizer": optimizer.state_dict()}, path("training.pt"))
    torch.save(net, path("whole_model.pt"))
    torch.save(net.state_dict(), path("old.pt"), _use_new_zipfile_serialization=False)
    torch.jit.save(torch.jit.script(nn.ReLU()), path("script.pt"))
    np.savez(path("objects.npz"), a=np.array([{}, 1], dtype=object))
    np.save(path("big_endian.npy"), np.zeros(3, ">f4"))
    np.save(path("complex.npy"), np.zeros(3, "c8"))


def check():
    expected = dict(np.load(path("expected.npz")))
    files = {
        "npz": dict(np.load(path("back.npz"))),
        "pt": {k: v.numpy() for k, v in torch.load(path("back.pt")).items()},
        "pt, weights only": {k: v.numpy() for k, v in torch.load(path("back.pt"), weights_only=True).items()},
        "safetensors": load_safetensors(path("back.safetensors")),
    }
    for name, actual in files.items():
        assert list(actual) == list(expected), (name, list(actual))
        for k, v in expected.items():
            assert actual[k].dtype == v.dtype and actual[k].shape == v.shape and actual[k].tobytes() == v.tobytes(), (name, k)
    stored = np.load(path("logits.npz"))
    states = {
        "npz": {k: torch.from_numpy(v) for k, v in np.load(path("model_back.npz")).items()},
        "pt": torch.load(path("model_back.pt")),
        "safetensors": {k: torch.from_numpy(v.copy()) for k, v in load_safetensors(path("model_back.safetensors")).items()},
    }
    for name, state in states.items():
        net = model()
        net.load_state_dict(state, strict=True)
        np.testing.assert_allclose(logits(net, torch.from_numpy(stored["x"])), stored["y"], rtol=1e-4, atol=1e-5, err_msg=name)


dict(write=write, check=check)[sys.argv[1]]()
