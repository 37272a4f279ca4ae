// Loads nets into ConvNetJS and writes what it answers: each line of the input is {"net": ..., "inputs": [{"sx", "sy",
// "depth", "w"}, ...]}, each line of the output the answers [[...], ...] or {"error": message}.
//
//   node predict.mjs PATH_TO_CONVNET_JS < nets > answers
import {createRequire} from 'node:module';
import {resolve} from 'node:path';
import {createInterface} from 'node:readline';

const lib = createRequire(import.meta.url)(resolve(process.argv[2]));
console.log = () => {};

function answer({net: json, inputs}) {
  const net = new lib.Net();
  net.fromJSON(json);
  return inputs.map((input) => {
    const x = new lib.Vol(1, 1, 1, 0);
    x.fromJSON(input);
    return Array.from(net.forward(x, false).w);
  });
}

for await (const line of createInterface({input: process.stdin})) {
  let result;
  try {
    result = answer(JSON.parse(line));
  } catch (error) {
    result = {error: String(error)};
  }
  process.stdout.write(JSON.stringify(result, (key, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value) + '\n');
}
