import { readJyutping } from './read-jyutping.ts';
import { answerReadings } from './reading-protocol.ts';

// Runs in a worker of its own: the library is large, and no line waits for it.
answerReadings(readJyutping);
