"""What the Python peers share: the workloads' shapes, windows of time, and the line of JSON that each result is.

Every peer is called as  PEER.py WORKLOAD [--batch N] [--threads N] [--seconds S] [--mode MODE]  and prints one line for
each mode. Data lies in memory; batches are taken in order, again and again, without shuffling, as Kasane's own runner
does.
"""

import argparse
import json
import statistics
import sys
import time

SHAPES = {  # sample shape (NHWC), classes, batches
    "W1": ((28, 28, 1), 10, 128),
    "W2": ((28, 28, 1), 10, 100),
    "W3": ((24, 24, 1), 10, 20),
    "W4": ((32, 32, 3), 10, 4),
    "W5": ((784,), 10, 100),
    "W6": ((1,), 0, 20),
    "W7": ((32, 32, 3), 10, 64),
    "W8": ((32, 32, 3), 10, 32),
    "W9": ((28, 28), 10, 128),
    "W10": ((128,), 96, 16),
}
INFERENCE_BATCH = 128
DATA_BYTES = 16 << 20


def arguments(modes):
    parser = argparse.ArgumentParser()
    parser.add_argument("workload", choices=SHAPES)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--mode", choices=modes)
    options = parser.parse_args()
    options.batch = options.batch or SHAPES[options.workload][2]
    return options


def data_batches(workload, batch):
    size = 4 * batch
    for axis in SHAPES[workload][0]:
        size *= axis
    return max(4, min(2048, DATA_BYTES // size))


def measure(step, samples, seconds, begin=None):
    """Calls step until its rate is steady, then for so many seconds. Returns median, best and warm-up seconds."""
    begin = begin or time.perf_counter()
    window = max(0.01, seconds / 20)
    rates, ends, steady = [], [], None
    at, done = time.perf_counter(), 0
    while True:
        step()
        done += samples
        now = time.perf_counter()
        if now - at < window:
            continue
        rates.append(done / (now - at))
        ends.append(now - begin)
        at, done = now, 0
        if steady is None:
            late, early = rates[-4:], rates[-8:-4]
            level = len(early) == 4 and abs(statistics.median(late) / statistics.median(early) - 1) < 0.05
            if level or ends[-1] > max(2, 3 * seconds):
                steady = len(rates)
        elif len(rates) >= steady + 3 and ends[-1] - ends[steady - 1] >= seconds:
            break
    median = statistics.median(rates[steady:])
    warm = next(end for rate, end in zip(rates, ends) if rate >= 0.9 * median)
    return median, max(rates[steady:]), warm


def latency(predict, seconds):
    """Microseconds of single calls: median and 99th of 100."""
    measure(predict, 1, seconds / 4)
    times, end = [], time.perf_counter() + seconds / 4
    while not times or time.perf_counter() < end:
        start = time.perf_counter()
        predict()
        times.append(1e6 * (time.perf_counter() - start))
    times.sort()
    return statistics.median(times), times[int(0.99 * len(times))]


def peak_rss_mb():
    try:
        with open("/proc/self/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))
    except OSError:
        return None


def report(peer, mode, version, options, train, infer=None, one=None, thousands=None, begin=None):
    """Measures and prints the line. train, infer and one are functions without arguments."""
    median, best, warm = measure(train, options.batch, options.seconds, begin)
    line = {
        "peer": peer,
        "mode": mode,
        "workload": options.workload,
        "batch": options.batch,
        "threads": options.threads,
        "images_per_s": round(median, 3),
        "best_images_per_s": round(best, 3),
        "steps_per_s": round(median / options.batch, 3),
        "warmup_s": round(warm, 3),
        "version": version,
    }
    if infer:
        line["infer_images_per_s"] = round(measure(infer, INFERENCE_BATCH, options.seconds / 2)[0], 3)
    if one:
        line["latency_us_b1"], line["latency_us_b1_p99"] = (round(value, 3) for value in latency(one, options.seconds))
    if options.workload == "W2":
        line["seconds_3000_iterations"] = round(3000 * options.batch / median, 3)
    line["peak_rss_mb"] = peak_rss_mb()
    print(json.dumps(line), flush=True)


def missing(peer, error):
    """A peer that is not there says so and is not a failure."""
    print(f"{peer}: not installed ({error})", file=sys.stderr)
    sys.exit(3)
