// What the npm peers share; the twin of ../python/peerlib.py.
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

export const SHAPES = {
  W1: [[28, 28, 1], 10, 128],
  W2: [[28, 28, 1], 10, 100],
  W3: [[24, 24, 1], 10, 20],
  W4: [[32, 32, 3], 10, 4],
  W5: [[784], 10, 100],
  W6: [[1], 0, 20],
  W7: [[32, 32, 3], 10, 64],
  W9: [[28, 28], 10, 128],
};
export const INFERENCE_BATCH = 128;

export function options() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      batch: { type: 'string' },
      threads: { type: 'string', default: '2' },
      seconds: { type: 'string', default: '5' },
      mode: { type: 'string' },
    },
  });
  const workload = positionals[0];
  if (!SHAPES[workload]) skip(`${workload} is not written`);
  return {
    workload,
    mode: values.mode,
    batch: Number(values.batch ?? SHAPES[workload][2]),
    threads: Number(values.threads),
    seconds: Number(values.seconds),
  };
}

export function skip(why) {
  console.error(why);
  process.exit(3);
}

export function dataBatches(workload, batch) {
  const size = SHAPES[workload][0].reduce((a, b) => a * b, 4 * batch);
  return Math.max(4, Math.min(256, Math.floor((16 << 20) / size)));
}

const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];
const now = () => performance.now() / 1000;
const round = (value) => Math.round(value * 1000) / 1000;

export async function measure(step, samples, seconds) {
  const begin = now();
  const window = Math.max(0.01, seconds / 20);
  const rates = [];
  const ends = [];
  let steady = -1;
  let at = begin;
  let done = 0;
  for (;;) {
    await step();
    done += samples;
    const time = now();
    if (time - at < window) continue;
    rates.push(done / (time - at));
    ends.push(time - begin);
    at = time;
    done = 0;
    if (steady < 0) {
      const level =
        rates.length >= 8 && Math.abs(median(rates.slice(-4)) / median(rates.slice(-8, -4)) - 1) < 0.05;
      if (level || time - begin > Math.max(2, 3 * seconds)) steady = rates.length;
    } else if (rates.length >= steady + 3 && ends.at(-1) - ends[steady - 1] >= seconds) {
      break;
    }
  }
  const rate = median(rates.slice(steady));
  return { rate, best: Math.max(...rates.slice(steady)), warm: ends[rates.findIndex((each) => each >= 0.9 * rate)] };
}

export async function report(peer, mode, version, settings, { train, infer, one }) {
  const { rate, best, warm } = await measure(train, settings.batch, settings.seconds);
  const line = {
    peer,
    mode,
    workload: settings.workload,
    batch: settings.batch,
    threads: settings.threads,
    images_per_s: round(rate),
    best_images_per_s: round(best),
    steps_per_s: round(rate / settings.batch),
    warmup_s: round(warm),
    version,
  };
  if (infer) line.infer_images_per_s = round((await measure(infer, INFERENCE_BATCH, settings.seconds / 2)).rate);
  if (one) {
    await measure(one, 1, settings.seconds / 4);
    const times = [];
    const end = now() + settings.seconds / 4;
    do {
      const start = now();
      await one();
      times.push(1e6 * (now() - start));
    } while (now() < end);
    line.latency_us_b1 = round(median(times));
    line.latency_us_b1_p99 = round(times.sort((a, b) => a - b)[Math.floor(0.99 * times.length)]);
  }
  if (settings.workload === 'W2') line.seconds_3000_iterations = round((3000 * settings.batch) / rate);
  const status = readFileSync('/proc/self/status', 'utf8').match(/VmHWM:\s+(\d+)/);
  line.peak_rss_mb = status ? round(Number(status[1]) / 1024) : null;
  console.log(JSON.stringify(line));
}
