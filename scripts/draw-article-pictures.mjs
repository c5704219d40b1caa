import './runtime-guard.mjs';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateSync, crc32 } from 'node:zlib';

/**
 * node scripts/draw-article-pictures.mjs: draws the pictures of the demo's articles and writes into the articles that name
 * them what they measure. They hold no words, only numbers that the captions explain: one picture serves all languages.
 */
const root = join(import.meta.dirname, '..', 'resources', 'knowledge');
const folder = join(root, 'files');
const [width, height] = [960, 560];
/** Each pixel is the middle of this many squared. */
const fine = 3;

const paper = [255, 255, 255];
const ink = [44, 52, 60];
const soft = [226, 231, 234];
const pale = [243, 246, 247];
const teal = [11, 110, 105];
const red = [187, 45, 45];
const amber = [214, 150, 40];
const leaf = [200, 219, 190];

/** A sheet on which shapes are painted one over the other; a shape says of each point whether it is inside. */
function createSheet() {
  const pixels = new Uint8Array(width * height * fine * fine * 3).fill(255);
  const paint = (colour, [left, top, right, bottom], isInside) => {
    const [x0, x1] = [Math.max(0, Math.floor(left * fine)), Math.min(width * fine, Math.ceil(right * fine))];
    const [y0, y1] = [Math.max(0, Math.floor(top * fine)), Math.min(height * fine, Math.ceil(bottom * fine))];
    for (let y = y0; y < y1; y += 1) {
      for (let x = x0; x < x1; x += 1) {
        if (isInside((x + 0.5) / fine, (y + 0.5) / fine)) pixels.set(colour, (y * width * fine + x) * 3);
      }
    }
  };
  const box = (colour, x, y, w, h, round = 0) =>
    paint(colour, [x, y, x + w, y + h], (px, py) => {
      const dx = Math.max(x + round - px, px - (x + w - round), 0);
      const dy = Math.max(y + round - py, py - (y + h - round), 0);
      return dx * dx + dy * dy <= round * round || (round === 0 && dx + dy === 0);
    });
  const frame = (colour, fill, x, y, w, h, round = 10, line = 3) => {
    box(colour, x, y, w, h, round);
    box(fill, x + line, y + line, w - 2 * line, h - 2 * line, Math.max(0, round - line));
  };
  const disc = (colour, x, y, r) =>
    paint(colour, [x - r, y - r, x + r, y + r], (px, py) => (px - x) ** 2 + (py - y) ** 2 <= r * r);
  const line = (colour, [x1, y1], [x2, y2], thick = 4) => {
    const length = (x2 - x1) ** 2 + (y2 - y1) ** 2;
    const edge = [
      Math.min(x1, x2) - thick,
      Math.min(y1, y2) - thick,
      Math.max(x1, x2) + thick,
      Math.max(y1, y2) + thick,
    ];
    paint(colour, edge, (px, py) => {
      const along = Math.min(1, Math.max(0, ((px - x1) * (x2 - x1) + (py - y1) * (y2 - y1)) / (length || 1)));
      return (px - x1 - along * (x2 - x1)) ** 2 + (py - y1 - along * (y2 - y1)) ** 2 <= (thick / 2) ** 2;
    });
  };
  const arrow = (colour, [x1, y1], [x2, y2], thick = 6) => {
    const turn = Math.atan2(y2 - y1, x2 - x1);
    line(colour, [x1, y1], [x2, y2], thick);
    for (const side of [2.55, -2.55]) {
      line(colour, [x2, y2], [x2 + 20 * Math.cos(turn + side), y2 + 20 * Math.sin(turn + side)], thick);
    }
  };
  return { pixels, box, frame, disc, line, arrow, paint };
}

/** Which of seven strokes each digit has: top, upper right, lower right, bottom, lower left, upper left, middle. */
const strokes = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg'];

function digit(sheet, colour, value, x, y, h, thick) {
  const w = h * 0.55;
  const ends = {
    a: [
      [0, 0],
      [w, 0],
    ],
    b: [
      [w, 0],
      [w, h / 2],
    ],
    c: [
      [w, h / 2],
      [w, h],
    ],
    d: [
      [0, h],
      [w, h],
    ],
    e: [
      [0, h / 2],
      [0, h],
    ],
    f: [
      [0, 0],
      [0, h / 2],
    ],
    g: [
      [0, h / 2],
      [w, h / 2],
    ],
  };
  for (const name of strokes[value]) {
    const [[x1, y1], [x2, y2]] = ends[name];
    sheet.line(colour, [x + x1, y + y1], [x + x2, y + y2], thick);
  }
}

