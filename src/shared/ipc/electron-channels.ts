/** The two Electron channels that carry the whole contract: commands with their answers one way, events the other. */
export const invokeChannel = 'desk:invoke';
export const eventChannel = 'desk:event';
