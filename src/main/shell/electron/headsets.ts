import { join } from 'node:path';
import { dialog, type HIDDevice, type Session } from 'electron';
import { z } from 'zod';
import bo from '../../../../locales/bo/sound.json' with { type: 'json' };
import en from '../../../../locales/en/sound.json' with { type: 'json' };
import zhCn from '../../../../locales/zh-CN/sound.json' with { type: 'json' };
import zhHk from '../../../../locales/zh-HK/sound.json' with { type: 'json' };
import { uiLocaleSchema } from '../../../shared/domain/language.ts';
import { readJson, writeJsonAtomically } from '../../profile/atomic-file.ts';
import { appOrigin, isOwnAddress } from './app-scheme.ts';

const telephonyPage = 0x0b;

const texts = { 'zh-CN': zhCn, 'zh-HK': zhHk, en, bo };

const headsetSchema = z.object({ vendorId: z.number().int(), productId: z.number().int() });
const headsetsSchema = z.array(headsetSchema).max(20);
type Headset = z.infer<typeof headsetSchema>;

/**
 * Gives the page the headsets that the agent chose, and no other device: a browser would ask and remember by itself, in
 * Electron that is the shell's to do. Known by make and model in headsets.json of the profile, as seats are shared and
 * headsets of one model replace each other.
 */
export function allowChosenHeadsets(session: Session, profileFolder: string): void {
  const file = join(profileFolder, 'headsets.json');
  let chosen = headsetsSchema.safeParse(readJson(file)?.value).data ?? [];

  session.setDevicePermissionHandler(({ deviceType, origin, device }) => {
    if (deviceType !== 'hid' || !isOwnAddress(origin) || !isHeadset(device)) return false;
    return chosen.some((known) => isSame(known, device));
  });
  session.on('select-hid-device', (event, { deviceList, frame }, callback) => {
    event.preventDefault();
    const isOurs = frame?.origin === appOrigin && frame.parent === null;
    void chooseOne(isOurs ? deviceList.filter(isHeadset) : [], profileFolder).then((device) => {
      if (device) {
        const { vendorId, productId } = device;
        chosen = [{ vendorId, productId }, ...chosen.filter((known) => !isSame(known, device))].slice(0, 20);
        writeJsonAtomically(file, chosen);
      }
      callback(device?.deviceId ?? null);
    });
  });
}

/** The agent asked for it: a single one needs no further question. */
async function chooseOne(devices: readonly HIDDevice[], profileFolder: string): Promise<HIDDevice | undefined> {
  const [first, second] = devices;
  if (!first || !second) return first;
  const text = textsOf(profileFolder);
  const { response } = await dialog.showMessageBox({
    type: 'question',
    title: 'Tashi Desk',
    message: text['headset.which'],
    buttons: [...devices.map(({ name }) => name), text['headset.noneOfThese']],
    cancelId: devices.length,
    noLink: true,
  });
  return devices[response];
}

/** In the language that the desk was left in. */
function textsOf(profileFolder: string): typeof zhCn {
  const settings = z
    .object({ locale: uiLocaleSchema })
    .safeParse(readJson(join(profileFolder, 'settings.json'))?.value);
  return texts[settings.data?.locale ?? 'zh-CN'];
}

function isHeadset(device: object): device is HIDDevice {
  return (
    'collections' in device && (device as HIDDevice).collections.some(({ usagePage }) => usagePage === telephonyPage)
  );
}

function isSame(known: Headset, device: HIDDevice): boolean {
  return known.vendorId === device.vendorId && known.productId === device.productId;
}
