import { z } from 'zod';
import { agentNoSchema } from '../ids.ts';
import { callerLanguageSchema } from './language.ts';

/** 坐席 · 班长 · 学员 · 质检 · 管理. What a role may is said where it is asked for. */
export const roles = ['agent', 'leader', 'trainee', 'quality', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Whoever sees how others train. */
export const teachers = ['leader', 'quality', 'admin'] as const satisfies readonly Role[];

export function isTeacher(role: Role): boolean {
  return teachers.some((teacher) => teacher === role);
}

export const agentSchema = z.object({
  agentNo: agentNoSchema,
  /** For colleagues only: callers are never given the name. */
  displayName: z.string().min(1).max(60),
  role: z.enum(roles),
  /** Languages this agent works in, best first. */
  languages: z.array(callerLanguageSchema).min(1),
  /** What the header calls the seat, such as 安多藏语席; text of the centre. */
  seatLabel: z.string().max(60),
  /**
   * Areas of the ticket catalog and queues of the exchange that this agent works for. A large centre gives his machine no
   * customers of others; without either he works for all.
   */
  areas: z.array(z.string().min(1).max(40)).max(200).optional(),
  queues: z.array(z.string().min(1).max(80)).max(200).optional(),
});
export type Agent = z.infer<typeof agentSchema>;
