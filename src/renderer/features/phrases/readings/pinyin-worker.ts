import { readPinyin } from './read-pinyin.ts';
import { answerReadings } from './reading-protocol.ts';

// Runs in a worker of its own: the library is large, and no line waits for it.
answerReadings(readPinyin);
