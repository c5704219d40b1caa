import type { EmbeddedCentre } from '../../demo/embedded-centre.ts';
import { appError } from '../../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../../shared/ipc/result.ts';

/** The demo's switch of its central server. A live profile has none: its server counts as on. */
export interface ServerSwitch {
  isPowered(): boolean;
  /** Answers when the server listens or is gone. Fails with `profile.notDemo` and `server.unreachable`. */
  set(isOn: boolean): Promise<Result<{ isOn: boolean }>>;
}

export function createServerSwitch(demo: EmbeddedCentre | undefined): ServerSwitch {
  return {
    isPowered: () => demo?.server.isPowered() ?? true,
    async set(isOn) {
      if (!demo) return err(appError('profile.notDemo', 'none'));
      demo.keepPower(isOn);
      return (await demo.server.setPower(isOn)) ? ok({ isOn }) : err(appError('server.unreachable', 'auto'));
    },
  };
}
