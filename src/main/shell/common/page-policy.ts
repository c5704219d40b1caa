/** The style sheet that react-aria adds to a page for touch; known by its hash, so that no other inline style runs. */
const knownStyleHashes: readonly string[] = [];

/** The page's own few lines that ask again for a part that did not come; known by their hash, so that no others run. */
const knownScriptHashes: readonly string[] = [`'sha256-qzo7Ckm3elgSs/EjsPFEt4YSwK45NjP5a+51ejiAq8k='`];

const deniedFeatures = [
  'camera',
  'display-capture',
  'geolocation',
  'usb',
  'serial',
  'midi',
  'payment',
  'publickey-credentials-get',
  'screen-wake-lock',
  'xr-spatial-tracking',
];

/**
 * Headers of every answer that carries a part of the page.
 * @param connectTo origins the page may connect to besides its own: the core's websocket and the exchange.
 */
export function pageHeaders(connectTo: readonly string[]): Readonly<Record<string, string>> {
  const policy = [
    `default-src 'none'`,
    ['script-src', `'self'`, ...knownScriptHashes].join(' '),
    `worker-src 'self'`,
    ['style-src', `'self'`, ...knownStyleHashes].join(' '),
    ['connect-src', `'self'`, ...connectTo].join(' '),
    `img-src 'self' blob:`,
    `media-src 'self' blob:`,
    `font-src 'self'`,
    `frame-ancestors 'none'`,
    `form-action 'none'`,
    `base-uri 'none'`,
  ];
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': [
      'microphone=(self)',
      'speaker-selection=(self)',
      // The keys of headsets; each device is the agent's to choose.
      'hid=(self)',
      'autoplay=(self)',
      ...deniedFeatures.map((feature) => `${feature}=()`),
    ].join(', '),
  };
}
