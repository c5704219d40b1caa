import { describe, expect, it } from 'vitest';
import { serviceAt, serviceHoursSchema } from '../../../../src/shared/script/service-hours.ts';

const hours = [
  { days: [1, 2, 3, 4, 5], from: '08:00', until: '12:00' },
  { days: [1, 2, 3, 4, 5], from: '14:00', until: '18:00' },
  { queue: '夜间', from: '20:00', until: '24:00' },
].map((entry) => serviceHoursSchema.parse(entry));

/** Of a week that begins with Monday, 9 March 2026. */
function at(day: number, time: string): number {
  return new Date(`2026-03-${String(8 + day).padStart(2, '0')}T${time}:00`).getTime();
}

describe('serviceAt', () => {
  it.each([
    ['in the morning', undefined, at(1, '08:00'), false, at(1, '08:00'), at(1, '12:00')],
    ['at noon', undefined, at(1, '12:00'), true, at(1, '14:00'), at(1, '18:00')],
    ['before the day', undefined, at(2, '07:59'), true, at(2, '08:00'), at(2, '12:00')],
    ['after the day', undefined, at(2, '18:00'), true, at(3, '08:00'), at(3, '12:00')],
    ['over the weekend', undefined, at(5, '18:30'), true, at(8, '08:00'), at(8, '12:00')],
    ['on a queue without hours of its own', '故障', at(7, '09:00'), true, at(8, '08:00'), at(8, '12:00')],
    ['on a queue with hours of its own', '夜间', at(7, '23:59'), false, at(7, '20:00'), at(8, '00:00')],
    ['on that queue by day', '夜间', at(1, '09:00'), true, at(1, '20:00'), at(2, '00:00')],
  ])('%s', (_, queue, now, isClosed, from, until) => {
    expect(serviceAt(hours, queue, now)).toEqual({ isClosed, span: { from, until } });
  });

  it('never closes where the centre sets no hours', () => {
    expect(serviceAt([], '夜间', at(7, '03:00'))).toEqual({ isClosed: false, span: undefined });
  });

  it.each([['8:00'], ['24:30'], ['noon']])('refuses %s as a time', (from) => {
    expect(serviceHoursSchema.safeParse({ from, until: '12:00' }).success).toBe(false);
  });
});
