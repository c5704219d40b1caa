/** Text messages that one agent may order in an hour: more than anybody can need, and too few to bother a town with. */
export const mostPerHour = 30;
/** A message that could not be handed over for so long after it was ordered is given up, ms: it would only confuse whoever gets it. */
export const smsPatienceMs = 12 * 3_600_000;
