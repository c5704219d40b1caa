import { z } from 'zod';
import { attachmentSchema, chunkSchema, type AttachmentKind } from './attachment.ts';

/** Bytes of one picture or document of an article. */
export const largestEnclosure = 4 * 1024 * 1024;
/** Pictures and documents of one article. */
export const mostEnclosures = 12;
/** Pixels of a picture along one side, and in all: more would cost a seat's memory when it is drawn. */
export const longestSide = 8192;
export const mostPixels = 16_000_000;

/** What can be shown within an article. A drawing that is a program, such as SVG, is none of them. */
export const pictureKinds: readonly AttachmentKind[] = ['jpeg', 'png', 'webp', 'gif'];

const side = z.number().int().min(1).max(longestSide);
const alt = z.string().trim().min(1).max(300);

/** A picture or document that belongs to an article, as the article names it; its bytes travel apart, by their hash. */
export const enclosureSchema = z
  .object({
    ...attachmentSchema.shape,
    size: z.number().int().min(1).max(largestEnclosure),
    /** What is to be seen in it, or what it is: shown and read aloud, and all there is where the bytes are not here. */
    alt,
    /** In pixels; of pictures, and of nothing else. */
    width: side.optional(),
    height: side.optional(),
  })
  .refine(({ kind, width, height }) => {
    if (!pictureKinds.includes(kind)) return width === undefined && height === undefined;
    return width !== undefined && height !== undefined && width * height <= mostPixels;
  });
export type Enclosure = z.infer<typeof enclosureSchema>;

export const enclosuresSchema = z
  .array(enclosureSchema)
  .max(mostEnclosures)
  .refine((list) => isEachOnce(list.map(({ sha256 }) => sha256)) && isEachOnce(list.map(({ name }) => name)));

/** As whoever writes an article names it: the rest is read from the file. What he says besides has to be so. */
export const enclosureSourceSchema = z.object({
  name: attachmentSchema.shape.name,
  alt,
  sha256: attachmentSchema.shape.sha256.optional(),
  kind: attachmentSchema.shape.kind.optional(),
  size: z.number().int().optional(),
  width: side.optional(),
  height: side.optional(),
});
export type EnclosureSource = z.infer<typeof enclosureSourceSchema>;

/** A part of the bytes from where it was asked for; `size` is that of the whole. */
export const enclosureChunkSchema = z.object({
  size: z.number().int().min(1).max(largestEnclosure),
  data: chunkSchema,
});

/** How the machine's pictures and documents of articles stand. */
export const enclosureCacheSchema = z.object({
  /** Those that are here whole, and their bytes. */
  count: z.number().int(),
  bytes: z.number().int(),
  /** Those that are going to come while there is room for them. */
  awaited: z.number().int(),
  /** What they may take, bytes. */
  budget: z.number().int(),
});
export type EnclosureCacheState = z.infer<typeof enclosureCacheSchema>;

/** What pictures and documents of articles may take on the disk unless somebody chose otherwise, MB. */
export const defaultEnclosureMb = 512;
/** What there is to choose from, MB. */
export const enclosureBudgetsMb = [128, 256, 512, 1024, 2048] as const;

function isEachOnce(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
