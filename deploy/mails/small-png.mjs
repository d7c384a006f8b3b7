import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Grounds and full strokes, which a change of shade would show on. */
const KEPT = 100;

/**
 * A screenshot with a palette instead of a colour per pixel: a third of the size. Colours are rounded until 256 are enough,
 * which no eye sees in text on plain grounds.
 *
 * @param {Buffer} png as Chromium writes it: 8 bits, RGB or RGBA, not interlaced (PNG specification, sections 7 and 9)
 */
export function smallPng(png) {
  const { width, height, channels, pixels } = decode(png);
  for (const bits of [8, 7, 6, 5, 4]) {
    const indexed = index(pixels, channels, bits);
    if (indexed) return encode(width, height, indexed);
  }
  return png;
}

function decode(png) {
  const chunks = [];
  for (let at = SIGNATURE.length; at < png.length; at += 12 + png.readUInt32BE(at)) {
    const name = png.toString('latin1', at + 4, at + 8);
    chunks.push({ name, data: png.subarray(at + 8, at + 8 + png.readUInt32BE(at)) });
  }
  const header = chunks.find(({ name }) => name === 'IHDR').data;
  const [width, height, channels] = [header.readUInt32BE(0), header.readUInt32BE(4), header[9] === 6 ? 4 : 3];
  const raw = inflateSync(
    Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data)),
  );
  const stride = width * channels;
  const pixels = Buffer.alloc(stride * height);
  for (let row = 0; row < height; row++) {
    const filter = raw[row * (stride + 1)];
    for (let i = 0; i < stride; i++) {
      const left = i < channels ? 0 : pixels[row * stride + i - channels];
      const up = row === 0 ? 0 : pixels[(row - 1) * stride + i];
      const corner = i < channels || row === 0 ? 0 : pixels[(row - 1) * stride + i - channels];
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      pixels[row * stride + i] = raw[row * (stride + 1) + 1 + i] + predicted;
    }
  }
  return { width, height, channels, pixels };
}

function paeth(left, up, corner) {
  const distances = [left, up, corner].map((value) => Math.abs(left + up - corner - value));
  return [left, up, corner][distances.indexOf(Math.min(...distances))];
}

/** The most frequent colours as they are, the others rounded to so many bits; undefined when that makes more than 256. */
function index(pixels, channels, bits) {
  const step = 255 / ((1 << bits) - 1);
  const round = (value) => Math.round(Math.round(value / step) * step);
  const indices = Buffer.alloc(pixels.length / channels);
  const colourAt = (i) => pixels.readUIntBE(i * channels, 3);
  const counts = new Map();
  for (let i = 0; i < indices.length; i++) counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1);
  const kept = [...counts].sort(([, a], [, b]) => b - a).slice(0, KEPT);
  const palette = new Map(kept.map(([colour], at) => [colour, at]));
  for (let i = 0; i < indices.length; i++) {
    const exact = colourAt(i);
    const rounded = (round(exact >> 16) << 16) | (round((exact >> 8) & 255) << 8) | round(exact & 255);
    const colour = palette.has(exact) ? exact : rounded;
    if (!palette.has(colour)) palette.set(colour, palette.size);
    if (palette.size > 256) return undefined;
    indices[i] = palette.get(colour);
  }
  return { palette: [...palette.keys()], indices };
}

function encode(width, height, { palette, indices }) {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 3, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const colours = Buffer.from(palette.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]));
  const rows = Array.from({ length: height }, (_, row) => [
    Buffer.from([0]),
    indices.subarray(row * width, (row + 1) * width),
  ]);
  const data = deflateSync(Buffer.concat(rows.flat()), { level: 9 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', colours),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
