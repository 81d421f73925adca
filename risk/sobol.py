"""Sobol points as whole numbers of 32 bits, scrambled or not.

Formulas: Joe and Kuo (2008), see `sobol_directions`; the points are in the order of the Gray code, as Antonov and
Saleev (1979) make them. Scrambling: a random lower triangular matrix and a digital shift, Matousek (1998), Journal of
Complexity 14.
"""

from __future__ import annotations

import base64
import zlib
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from risk.sobol_directions import PACKED

Words = NDArray[np.uint32]

BITS: Final = 32
DIMENSIONS: Final = 1024


@cache
def directions() -> Words:
    """The direction numbers, 1,024 dimensions x 32 bits; bit k of the number of a point chooses column k."""
    packed = np.frombuffer(zlib.decompress(base64.b85decode("".join(PACKED.split()))), dtype="<u2")
    numbers = [int(number) for number in packed]
    rows, place = [[1 << (BITS - 1 - k) for k in range(BITS)]], 0
    while place < len(numbers):
        degree = numbers[place].bit_length() - 1
        rows.append(_row(numbers[place], numbers[place + 1 : place + 1 + degree]))
        place += 1 + degree
    found = np.array(rows, dtype=np.uint32)
    found.flags.writeable = False
    return found


def _row(polynomial: int, initial: list[int]) -> list[int]:
    degree = len(initial)
    taps = [i for i in range(1, degree) if polynomial >> (degree - i) & 1]
    row = [m << (BITS - 1 - k) for k, m in enumerate(initial)]
    for k in range(degree, BITS):
        value = row[k - degree] ^ (row[k - degree] >> degree)
        for i in taps:
            value ^= row[k - i]
        row.append(value)
    return row


def scrambled(numbers: Words, raw: Words) -> tuple[Words, Words]:
    """Direction numbers (dimensions x k) times a random matrix for each dimension, and a digital shift for each.

    `raw` holds 33 random words for each dimension: the columns of the matrix below its diagonal, and the shift.
    """
    mixed = np.zeros_like(numbers)
    for bit in range(BITS):
        diagonal = np.uint32(1 << (BITS - 1 - bit))
        column = raw[:, bit : bit + 1] & (diagonal - np.uint32(1)) | diagonal
        mixed ^= np.where(numbers & diagonal, column, np.uint32(0))
    return mixed, raw[:, BITS].copy()


def points(numbers: Words, start: int, count: int, *, shift: Words | int = 0) -> Words:
    """Points `start` to `start + count - 1` with a digital shift, dimensions x count, a fraction of 2**32 each.

    ValueError where `start` is not a multiple of the power of two that reaches `count`, or `numbers` has too few
    columns.
    """
    doublings = max(count - 1, 0).bit_length()
    if start % (1 << doublings) or (start + count - 1).bit_length() > numbers.shape[1]:
        raise ValueError(f"Points {start} to {start + count - 1} cannot be made in one block.")
    found = np.empty((len(numbers), count), dtype=np.uint32)
    found[:, 0] = shift
    for k in range((start ^ start >> 1).bit_length()):
        if (start ^ start >> 1) >> k & 1:
            found[:, 0] ^= numbers[:, k]
    for k in range(doublings):
        size, end = 1 << k, min(2 << k, count)
        mirrored = found[:, 2 * size - end : size][:, ::-1]
        np.bitwise_xor(mirrored, numbers[:, k : k + 1], out=found[:, size:end])
    return found
