import { z } from 'zod';
import { callerLanguageSchema } from './language.ts';
import { reviewStatusSchema } from './phrase.ts';

/**
 * What a text message leaves open. `fact`: the ticket or the agent says it, nobody types it. `asked`: the agent writes a
 * few words, such as the name of a branch or when the technician comes.
 */
export const smsPlaceholders = {
  ticketNumber: 'fact',
  dueDate: 'fact',
  agentNo: 'fact',
  place: 'asked',
  visitTime: 'asked',
  answer: 'asked',
} as const satisfies Record<string, 'fact' | 'asked'>;
export type SmsPlaceholder = keyof typeof smsPlaceholders;
export const smsPlaceholderNames = Object.keys(smsPlaceholders) as [SmsPlaceholder, ...SmsPlaceholder[]];
export const smsPlaceholderSchema = z.enum(smsPlaceholderNames);

/** Characters that an agent may write into a placeholder. */
export const longestSmsValue = 60;

/** Words on one line, without an address of the web and without a hidden character: nobody smuggles a text of his own in. */
export const smsValueSchema = z
  .string()
  .trim()
  .min(1)
  .max(longestSmsValue)
  .refine((value) => !/[\p{C}\u2028\u2029{}]/u.test(value) && !/:\/\/|www\./i.test(value));

export const smsTextIdSchema = z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/);

/** One text that may be sent. Placeholders are written {ticketNumber}. */
export const smsTextSchema = z.object({
  id: smsTextIdSchema,
  /** In the caller's own script, NFC. */
  text: z.string().min(1).max(300),
  /** The same in Mandarin, for the agent to choose by; a Mandarin text has none. */
  gloss: z.string().min(1).max(300).optional(),
  status: reviewStatusSchema,
  /** 工号 of the leader who approved it; set exactly when approved. */
  reviewer: z.string().max(12).optional(),
  version: z.number().int().min(1),
});
export type SmsText = z.infer<typeof smsTextSchema>;

/** The texts of one language. Published whole, with the language as id; only approved ones are ever sent. */
export const smsPackSchema = z.object({
  schemaVersion: z.literal(1),
  lang: callerLanguageSchema,
  version: z.number().int().min(1),
  /** Says whom the texts wait for. */
  note: z.string().max(300),
  texts: z.array(smsTextSchema).min(1).max(100),
});
export type SmsPack = z.infer<typeof smsPackSchema>;

/** Id of the entry of the stream that says whether the centre can send at all. */
export const smsPortId = 'port';
export const smsPortStateSchema = z.object({ isOpen: z.boolean() });

/** What the stream `sms` brings: the texts of a language, or whether there is a sending port. */
export const publishedSmsSchema = z.union([smsPackSchema, smsPortStateSchema]);