/** A numbered disc, with a line to what it speaks of. */
function badge(sheet, value, x, y, to) {
  if (to) sheet.line(teal, [x, y], to, 3);
  sheet.disc(teal, x, y, 24);
  digit(sheet, paper, value, value === 1 ? x - 10 : x - 6.5, y - 11, 22, 4);
}

function drawMeter(sheet) {
  const { box, frame, disc, line } = sheet;
  frame(ink, soft, 250, 30, 440, 500, 26, 4);
  frame(ink, [214, 226, 205], 300, 80, 340, 130, 8, 4);
  [0, 3, 5, 8, 2].forEach((value, nth) => digit(sheet, ink, value, 324 + nth * 50, 114, 60, 8));
  disc(ink, 571, 174, 5);
  digit(sheet, red, 6, 586, 114, 60, 7);
  frame(ink, pale, 300, 236, 340, 92, 8, 3);
  disc(soft, 372, 282, 26);
  disc(red, 372, 282, 18);
  for (const turn of [0, 45, 90, 135, 180, 225, 270, 315]) {
    const [dx, dy] = [Math.cos((turn * Math.PI) / 180), Math.sin((turn * Math.PI) / 180)];
    line(red, [372 + dx * 26, 282 + dy * 26], [372 + dx * 36, 282 + dy * 36], 4);
  }
  disc(soft, 566, 282, 26);
  disc(amber, 566, 282, 18);
  for (let nth = 0; nth < 22; nth += 1) box(ink, 345 + nth * 12, 352, nth % 3 === 0 ? 6 : 3, 34);
  frame(ink, paper, 280, 412, 380, 90, 10, 3);
  for (let nth = 0; nth < 4; nth += 1) disc(ink, 340 + nth * 86, 457, 16);
  for (let nth = 0; nth < 4; nth += 1) line(paper, [330 + nth * 86, 457], [350 + nth * 86, 457], 4);
  line(ink, [660, 470], [720, 500], 3);
  disc(amber, 728, 505, 16);
  badge(sheet, 1, 130, 145, [300, 145]);
  badge(sheet, 2, 130, 282, [336, 282]);
  badge(sheet, 3, 830, 282, [594, 282]);
  badge(sheet, 4, 830, 505, [744, 505]);
}

function drawKeptCard(sheet) {
  const { box, frame, line, arrow } = sheet;
  const panels = [30, 260, 490, 720];
  panels.forEach((x, nth) => {
    frame(ink, pale, x, 90, 210, 400, 14, 3);
    badge(sheet, nth + 1, x + 105, 60);
    if (nth > 0) arrow(teal, [x - 26, 290], [x - 4, 290], 5);
  });
  // The machine: screen, slot with the card going in.
  frame(ink, soft, 65, 130, 140, 300, 10, 3);
  frame(ink, [205, 224, 232], 82, 150, 106, 84, 6, 3);
  box(ink, 96, 268, 78, 10, 4);
  frame(ink, amber, 106, 292, 58, 80, 6, 3);
  box(ink, 106, 308, 58, 12);
  arrow(red, [135, 412], [135, 384], 6);
  // The slip with the number of the machine.
  frame(ink, soft, 295, 130, 140, 110, 10, 3);
  box(ink, 318, 214, 94, 10, 4);
  frame(ink, paper, 322, 224, 86, 190, 2, 3);
  [0, 1, 2, 3].forEach((row) => line(ink, [338, 256 + row * 22], [392 - (row % 2) * 16, 256 + row * 22], 4));
  [7, 4, 1].forEach((value, nth) => digit(sheet, red, value, 336 + nth * 25, 358, 28, 4));
  // The telephone, and the clock beside it.
  frame(ink, paper, 540, 150, 110, 200, 16, 4);
  box(soft, 552, 176, 86, 130, 4);
  [0, 1, 2].forEach((row) => [0, 1, 2].forEach((column) => sheet.disc(teal, 570 + column * 25, 200 + row * 34, 8)));
  sheet.disc(ink, 595, 328, 9);
  sheet.disc(ink, 595, 424, 46);
  sheet.disc(paper, 595, 424, 41);
  line(ink, [595, 424], [595, 396], 5);
  line(ink, [595, 424], [616, 436], 5);
  // The counter, with an identity card handed over.
  frame(ink, soft, 745, 330, 160, 120, 6, 3);
  sheet.disc(ink, 825, 180, 34);
  sheet.paint(ink, [770, 222, 880, 330], (px, py) => ((px - 825) / 55) ** 2 + ((py - 330) / 104) ** 2 <= 1 && py < 330);
  frame(ink, paper, 780, 362, 90, 58, 6, 3);
  sheet.disc(teal, 802, 386, 11);
  [0, 1, 2].forEach((row) => line(ink, [824, 378 + row * 13], [858, 378 + row * 13], 4));
}

