import { spawnSync } from 'node:child_process';

/** Its own interfaces (loopback only) and its own process ids: whatever it started ends with it. */
const isolation = ['--net', '--pid', '--fork', '--mount-proc', '--kill-child'];
const loopbackUp = 'ip link set lo up && "$@"';

/** Whether this machine lets us make networks. */
export function canIsolate() {
  return (
    process.platform === 'linux' &&
    spawnSync('unshare', [...isolation, 'sh', '-c', loopbackUp, 'sh', 'true']).status === 0
  );
}

/** The command line that runs another one in a network of its own. */
export function inOwnNetwork([file, ...args]) {
  return { file: 'unshare', args: [...isolation, 'sh', '-c', loopbackUp, 'sh', file, ...args] };
}
