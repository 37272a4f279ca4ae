import { writeFileSync } from 'node:fs';

/**
 * Writes float32 arrays as a safetensors file: the header's length (8 bytes), a JSON header, then the values, all
 * little-endian.
 *
 * @param {string} path the file
 * @param {Object<string, string>} metadata goes into `__metadata__`
 * @param {Object<string, {shape: number[], values: ArrayLike<number>}>} tensors by name, in file order
 */
export function writeSafetensors(path, metadata, tensors) {
  const header = { __metadata__: metadata };
  let offset = 0;
  for (const [name, { shape, values }] of Object.entries(tensors)) {
    const size = shape.reduce((a, b) => a * b, 1);
    if (values.length !== size) throw new Error(`${name}: shape [${shape}] needs ${size} values, got ${values.length}`);
    if (!Array.from(values).every(Number.isFinite)) throw new Error(`${name}: a value is not finite`);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + 4 * size] };
    offset += 4 * size;
  }
  let json = JSON.stringify(header);
  json += ' '.repeat((8 - (Buffer.byteLength(json) % 8)) % 8); // so that the values begin at a multiple of 8
  const start = 8 + Buffer.byteLength(json);
  const file = Buffer.alloc(start + offset);
  file.writeBigUInt64LE(BigInt(start - 8), 0);
  file.write(json, 8);
  for (const [name, { values }] of Object.entries(tensors)) {
    const at = start + header[name].data_offsets[0];
    for (let i = 0; i < values.length; i++) file.writeFloatLE(values[i], at + 4 * i);
  }
  writeFileSync(path, file);
}
