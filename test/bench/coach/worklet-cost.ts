import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../scripts/system-parts.mjs';
import { median } from '../run-bench.ts';

const assets = join(import.meta.dirname, '../../../out/renderer/assets');
const soundS = 60;
const soundRate = 48_000;

/**
 * The built worklet in the browser, both of its inputs with sound, as fast as it goes: what a second of a call costs of
 * one core, besides the same graph without it.
 */
export async function workletCost(runs: number, slowMs: number): Promise<{ workletCpuShare: number }> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('no Chromium: install it and run this again');
  const server = await serve(slowMs);
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`);
    const shares: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const bare = await rendered(page, false);
      const measured = await rendered(page, true);
      if (measured.reports < soundS) throw new Error('the worklet said nothing: this bench is broken');
      shares.push((measured.ms - bare.ms) / 1_000 / soundS);
    }
    return { workletCpuShare: Math.round(median(shares) * 100_000) / 100_000 };
  } finally {
    await browser.close();
    server.closeAllConnections();
    server.close();
  }
}

/** A page with nothing but the worklet; with `slowMs` that one waits for so long in every second of sound. */
async function serve(slowMs: number): Promise<Server> {
  const file = readdirSync(assets).find((name) => /^coach-worklet-.*\.js$/.test(name));
  if (file === undefined) throw new Error('no worklet was built');
  const worklet = readFileSync(join(assets, file), 'utf8');
  const server = createServer(({ url }, response) => {
    const isWorklet = url === '/worklet.js';
    response.writeHead(200, { 'content-type': isWorklet ? 'text/javascript' : 'text/html' });
    if (isWorklet) response.end(slowMs > 0 ? slowed(slowMs) + worklet : worklet);
    else response.end('<!doctype html><title>coach</title>');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

function slowed(ms: number): string {
  return `const register = globalThis.registerProcessor;
    globalThis.registerProcessor = (name, Processor) => register(name, class extends Processor {
      heard = 0;
      process(inputs) {
        this.heard += 128;
        if (this.heard >= sampleRate) {
          this.heard = 0;
          const end = Date.now() + ${String(ms)};
          while (Date.now() < end);
        }
        return super.process(inputs);
      }
    });`;
}

function rendered(page: Page, isMeasured: boolean): Promise<{ ms: number; reports: number }> {
  return page.evaluate(
    async ({ seconds, rate, isWanted }) => {
      const context = new OfflineAudioContext(1, seconds * rate, rate);
      const sound = new AudioBuffer({ length: rate, sampleRate: rate });
      const samples = sound.getChannelData(0);
      for (let at = 0; at < rate; at += 1) samples[at] = Math.sin(at / 40) * Math.sin(at / 4_000) * 0.3;
      const sources = [0, 1].map(() => new AudioBufferSourceNode(context, { buffer: sound, loop: true }));
      let reports = 0;
      if (isWanted) {
        await context.audioWorklet.addModule('/worklet.js');
        const options = { numberOfInputs: 2, numberOfOutputs: 0 };
        const node = new AudioWorkletNode(context, 'coach', options);
        node.port.onmessage = () => (reports += 1);
        for (const [input, source] of sources.entries()) source.connect(node, 0, input);
      }
      for (const source of sources) {
        source.connect(context.destination);
        source.start();
      }
      const from = performance.now();
      await context.startRendering();
      const ms = performance.now() - from;
      // What was posted by then is delivered after it.
      await new Promise((resolve) => setTimeout(resolve));
      return { ms, reports };
    },
    { seconds: soundS, rate: soundRate, isWanted: isMeasured },
  );
}
