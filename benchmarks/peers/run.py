#!/usr/bin/env python3
"""Measures Kasane and its peers in turns and writes ../RESULTS.md.

  python3 run.py                                  # everything that is installed
  python3 run.py --only W1,W5 --peers kasane,djl  # a part of it
  python3 run.py --seconds 2 --rounds 1 --dry-run # quickly, and without writing the file

For each workload the peers take turns (A B A B ...), each in a process of its own, so that what else the machine does
hits all alike. The best of a peer's rounds counts, for every peer. A peer that is not installed is left out and named.
"""

import argparse
import datetime
import json
import os
import platform
import signal
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
WORKLOADS = {  # batches
    "W1": (128, 512), "W2": (100,), "W3": (20,), "W4": (4, 128), "W5": (100,), "W6": (20,), "W7": (64,), "W8": (32,),
    "W9": (128,), "W10": (16,),
}
NOT_INSTALLED = 3
# glibc gives freed memory back and takes it again in every step unless told otherwise: two to three times slower.
TUNED_MALLOC = {
    "MALLOC_MMAP_THRESHOLD_": "1073741824", "MALLOC_TRIM_THRESHOLD_": "1073741824", "MALLOC_TOP_PAD_": "67108864",
}


def java_home():
    for home in (os.environ.get("KASANE_JAVA_HOME"), os.environ.get("JAVA_HOME")):
        if home and (Path(home) / "bin" / "java").exists():
            return Path(home) / "bin"
    return Path("")


def threads_of(count):
    return {name: str(count) for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}


def java_peer(folder, main):
    """A Maven project: compiled on first use, into its own target folder."""
    target = HERE / folder / "target"
    classpath = os.pathsep.join((str(target / "classes"), str(target / "lib" / "*")))

    def prepare():
        files = [HERE / folder / "pom.xml", *(HERE / "jvm").rglob("*.java"), *(HERE / folder / "src").rglob("*.java")]
        sources = max(file.stat().st_mtime for file in files)
        stamp = target / "built"
        if stamp.exists() and stamp.stat().st_mtime >= sources:
            return None
        command = ["mvn", "-q", "-B", "-f", str(HERE / folder / "pom.xml"), "compile", "dependency:copy-dependencies",
                   f"-DoutputDirectory={target / 'lib'}"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=900, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"Maven: {error}"
        if done.returncode:
            return f"Maven: {(done.stdout + done.stderr).strip().splitlines()[0]}"
        stamp.touch()
        return None

    command = [str(java_home() / "java"), "--enable-native-access=ALL-UNNAMED", "-cp", classpath, main]
    return command, prepare


def variants():
    """Name, command, environment, extra arguments, preparation."""
    python = [sys.executable]

    def script(name):
        return python + [str(HERE / "python" / f"{name}_peer.py")]

    node = ["node"]
    djl, prepare_djl = java_peer("djl", "dev.kasane.peers.DjlPeer")
    dl4j, prepare_dl4j = java_peer("dl4j", "dev.kasane.peers.Dl4jPeer")
    yield "kasane", [str(ROOT / "kasane"), "bench"], {}, ["--json"], None
    for mode in ("eager", "channels_last", "compile"):
        yield f"pytorch-{mode}", script("pytorch"), TUNED_MALLOC, ["--mode", mode], None
    yield "pytorch-untuned", script("pytorch"), {}, ["--mode", "eager"], None
    for mode in ("function", "xla"):
        yield f"tensorflow-{mode}", script("tensorflow"), {}, ["--mode", mode], None
    for mode in ("jit", "scan"):
        yield f"jax-{mode}", script("jax"), {}, ["--mode", mode], None
    yield "numpy", script("numpy"), {}, [], None
    yield "djl", djl, TUNED_MALLOC, [], prepare_djl
    yield "dl4j", dl4j, {}, [], prepare_dl4j
    yield "convnetjs", node + [str(HERE / "js" / "convnetjs_peer.mjs")], {}, [], None
    for mode in ("wasm", "cpu"):
        yield f"tensorflow.js-{mode}", node + [str(HERE / "js" / "tfjs_peer.mjs")], {}, ["--mode", mode], None


def measure(command, environment, limit):
    """The peer's line, or why there is none. Ends the whole process group at the limit."""
    try:
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, **environment},
            start_new_session=True)
    except OSError as error:
        return None, f"not installed ({error})"
    try:
        out, err = process.communicate(timeout=limit)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        return None, f"over the limit of {limit} s"
    except KeyboardInterrupt:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    for line in reversed(out.splitlines()):
        if line.startswith("{"):
            try:
                return json.loads(line), None
            except ValueError:
                break
    last = (err or out).strip().splitlines()
    return None, last[-1][:160] if last else f"status {process.returncode}"


