import { z } from 'zod';

/** What callers name. */
export const landmarkKinds = ['mall', 'station', 'street', 'district'] as const;
/** What they look for. */
export const serviceKinds = ['branch', 'atm', 'partner', 'servicePoint', 'manager'] as const;
export const serviceKindSchema = z.enum(serviceKinds);
export type ServiceKind = z.infer<typeof serviceKindSchema>;

export const placeSchema = z.object({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,79}$/i),
  kind: z.enum([...landmarkKinds, ...serviceKinds]),
  /** By script; at least one. */
  names: z.object({
    'zh-Hans': z.string().min(1).max(60).optional(),
    'zh-Hant': z.string().min(1).max(60).optional(),
    en: z.string().min(1).max(80).optional(),
    bo: z.string().min(1).max(60).optional(),
  }),
  /** A syllable for each character, blanks between them; tone digits in jyutping. */
  readings: z.object({ pinyin: z.string().max(120), jyutping: z.string().max(120) }),
  /** Degrees, WGS 84. */
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  address: z.string().max(120).optional(),
  /** Such as 09:00-17:00. */
  hours: z.string().max(60).optional(),
  phone: z.string().max(30).optional(),
});
export type Place = z.infer<typeof placeSchema>;

/** A file below resources/places. */
export const placeFileSchema = z.object({
  schemaVersion: z.literal(1),
  title: z.string().max(200),
  /** Nobody lives there. */
  isMadeUp: z.boolean(),
  places: z.array(placeSchema).min(1),
});
export type PlaceFile = z.infer<typeof placeFileSchema>;
