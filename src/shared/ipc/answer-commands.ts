import { articleCommands } from './article-commands.ts';
import { placeCommands } from './place-commands.ts';
import { procedureCommands } from './procedure-commands.ts';

/** The part of the contract that is about what callers are answered from, beside the search. */
export const answerCommands = { ...articleCommands, ...procedureCommands, ...placeCommands } as const;
