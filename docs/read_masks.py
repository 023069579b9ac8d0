"""Reads a mask file (mask-file.md). python3 read_masks.py FILE LEVEL prints how many weights each tensor keeps, and the mask's SHA-256."""
import hashlib, json, struct, sys, zlib
import numpy as np

BLOCK = 1 << 20


def read_masks(path):
    """The levels, and by name the level that each weight is first missing from: 0 where it survives them all."""
    with open(path, "rb") as opened:
        file = opened.read()
    magic, version, length = struct.unpack_from("<8sII", file)
    if magic != b"TOMBMASK" or version != 1:
        raise ValueError(f"{path} is no mask file of version 1")
    header = json.loads(file[16 : 16 + length])
    total = sum(int(np.prod(tensor["shape"])) for tensor in header["tensors"])
    count = -(-total // BLOCK)
    begins = np.frombuffer(file, "<u8", count + 1, 16 + length)
    sums = np.frombuffer(file, "<u4", count, 16 + length + 8 * (count + 1))
    blocks = [zlib.decompress(file[a:b], -15) for a, b in zip(begins[:-1], begins[1:])]
    if any(zlib.crc32(block) != sum for block, sum in zip(blocks, sums)):
        raise ValueError(f"{path} was altered")
    flat, deaths = np.frombuffer(b"".join(blocks), np.uint8), {}
    for tensor in header["tensors"]:
        size = int(np.prod(tensor["shape"]))
        deaths[tensor["name"]], flat = flat[:size].reshape(tensor["shape"]), flat[size:]
    return header["levels"], deaths


if __name__ == "__main__":
    level, (_, deaths) = int(sys.argv[2]), read_masks(sys.argv[1])
    masks = {name: (died == 0) | (died > level) for name, died in deaths.items()}
    for name, mask in masks.items():
        print(name, mask.sum())
    bits = np.packbits(np.concatenate([mask.ravel() for mask in masks.values()]), bitorder="little")
    print(hashlib.sha256(bits).hexdigest())
