/** Text messages that one agent may order in an hour: more than anybody can need, and too few to bother a town with. */
export const mostPerHour = 30;
