import type { ReactNode } from 'react';

const paths = {
  microphone: 'M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3',
  microphoneOff:
    'M15 9V6a3 3 0 0 0-5.700-1.300M9 9v3a3 3 0 0 0 4.500 2.600M5 11a7 7 0 0 0 10.600 6M19 11a7 7 0 0 1-.5 2.600M12 18v3M4 4l16 16',
  pause: 'M9 5v14M15 5v14',
  play: 'M7 5l12 7-12 7z',
  hangUp: 'M3 15c5-6 13-6 18 0l-3 3-4-2v-3c-1-.4-3-.4-4 0v3l-4 2z',
  answer: 'M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z',
  search: 'M11 4a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM20 20l-3.500-3.500',
  filter: 'M4 6h16M7 12h10M10 18h4',
  close: 'M6 6l12 12M18 6L6 18',
  back: 'M15 5l-7 7 7 7',
  plus: 'M12 5v14M5 12h14',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  sun: 'M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM12 2v2M12 20v2M4.900 4.900l1.400 1.400M17.700 17.700l1.400 1.400M2 12h2M20 12h2M4.900 19.100l1.400-1.400M17.700 6.300l1.400-1.400',
  moon: 'M20 14.500A8 8 0 0 1 9.500 4a8 8 0 1 0 10.500 10.500z',
  plug: 'M9 3v5M15 3v5M6 8h12v3a6 6 0 0 1-12 0zM12 17v4',
  bell: 'M6 16V11a6 6 0 0 1 12 0v5l2 2H4zM10 20a2 2 0 0 0 4 0',
  eye: 'M2 12s4-7 10-7 10 7 10 7-4 7-10 7S2 12 2 12zM12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6z',
  headset: 'M4 15v-3a8 8 0 0 1 16 0v3M4 14h3v6H6a2 2 0 0 1-2-2zM20 14h-3v6h1a2 2 0 0 0 2-2zM18 20c0 1-1 2-3 2h-2',
  missed: 'M4 7l8 8 8-8M14 7h6v6M5 20h14',
  inbound: 'M19 5L7 17M7 8v9h9',
  outbound: 'M5 19L17 7M8 7h9v9',
  keypad: 'M6 5h.01M12 5h.01M18 5h.01M6 11h.01M12 11h.01M18 11h.01M6 17h.01M12 17h.01M18 17h.01M12 22h.01',
  transfer: 'M4 12h14M13 6l6 6-6 6M4 5v14',
  consult: 'M4 5h11v8H9l-3 3v-3H4zM18 9h2v8h-2v3l-3-3h-5',
  conference:
    'M12 4a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM5 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM19 13a2 2 0 1 0 0 4 2 2 0 0 0 0-4zM8 20c0-4 8-4 8 0M10 8.500L6.500 13M14 8.500l3.500 4.500',
  survey: 'M12 4l2.400 5 5.600.800-4 3.900.900 5.500L12 16.600l-4.900 2.600.900-5.500-4-3.900 5.600-.800z',
  swap: 'M4 8h13l-3-3M20 16H7l3 3',
  backspace: 'M8 6h12v12H8l-5-6zM11 9.500l5 5M16 9.500l-5 5',
  write: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  smallWindow: 'M3 5h18v14H3zM12 12h7v5h-7z',
  signOut: 'M9 4H5v16h4M14 8l4 4-4 4M18 12H9',
} as const;
export type IconName = keyof typeof paths;

/** Line drawing, 24-unit grid; decorative, the control beside it has the words. */
export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }): ReactNode {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.7}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      <path d={paths[name]} />
    </svg>
  );
}
