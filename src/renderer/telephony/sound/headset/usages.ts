/** Pages and usages of the USB-IF's "HID Usage Tables", page in the upper 16 bits: telephony devices and LEDs. */
export const telephonyPage = 0x0b;

export const usages = {
  hookSwitch: 0x0b_0020,
  flash: 0x0b_0021,
  drop: 0x0b_0026,
  phoneMute: 0x0b_002f,
  ledMute: 0x08_0009,
  ledOffHook: 0x08_0017,
  ledRing: 0x08_0018,
  ledHold: 0x08_0020,
} as const;
