import { tableFlow } from './table-flow.ts';

/** A fault: is it a wide outage, is it a false report, else noted with its address and sent out. */
export type FaultState = 'none' | 'noted' | 'located' | 'sent' | 'told';

/** What may show that no crew is needed; the agent asks in the order of the list. */
const falseReportChecks = ['fault.arrears', 'fault.inner', 'fault.ownWiring', 'fault.back'] as const;
const always = ['fault.danger', 'fault.life', 'fault.urge'] as const;

export const fault = tableFlow<FaultState>({
  governs: ['fault'],
  initial: 'none',
  rows: {
    none: { opens: ['fault.noted', 'fault.danger', 'fault.urge'], on: { 'fault.noted': 'noted' } },
    noted: {
      // Whoever calls from an area with a notice is told of it before anything is written down.
      wants: ({ outage }) => (outage ? [outage] : ['fault.address']),
      opens: ['fault.address', 'fault.planned', ...falseReportChecks, ...always],
      on: {
        ...{ 'fault.wide': 'told', 'fault.wideUnknown': 'told', 'fault.planned': 'told' },
        ...{ 'fault.arrears': 'told', 'fault.ownWiring': 'told', 'fault.back': 'told', 'fault.address': 'located' },
      },
    },
    located: {
      wants: ['fault.coming'],
      opens: ['fault.arrival', ...falseReportChecks, ...always],
      on: { 'fault.coming': 'sent', 'fault.arrival': 'sent', 'fault.back': 'told' },
    },
    sent: { opens: ['fault.arrival', 'fault.back', ...always], on: { 'fault.back': 'told' } },
    // Only he may go on who still has no power: the caller says so, and it is noted after all.
    told: {
      opens: ['fault.noted', 'fault.address', 'fault.danger'],
      on: { 'fault.noted': 'noted', 'fault.address': 'located' },
    },
  },
});
