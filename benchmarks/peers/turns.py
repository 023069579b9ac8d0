"""How a peer is asked: it says its version, and then for every line that it reads it does its work once and answers."""
import sys
import time

import torch


def answer(work, times=1, afterwards=lambda: None, threads=1, processor_time=time.process_time):
    """Wall and processor seconds for each of so many repetitions; what comes afterwards is not counted. Gives the former back."""
    torch.set_num_threads(threads)
    print(torch.__version__, flush=True)
    walls = []
    for _ in sys.stdin:
        wall, processor = time.perf_counter(), processor_time()
        for _ in range(times):
            work()
        wall, processor = time.perf_counter() - wall, processor_time() - processor
        print(wall / times, processor / times, flush=True)
        walls.append(wall / times)
        afterwards()
    return walls
