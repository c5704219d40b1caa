import { chromium, type Page } from '@playwright/test';
import { findChromium } from '../../../scripts/system-parts.mjs';

/** A caller with real media: a peer connection of its own, in a browser of its own. */
export interface FarEnd {
  /** A new connection that speaks a tone; settles with an offer that has all its candidates. */
  offer(): Promise<string>;
  /** Takes the desk's answer. */
  take(answer: string): Promise<void>;
  /** Settles with the arrival of the first audio packet, UTC epoch ms of that browser's clock. */
  firstPacketAt(): Promise<number>;
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

interface FarCall {
  readonly connection: RTCPeerConnection;
  readonly firstPacketAt: Promise<number>;
}

declare global {
  interface Window {
    farCall: FarCall;
  }
}

export async function openFarEnd(): Promise<FarEnd> {
  const browser = await chromium.launch({
    executablePath: findChromium() ?? '',
    args: [
      ...['--no-sandbox', '--autoplay-policy=no-user-gesture-required', '--allow-loopback-in-peer-connection'],
      // No microphone is asked for here, and without one a page may not know its own addresses.
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
  const page: Page = await browser.newPage();
  return {
    offer: () => page.evaluate(makeOffer),
    take: (sdp) => page.evaluate((answer) => window.farCall.connection.setRemoteDescription(answer), answerOf(sdp)),
    firstPacketAt: () => page.evaluate(() => window.farCall.firstPacketAt),
    hangUp: () => page.evaluate(() => window.farCall.connection.close()),
    close: () => browser.close(),
  };
}

function answerOf(sdp: string): RTCSessionDescriptionInit {
  return { type: 'answer', sdp };
}

/** Runs in the page. */
async function makeOffer(): Promise<string> {
  const connection = new RTCPeerConnection();
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: 440 });
  const sink = new MediaStreamAudioDestinationNode(context);
  tone.connect(sink);
  tone.start();
  for (const track of sink.stream.getAudioTracks()) connection.addTrack(track, sink.stream);
  // A track that comes with the answer is muted until its first packet.
  const firstPacketAt = new Promise<number>((resolve) => {
    connection.addEventListener('track', ({ track }) => {
      track.addEventListener('unmute', () => resolve(performance.timeOrigin + performance.now()), { once: true });
    });
  });
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'closed') void context.close();
  });
  window.farCall = { connection, firstPacketAt };
  const gathered = new Promise<void>((resolve) => {
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve();
    });
  });
  await connection.setLocalDescription();
  await gathered;
  return connection.localDescription?.sdp ?? '';
}
