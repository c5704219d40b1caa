/** Two different keys of 32 bytes. */
export const sealingKey = `${'S'.repeat(42)}A`;
export const signingKey = `${'T'.repeat(42)}A`;

/** A configuration with every field, as a centre hands it out. */
export function wholeSeat() {
  return {
    schemaVersion: 1,
    name: 'qinghai-1',
    region: 'CN',
    centre: { name: '青海供电服务热线', url: 'https://desk.example.org', sealingKey, signingKey },
    exchange: {
      servers: ['wss://pbx1.example.org:8443/ws', 'wss://pbx2.example.org:8443/ws'],
      domain: 'pbx.example.org',
      iceServers: [
        { url: 'stun:stun.example.org:3478' },
        { url: 'turns:turn.example.org:5349', username: 'seat', credential: 'turn-secret' },
      ],
    },
    languages: { callers: ['khg', 'adx', 'zh-Hans'], locale: 'bo' },
    headerMap: { queue: ['X-Skill', 'X-Queue'] },
  };
}
