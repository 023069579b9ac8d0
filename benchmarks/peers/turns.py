"""How a peer is asked: it says its version, and then for every line that it reads it does its work once and answers."""
import sys
import time

import torch


def answer(work, times=1, afterwards=lambda: None):
    """Wall and processor seconds for each of so many repetitions; what comes afterwards is not counted."""
    torch.set_num_threads(1)
    print(torch.__version__, flush=True)
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), time.process_time()
        for _ in range(times):
            work()
        wall, processor = time.perf_counter() - wall, time.process_time() - processor
        print(wall / times, processor / times, flush=True)
        afterwards()
