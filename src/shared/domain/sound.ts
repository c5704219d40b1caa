import { z } from 'zod';

/** A device of this machine. Ids change when a browser profile is cleared or a plug moves; the label finds it again. */
export const deviceChoiceSchema = z.object({ id: z.string().max(256), label: z.string().max(256) });
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;

/** What the machine does to the agent's voice before it is sent. */
export const voiceProcessingSchema = z.object({
  echoCancellation: z.boolean(),
  noiseSuppression: z.boolean(),
  autoGainControl: z.boolean(),
});
export type VoiceProcessing = z.infer<typeof voiceProcessingSchema>;

export const defaultProcessing: VoiceProcessing = {
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
};

const maxProfiles = 20;

/** Of the machine, not of the agent: seats are shared and their headsets stay. `null` follows the system's choice. */
export const soundSettingsSchema = z.object({
  microphone: deviceChoiceSchema.nullable(),
  speaker: deviceChoiceSchema.nullable(),
  /** `null`: where the calls are heard. */
  ringing: deviceChoiceSchema.nullable(),
  /** With a ringing device of its own, the ring is heard in the speaker as well. */
  isRungInSpeaker: z.boolean(),
  /** One per microphone that was ever changed, by its label (empty: the system's choice); the last used one first. */
  processing: z.array(voiceProcessingSchema.extend({ label: z.string().max(256) })).max(maxProfiles),
});
export type SoundSettings = z.infer<typeof soundSettingsSchema>;

export const defaultSound: SoundSettings = {
  microphone: null,
  speaker: null,
  ringing: null,
  isRungInSpeaker: true,
  processing: [],
};

/** How the chosen microphone is to be processed. */
export function processingOf(settings: SoundSettings): VoiceProcessing {
  const label = settings.microphone?.label ?? '';
  const { echoCancellation, noiseSuppression, autoGainControl } =
    settings.processing.find((profile) => profile.label === label) ?? defaultProcessing;
  return { echoCancellation, noiseSuppression, autoGainControl };
}

/** Keeps a change for the chosen microphone; the one longest unused is forgotten when there are too many. */
export function withProcessing(settings: SoundSettings, change: Partial<VoiceProcessing>): SoundSettings {
  const label = settings.microphone?.label ?? '';
  const profile = { ...processingOf(settings), ...change, label };
  const others = settings.processing.filter((known) => known.label !== label);
  return { ...settings, processing: [profile, ...others].slice(0, maxProfiles) };
}
