/** Of every agent of the demo. */
export const demoPassword = 'tashi-demo';
