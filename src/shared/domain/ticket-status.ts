import { z } from 'zod';

/** 草稿 → 已提交 → 已派单 → 已接单 → 处理中 → 已回单 → 待回访 → 办结; 退单, 挂起, 撤销. */
export const ticketStatuses = [
  'draft',
  'submitted',
  'dispatched',
  'accepted',
  'processing',
  'replied',
  'followUp',
  'closed',
  'returned',
  'suspended',
  'cancelled',
] as const;
export const ticketStatusSchema = z.enum(ticketStatuses);
export type TicketStatus = z.infer<typeof ticketStatusSchema>;

/** Whether the centre still has work to do on it. */
export function isOpenStatus(status: TicketStatus): boolean {
  return status !== 'closed' && status !== 'cancelled' && status !== 'draft';
}

/** 仅本机 · 待同步 · 同步中 · 已同步 · 冲突 · 被拒: how far the ticket has got towards the centre, apart from its status. */
export const syncStatuses = ['local', 'queued', 'sending', 'synced', 'conflict', 'rejected'] as const;
export const syncStatusSchema = z.enum(syncStatuses);
export type SyncStatus = z.infer<typeof syncStatusSchema>;