def run(options):
    results, missing, prepared = {}, {}, {}
    chosen = [each for each in variants() if not options.peers or any(
        each[0] == name or each[0].startswith(name + "-") for name in options.peers)]
    for workload in options.only:
        for batch in WORKLOADS[workload]:
            for round_number in range(options.rounds):
                for name, command, environment, extra, prepare in chosen:
                    key = (workload, batch, name)
                    if key in missing:
                        continue
                    if prepare and name not in prepared:
                        prepared[name] = prepare()
                    if prepared.get(name):
                        missing[key] = prepared[name]
                        continue
                    arguments = [workload, "--batch", str(batch), "--threads", str(options.threads), "--seconds",
                                 str(options.seconds)]
                    line, why = measure(
                        command + arguments + extra, {**threads_of(options.threads), **environment}, options.limit)
                    if line is None:
                        missing[key] = why
                        print(f"{workload} {batch} {name}: {why}", file=sys.stderr)
                        continue
                    line["variant"], line["round"] = name, round_number + 1
                    print(json.dumps(line), flush=True)
                    if key not in results or line["images_per_s"] > results[key]["images_per_s"]:
                        results[key] = line
    return results, missing


def number(value, digits=0):
    return "" if value is None else f"{value:,.{digits}f}"


def table(results):
    text = ["| Workload | batch | peer | trained/s | Kasane is | predicted/s | latency µs | warm-up s | RSS MB |"
            " version |",
            "|---|--:|---|--:|--:|--:|--:|--:|--:|---|"]
    cases = sorted({key[:2] for key in results}, key=lambda case: (int(case[0][1:]), case[1]))
    for workload, batch in cases:
        lines = [line for key, line in results.items() if key[:2] == (workload, batch)]
        kasane = next((line["images_per_s"] for line in lines if line["variant"] == "kasane"), None)
        for line in sorted(lines, key=lambda each: -each["images_per_s"]):
            ratio = "" if not kasane or line["variant"] == "kasane" else f"{kasane / line['images_per_s']:.2f}×"
            text.append(
                f"| {workload} | {batch} | {line['variant']} | {number(line['images_per_s'])} | {ratio} | "
                f"{number(line.get('infer_images_per_s'))} | {number(line.get('latency_us_b1'), 1)} | "
                f"{number(line.get('warmup_s'), 2)} | {number(line.get('peak_rss_mb'))} | {line.get('version', '')} |")
    return "\n".join(text)


def parameters(results):
    """Networks must be the same: names the peers that train more or fewer numbers than Kasane."""
    text = []
    for (workload, batch, name), line in results.items():
        kasane = results.get((workload, batch, "kasane"), {}).get("parameters")
        own = line.get("parameters")
        if kasane and own and own != kasane:
            text.append(f"- {workload}/{batch} {name}: {own:,} parameters, {own - kasane:+,} against Kasane")
    return "\n".join(text)


