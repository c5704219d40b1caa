import { join } from 'node:path';
import { settingsSchema, type Settings } from '../../../shared/ipc/contract.ts';
import type { EmitEvent } from '../../event-hub.ts';
import { readJson, writeJsonAtomically } from '../../profile/atomic-file.ts';

export interface SettingsKeeper {
  get(): Settings;
  set(patch: Partial<Settings>): Settings;
}

/**
 * settings.json of the machine. A field that can't be read falls back to its default, the others stay.
 * @param locale of the profile, until somebody chooses another.
 */
export function createSettings(folder: string, emit: EmitEvent, locale: Settings['locale'] = 'zh-CN'): SettingsKeeper {
  const path = join(folder, 'settings.json');
  let current = read(path, { locale, theme: 'system' });
  return {
    get: () => current,
    set(patch) {
      current = { ...current, ...patch };
      writeJsonAtomically(path, current);
      emit('settingsChanged', current);
      return current;
    },
  };
}

function read(path: string, defaults: Settings): Settings {
  const raw = readJson(path)?.value;
  const known: Record<string, unknown> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const locale = settingsSchema.shape.locale.safeParse(known['locale']);
  const theme = settingsSchema.shape.theme.safeParse(known['theme']);
  const sound = settingsSchema.shape.sound.safeParse(known['sound']);
  const calibrations = settingsSchema.shape.calibrations.safeParse(known['calibrations']);
  const keys = settingsSchema.shape.keys.safeParse(known['keys']);
  const panels = settingsSchema.shape.panels.safeParse(known['panels']);
  const globalKeys = settingsSchema.shape.globalKeys.safeParse(known['globalKeys']);
  const knowledgeMb = settingsSchema.shape.knowledgeMb.safeParse(known['knowledgeMb']);
  const enclosureMb = settingsSchema.shape.enclosureMb.safeParse(known['enclosureMb']);
  const ringNotices = settingsSchema.shape.ringNotices.safeParse(known['ringNotices']);
  return {
    locale: locale.data ?? defaults.locale,
    theme: theme.data ?? defaults.theme,
    ...(sound.data && { sound: sound.data }),
    ...(calibrations.data && { calibrations: calibrations.data }),
    ...(keys.data && { keys: keys.data }),
    ...(globalKeys.data && { globalKeys: globalKeys.data }),
    ...(panels.data && { panels: panels.data }),
    ...(knowledgeMb.data !== undefined && { knowledgeMb: knowledgeMb.data }),
    ...(enclosureMb.data !== undefined && { enclosureMb: enclosureMb.data }),
    ...(ringNotices.data !== undefined && { ringNotices: ringNotices.data }),
  };
}
