import { expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { alarmTasks } from '../../../../src/renderer/app/task-alarm.ts';
import type { PhoneStore } from '../../../../src/renderer/features/softphone/phone-store.ts';
import type { TaskStore } from '../../../../src/renderer/features/tasks/task-store.ts';
import type { TaskRow } from '../../../../src/shared/domain/task.ts';
import { taskIdSchema } from '../../../../src/shared/ids.ts';

const [one, two] = ['1', '2'].map((end) => taskIdSchema.parse(`0192d3a0-0000-7000-8000-00000000000${end}`));

/** A desk with a clock that is moved by hand. */
function desk() {
  const tasks = createStore(() => ({ tasks: [] as Partial<TaskRow>[] }));
  const phone = createStore(() => ({ calls: [] as unknown[] }));
  const timers: { at: number; callback: () => void }[] = [];
  const clock = { now: 1000, heard: 0 };
  alarmTasks({
    tasks: tasks as unknown as TaskStore,
    phone: phone as unknown as PhoneStore,
    sound: () => (clock.heard += 1),
    now: () => clock.now,
    after: (ms, callback) => {
      const timer = { at: clock.now + ms, callback };
      timers.push(timer);
      return () => void timers.splice(timers.indexOf(timer), timers.includes(timer) ? 1 : 0);
    },
  });
  return {
    clock,
    timers,
    show: (...rows: Partial<TaskRow>[]) => tasks.setState({ tasks: rows }),
    call: (kind?: 'talking' | 'wrapUp') => phone.setState({ calls: kind === undefined ? [] : [{ state: { kind } }] }),
    until: (now: number) => {
      clock.now = now;
      for (const timer of timers.filter(({ at }) => at <= now)) {
        timers.splice(timers.indexOf(timer), 1);
        timer.callback();
      }
    },
  };
}
const task = (id: TaskRow['id'] | undefined, dueAt: number, place: TaskRow['place'] = 'open'): Partial<TaskRow> => ({
  ...(id === undefined ? {} : { id }),
  ...{ dueAt, place },
});

test('what is due is heard once, and again when it was put off', () => {
  const { clock, show, until, timers } = desk();
  show(task(one, 5000));
  until(4999);
  expect(clock.heard).toBe(0);
  until(5000);
  expect(clock.heard).toBe(1);
  show(task(one, 5000, 'mine'));
  until(500_000);
  expect(clock.heard).toBe(1);
  show(task(one, 600_000));
  for (let at = 510_000; at <= 700_000; at += 10_000) until(at);
  expect(clock.heard).toBe(2);
  show();
  expect(timers).toEqual([]);
});

test('after a restart those that are overdue are heard together, and none that waits for others', () => {
  const { clock, show } = desk();
  show(task(one, 900, 'promised'));
  expect(clock.heard).toBe(0);
  show(task(one, 900), task(two, 950));
  expect(clock.heard).toBe(1);
});

test('a call is not disturbed: what came due in it is heard after it', () => {
  const { clock, show, call, until } = desk();
  show(task(one, 5000));
  call('talking');
  until(9000);
  expect(clock.heard).toBe(0);
  call('wrapUp');
  expect(clock.heard).toBe(1);
  call();
  expect(clock.heard).toBe(1);
});