def thousands(results):
    lines = [line for key, line in results.items() if line.get("seconds_3000_iterations") and key[0] == "W2"]
    if not lines:
        return ""
    rows = "\n".join(f"| {line['variant']} | {line['seconds_3000_iterations']:.2f} |" for line in sorted(
        lines, key=lambda each: each["seconds_3000_iterations"]))
    return ("\n\n## The blog's 3000 iterations (W2)\n\nKasane: from a cold start, everything included. Peers: at their"
            f" steady rate.\n\n| peer | seconds |\n|---|--:|\n{rows}")


def machine():
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        names = [line.split(":", 1)[1].strip() for line in info.splitlines() if line.startswith("model name")]
        wide = "AVX-512" if "avx512f" in info else "AVX2" if "avx2" in info else "no AVX2"
        return f"{names[0]}, {os.cpu_count()} cores, {wide}, {platform.system()} {platform.release()}"
    except (OSError, IndexError):
        return f"{platform.machine()}, {os.cpu_count()} cores, {platform.system()}"


def notes():
    """What people found out about the numbers: written by hand, kept when the table is made anew."""
    file = HERE.parent / "NOTES.md"
    return "\n" + file.read_text(encoding="utf-8") if file.exists() else ""


def kernels():
    """The table of kernel families, if it was made: docs/benchmarks.md has the command."""
    file = HERE.parent / "KERNELS.md"
    if not file.exists():
        return ""
    return "\n## Kernel families, per cent of the peak\n\n" + file.read_text(encoding="utf-8")


def write(results, missing, options):
    peak = next((line.get("peak_gflops") for line in results.values() if line.get("peak_gflops")), None)
    absent = {}
    for (workload, batch, name), why in missing.items():
        absent.setdefault((name, why), []).append(f"{workload}/{batch}")
    reasons = "\n".join(f"- {name}: {why} ({', '.join(cases)})" for (name, why), cases in sorted(absent.items()))
    differing = parameters(results)
    if differing:
        differing = f"\n\n## Networks that differ\n\n{differing}"
    command = " ".join(["python3 benchmarks/peers/run.py", *sys.argv[1:]])
    text = f"""# Results

Machine: {machine()}{f'; multiply-add peak {peak:,.0f} GFLOP/s on {options.threads} threads' if peak else ''}.
Date: {datetime.date.today().isoformat()}. Load before: {number(os.getloadavg()[0], 2)}.
Command: `{command}` ({options.rounds} rounds of {options.seconds:g} s, in turns; the best round of each counts).

Settings: {options.threads} threads for all that have threads. PyTorch and DJL with tuned malloc
(`{' '.join(f'{key}={value}' for key, value in TUNED_MALLOC.items())}`), except `pytorch-untuned`.
[docs/benchmarks.md](../docs/benchmarks.md) says what each workload and number is.

{table(results)}{differing}{thousands(results)}

## What is not in the table

{reasons or 'Nothing.'}
{kernels()}{notes()}"""
    (HERE.parent / "RESULTS.md").write_text(text, encoding="utf-8")
    print(f"wrote {HERE.parent / 'RESULTS.md'}", file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default=",".join(WORKLOADS), help="workloads, such as W1,W5")
    parser.add_argument("--peers", default="", help="such as kasane,pytorch,djl (default: all)")
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seconds", type=float, default=5.0, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--limit", type=int, default=180, help="seconds a case may take in all")
    parser.add_argument("--dry-run", action="store_true", help="do not write RESULTS.md")
    options = parser.parse_args()
    options.only = options.only.split(",")
    options.peers = [name for name in options.peers.split(",") if name]
    unknown = [name for name in options.only if name not in WORKLOADS]
    if unknown:
        parser.error(f"no workload {', '.join(unknown)}; there are {', '.join(WORKLOADS)}")
    results, missing = run(options)
    if not results:
        sys.exit("nothing could be measured")
    if options.dry_run:
        print(table(results))
        print(parameters(results))
    else:
        write(results, missing, options)


if __name__ == "__main__":
    main()