function drawHall(sheet) {
  const { box, frame, disc, line, arrow } = sheet;
  box(ink, 60, 50, 840, 470);
  box(paper, 68, 58, 824, 454);
  // The way in.
  box(paper, 400, 510, 160, 12);
  arrow(red, [480, 552], [480, 470], 7);
  // The machine for numbers.
  frame(ink, amber, 590, 420, 60, 44, 6, 3);
  badge(sheet, 1, 700, 442, [650, 442]);
  // Seats in rows.
  for (let row = 0; row < 3; row += 1) {
    for (let seat = 0; seat < 7; seat += 1) frame(ink, leaf, 330 + seat * 44, 250 + row * 54, 34, 34, 8, 2);
  }
  badge(sheet, 2, 270, 320, [330, 320]);
  // Counters with glass, each with its chair behind.
  for (let nth = 0; nth < 5; nth += 1) {
    frame(ink, soft, 250 + nth * 100, 128, 92, 40, 4, 3);
    line(teal, [252 + nth * 100, 170], [340 + nth * 100, 170], 5);
    disc(ink, 296 + nth * 100, 98, 15);
  }
  badge(sheet, 3, 800, 148, [742, 148]);
  // Machines that pay out, along the wall.
  for (let nth = 0; nth < 3; nth += 1) {
    frame(ink, [205, 224, 232], 76, 210 + nth * 80, 56, 62, 6, 3);
    box(ink, 132, 234 + nth * 80, 8, 14);
  }
  badge(sheet, 4, 190, 200, [134, 230]);
  // A desk with room for a wheelchair.
  frame(ink, soft, 770, 300, 100, 46, 20, 3);
  disc(ink, 820, 276, 15);
  badge(sheet, 5, 820, 400, [820, 346]);
}

/** Middle of the fine points of each pixel, as PNG scan lines. */
function scanLines({ pixels }) {
  const rows = Buffer.alloc(height * (1 + width * 3));
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width * 3; x += 1) {
      const [column, channel] = [Math.floor(x / 3), x % 3];
      let sum = 0;
      for (let dy = 0; dy < fine; dy += 1) {
        for (let dx = 0; dx < fine; dx += 1) {
          sum += pixels[((y * fine + dy) * width * fine + column * fine + dx) * 3 + channel];
        }
      }
      rows[y * (1 + width * 3) + 1 + x] = Math.round(sum / (fine * fine));
    }
  }
  return rows;
}

function chunk(name, data) {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

function toPng(sheet) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  // Eight bits a channel, three channels.
  head.set([8, 2], 8);
  const data = deflateSync(scanLines(sheet), { level: 9 });
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

const pictures = { 'meter-display.png': drawMeter, 'kept-card.png': drawKeptCard, 'service-hall.png': drawHall };
mkdirSync(folder, { recursive: true });
const facts = new Map();
for (const [name, draw] of Object.entries(pictures)) {
  const sheet = createSheet();
  draw(sheet);
  const bytes = toPng(sheet);
  writeFileSync(join(folder, name), bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  facts.set(name, { sha256, kind: 'png', size: bytes.length, width, height });
}
for (const file of readdirSync(root).filter((name) => name.endsWith('.json'))) {
  const text = readFileSync(join(root, file), 'utf8');
  const renewed = text.replace(/\{\s*"name": "([^"]+)",\s*"alt": "([^"]+)"[^}]*\}/g, (whole, name, alt) => {
    const found = facts.get(name);
    if (!found) return whole;
    return JSON.stringify({ name, alt, ...found })
      .replace(/[{,]"/g, (sign) => `${sign[0]} "`)
      .replace(/":/g, '": ')
      .replace(/\}$/, ' }');
  });
  if (renewed !== text) writeFileSync(join(root, file), renewed);
}
