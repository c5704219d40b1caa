import { crc32, deflateSync, inflateSync } from 'node:zlib';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const maxColours = 256;

/** The same picture in at most 256 colours: a third of the bytes. Reads what the browser writes, RGB or RGBA by 8 bits. */
export function smallPng(png: Buffer): Buffer {
  const { width, height, channels, pixels } = read(png);
  const counts = new Map<number, number>();
  const colours = new Uint32Array(width * height);
  for (let at = 0; at < colours.length; at += 1) {
    const from = at * channels;
    const colour = (pixels[from]! << 16) | (pixels[from + 1]! << 8) | pixels[from + 2]!;
    colours[at] = colour;
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const palette = choosePalette([...counts]);
  const nearest = new Map([...counts.keys()].map((colour) => [colour, nearestOf(palette, colour)]));
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) rows[y * (width + 1) + 1 + x] = nearest.get(colours[y * width + x]!)!;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flat().map(Math.round))),
    chunk('IDAT', deflateSync(rows, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

function read(png: Buffer): { width: number; height: number; channels: number; pixels: Buffer } {
  const parts: Buffer[] = [];
  for (let at = signature.length; at < png.length;) {
    const length = png.readUInt32BE(at);
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const [depth, kind, , , interlace] = png.subarray(24, 29);
  if (depth !== 8 || (kind !== 2 && kind !== 6) || interlace !== 0)
    throw new Error('a kind of PNG that is not read here');
  const channels = kind === 6 ? 4 : 3;
  return {
    width,
    height,
    channels,
    pixels: unfilter(inflateSync(Buffer.concat(parts)), width * channels, height, channels),
  };
}

/** Undoes the five filters of PNG (W3C PNG, 9.2). */
function unfilter(raw: Buffer, stride: number, height: number, channels: number): Buffer {
  const pixels = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)]!;
    for (let x = 0; x < stride; x += 1) {
      const to = y * stride + x;
      const left = x >= channels ? pixels[to - channels]! : 0;
      const up = y > 0 ? pixels[to - stride]! : 0;
      const corner = x >= channels && y > 0 ? pixels[to - stride - channels]! : 0;
      pixels[to] = raw[y * (stride + 1) + 1 + x]! + guess(filter, left, up, corner);
    }
  }
  return pixels;
}

function guess(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const toLeft = Math.abs(up - corner);
  const toUp = Math.abs(left - corner);
  const toCorner = Math.abs(left + up - 2 * corner);
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

type Colour = readonly [number, number, number];

interface Box {
  readonly entries: readonly (readonly [Colour, number])[];
  readonly mean: Colour;
  /** How far its colours lie from their mean, summed over all pixels. */
  readonly error: number;
  /** The channel in which they lie farthest apart. */
  readonly widest: number;
}

/** Splits the box with the greatest error at its mean until there are enough of them. */
function choosePalette(counts: readonly (readonly [number, number])[]): Colour[] {
  const all = counts.map(([colour, count]) => [channelsOf(colour), count] as const);
  const boxes = [boxOf(all)];
  while (boxes.length < maxColours) {
    const worst = boxes.reduce((one, other) => (other.error > one.error ? other : one));
    if (worst.error === 0) break;
    const isLow = ([colour]: readonly [Colour, number]): boolean => colour[worst.widest]! <= worst.mean[worst.widest]!;
    const low = worst.entries.filter(isLow);
    const high = worst.entries.filter((entry) => !isLow(entry));
    boxes.splice(boxes.indexOf(worst), 1, boxOf(low), boxOf(high));
  }
  return boxes.map((box) => box.mean);
}

function boxOf(entries: Box['entries']): Box {
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  const means = [0, 1, 2].map((channel) => entries.reduce((sum, [c, count]) => sum + c[channel]! * count, 0) / total);
  const spread = [0, 1, 2].map((channel) =>
    entries.reduce((sum, [c, count]) => sum + (c[channel]! - means[channel]!) ** 2 * count, 0),
  );
  const error = entries.length < 2 ? 0 : spread.reduce((sum, one) => sum + one, 0);
  return { entries, mean: [means[0]!, means[1]!, means[2]!], error, widest: spread.indexOf(Math.max(...spread)) };
}

function channelsOf(colour: number): Colour {
  return [colour >> 16, (colour >> 8) & 255, colour & 255];
}

function nearestOf(palette: readonly Colour[], colour: number): number {
  const [red, green, blue] = channelsOf(colour);
  let nearest = 0;
  let least = Infinity;
  palette.forEach((entry, index) => {
    const distance = (entry[0] - red) ** 2 + (entry[1] - green) ** 2 + (entry[2] - blue) ** 2;
    if (distance >= least) return;
    least = distance;
    nearest = index;
  });
  return nearest;
}
