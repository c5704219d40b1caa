import { beforeEach, expect, test } from 'vitest';
import { signOut } from '../../../../src/renderer/app/sign-out.ts';
import type { Stores } from '../../../../src/renderer/app/stores.ts';

let calls: { state: { kind: string } }[];
let done: string[];
let isKept: boolean;
let isSent: boolean;
let isTyped: boolean;
let isAnswered: boolean;
let duringLogOut: () => void;

function stores(): Stores {
  let session: object | null = {};
  const flush = (): Promise<boolean> => Promise.resolve(isKept);
  return {
    phone: { getState: () => ({ calls }) },
    tickets: { getState: () => ({ flush }) },
    customers: { getState: () => ({ flush }) },
    marks: { flush },
    additions: { drafts: { flush: () => Promise.resolve(isTyped) } },
    exams: { actions: { flush: () => Promise.resolve(isSent) } },
    featureCodes: {
      logOut: () => {
        done.push('logOut');
        duringLogOut();
        return Promise.resolve();
      },
      stay: () => done.push('stay'),
    },
    session: {
      getState: () => ({
        session,
        signOut: () => {
          done.push('signOut');
          if (isAnswered) session = null;
          return Promise.resolve();
        },
      }),
    },
  } as unknown as Stores;
}

beforeEach(() => {
  calls = [];
  done = [];
  isKept = true;
  isSent = true;
  isTyped = true;
  isAnswered = true;
  duringLogOut = () => undefined;
});

test('leaves with everything on the disk, the exchange first', async () => {
  expect(await signOut(stores())).toBeUndefined();
  expect(done).toEqual(['logOut', 'signOut']);
});

test('leaves neither during a call nor with something unwritten', async () => {
  calls = [{ state: { kind: 'talking' } }];
  expect(await signOut(stores())).toBe('signOutOnCall');
  calls = [{ state: { kind: 'wrapUp' } }];
  expect(await signOut(stores())).toBe('signOutInWrapUp');
  calls = [];
  isKept = false;
  expect(await signOut(stores())).toBe('signOutUnsaved');
  isKept = true;
  isSent = false;
  expect(await signOut(stores())).toBe('signOutUnsaved');
  isSent = true;
  isTyped = false;
  expect(await signOut(stores())).toBe('signOutUnsaved');
  expect(done).toEqual([]);
});

test('takes whoever rings while the exchange logs out, and is logged in again', async () => {
  duringLogOut = () => (calls = [{ state: { kind: 'ringing' } }]);
  expect(await signOut(stores())).toBe('signOutOnCall');
  expect(done).toEqual(['logOut', 'stay']);
});

test('is logged in again when the core did not let him go', async () => {
  isAnswered = false;
  expect(await signOut(stores())).toBeUndefined();
  expect(done).toEqual(['logOut', 'signOut', 'stay']);
});
