import { z } from 'zod';
import type { Role } from './agent.ts';
import type { TicketStatus } from './ticket-status.ts';

/**
 * What the centre does with a ticket that it has:
 *
 *   submitted ──assign──▶ dispatched ──accept──▶ accepted ──start──▶ processing ──reply──▶ replied ──followUp──▶ followUp
 *       ▲                     │                     │                 ▲  │  ▲                 │                     │
 *       │ sent again          └──── also: assign ◀──┘         resume │  │  │ reopen          └──────── close ──────┤
 *   returned ◀── return ── (any of them before replied)       suspended◀─┘  └──────────── closed ◀──────────────────┘
 *
 * `cancel` ends whatever is open. 派单 · 接单 · 开始处理 · 挂起 · 恢复 · 回单 · 转回访 · 退单 · 办结 · 重开 · 撤销.
 */
export const ticketDeeds = [
  ...(['assign', 'accept', 'start', 'suspend', 'resume', 'reply', 'followUp'] as const),
  ...(['return', 'close', 'reopen', 'cancel'] as const),
] as const;
export const ticketDeedSchema = z.enum(ticketDeeds);
export type TicketDeed = z.infer<typeof ticketDeedSchema>;

interface DeedRule {
  readonly from: readonly TicketStatus[];
  readonly to: TicketStatus;
  readonly roles: readonly Role[];
  /** Has to say why, or what was done. */
  readonly needsReason: boolean;
}

/** Who may do something with a ticket at the centre at all. Its systems, such as that of the field crews, have such an account. */
export const deedRoles = ['leader', 'quality', 'admin'] as const satisfies readonly Role[];
const floor: readonly Role[] = ['leader', 'admin'];
const atWork: readonly TicketStatus[] = ['accepted', 'processing'];

export const deedRules: Readonly<Record<TicketDeed, DeedRule>> = {
  assign: { from: ['submitted', 'dispatched', 'accepted'], to: 'dispatched', roles: floor, needsReason: false },
  accept: { from: ['dispatched'], to: 'accepted', roles: floor, needsReason: false },
  start: { from: ['accepted'], to: 'processing', roles: floor, needsReason: false },
  suspend: { from: atWork, to: 'suspended', roles: floor, needsReason: true },
  resume: { from: ['suspended'], to: 'processing', roles: floor, needsReason: false },
  reply: { from: atWork, to: 'replied', roles: floor, needsReason: true },
  // Calling back and closing is the work of those who look after quality, too.
  followUp: { from: ['replied'], to: 'followUp', roles: deedRoles, needsReason: false },
  return: {
    from: ['submitted', 'dispatched', 'accepted', 'processing', 'suspended'],
    ...{ to: 'returned', roles: floor, needsReason: true },
  },
  close: { from: ['replied', 'followUp'], to: 'closed', roles: deedRoles, needsReason: false },
  reopen: { from: ['replied', 'followUp', 'closed'], to: 'processing', roles: deedRoles, needsReason: true },
  cancel: {
    from: [
      ...(['submitted', 'dispatched', 'accepted', 'processing', 'suspended'] as const),
      ...(['replied', 'followUp', 'returned'] as const),
    ],
    ...{ to: 'cancelled', roles: floor, needsReason: true },
  },
};

/** The status after it; undefined where a ticket of this status can't have it done. */
export function statusAfter(deed: TicketDeed, from: TicketStatus): TicketStatus | undefined {
  const rule = deedRules[deed];
  return rule.from.includes(from) ? rule.to : undefined;
}

export function mayDo(deed: TicketDeed, role: Role): boolean {
  return deedRules[deed].roles.includes(role);
}

/** Who may change what a ticket says that is at the centre. */
export function mayCorrect(role: Role): boolean {
  return floor.includes(role);
}
