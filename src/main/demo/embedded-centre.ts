import { join } from 'node:path';
import type { Log } from '../log.ts';
import { demoName } from '../profile/profile-folder.ts';
import { keepDemoCentre, readProfile, type Centre } from '../profile/profile.ts';
import { createDemoServer, type DemoServer } from './demo-server.ts';
import { createPowerFile } from './power-file.ts';
import type { ServerEntry } from './server-child.ts';

/** The first start makes the database and its sample content; a busy machine takes long over it. */
const readyMs = 180_000;

/** A text of the centre, as a live one sends it: the sign-in page shows it before the server first started. */
const demoCentreName = '扎西演示中心';

/** Where the centre of a profile is to be found, and by which keys it is known. */
export interface CentrePlace {
  /** Address of the server as of now; undefined while the embedded one is down. */
  url(): string | undefined;
  /** The keys; with `isWaiting` an embedded server that is starting is waited for. Undefined before its first start. */
  find(isWaiting: boolean): Promise<Centre | undefined>;
  name(): string;
  readonly demo?: EmbeddedCentre;
}

export interface EmbeddedCentre {
  readonly server: DemoServer;
  /** Remembers the switch across a kill of the core. */
  readonly keepPower: (isOn: boolean) => void;
}

export function liveCentre(centre: Centre): CentrePlace {
  return { url: () => centre.url, find: () => Promise.resolve(centre), name: () => centre.name };
}

/** The demo centre of the desk with this home: where it is as of now stands in that desk's profile. */
export function centreOfFirstDesk(home: string): CentrePlace {
  const there = (): Centre | undefined => {
    const read = readProfile(home, demoName);
    return read.ok ? read.value?.centre : undefined;
  };
  return { url: () => there()?.url, find: () => Promise.resolve(there()), name: () => there()?.name ?? demoCentreName };
}

export interface EmbeddedCentreOptions {
  readonly home: string;
  readonly profileFolder: string;
  readonly resourcesFolder: string;
  readonly logFolder: string;
  readonly serverEntry: ServerEntry;
  /** The centre as the profile knows it from an earlier start. */
  readonly known: Centre | undefined;
  /** This core goes on after a kill: the switch stays as it was. Else the demo starts with its server on. */
  readonly isRestart: boolean;
  readonly log: Log;
  readonly onReady: () => void;
  /** The server's first start waits for this, unless somebody waits for the server. */
  readonly mayStart: Promise<unknown>;
}

/** The demo's own central server, started in the background. */
export function embeddedCentre(options: EmbeddedCentreOptions): CentrePlace {
  const { home, profileFolder, resourcesFolder, logFolder, log } = options;
  const power = createPowerFile(profileFolder);
  let known = options.known;
  let url: string | undefined;
  const asked = Promise.withResolvers<undefined>();
  const server = createDemoServer({
    ...{ entry: options.serverEntry, resourcesFolder, logFolder, log, readyMs, name: demoCentreName },
    mayStart: Promise.race([options.mayStart, asked.promise]),
    dataFolder: join(profileFolder, 'demo-server'),
  });
  server.onChanged((centre) => {
    url = centre?.url;
    if (!centre) return;
    if (JSON.stringify(centre) !== JSON.stringify(known)) keepDemoCentre(home, centre);
    known = centre;
    options.onReady();
  });
  if (!options.isRestart) power.keep(true);
  if (power.read()) server.setPower(true).catch((bug: unknown) => log.bug('demo server could not start', bug));
  return {
    url: () => url,
    async find(isWaiting) {
      if (isWaiting) {
        asked.resolve(undefined);
        await server.whenReady(readyMs);
      }
      return known;
    },
    name: () => known?.name ?? demoCentreName,
    demo: { server, keepPower: (isOn) => power.keep(isOn) },
  };
}
