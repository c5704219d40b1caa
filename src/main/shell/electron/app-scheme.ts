import { protocol, type Session } from 'electron';
import { readPageFile } from '../common/page-files.ts';

const scheme = 'tashi';
export const appOrigin = `${scheme}://app`;
export const startAddress = `${appOrigin}/`;

export function isOwnAddress(address: string): boolean {
  return address === appOrigin || address.startsWith(startAddress);
}

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

/** Serves the built page, and nothing else, under `tashi://app/`. */
export function serveApp(session: Session, pageFolder: string, headers: Readonly<Record<string, string>>): void {
  session.protocol.handle(scheme, async (request) => {
    const url = new URL(request.url);
    const file = url.host === 'app' && request.method === 'GET' ? await readPageFile(pageFolder, url.pathname) : null;
    if (!file) return new Response(null, { status: 404, headers: { ...headers } });
    return new Response(file.body, { status: 200, headers: { ...headers, 'content-type': file.type } });
  });
}
