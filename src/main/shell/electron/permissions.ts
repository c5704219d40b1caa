import type { MediaAccessPermissionRequest, Session } from 'electron';
import { isOwnAddress } from './app-scheme.ts';

/** What the desk's own page may use besides the microphone. */
const granted: ReadonlySet<string> = new Set(['speaker-selection', 'notifications', 'hid']);

/**
 * Microphone, choice of speaker, notifications and headsets (each of which the agent chooses: headsets.ts), for the main
 * frame of our own page; everything else is refused.
 */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) => {
    const isOurs = details.isMainFrame && isOwnAddress(details.requestingUrl);
    callback(isOurs && (granted.has(permission) || (permission === 'media' && isSoundOnly(details))));
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const isOurs = details.isMainFrame && isOwnAddress(requestingOrigin);
    return isOurs && (granted.has(permission) || (permission === 'media' && details.mediaType === 'audio'));
  });
}

function isSoundOnly(details: MediaAccessPermissionRequest): boolean {
  return details.mediaTypes?.length === 1 && details.mediaTypes[0] === 'audio';
}
