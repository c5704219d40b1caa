import { v7 as uuidv7 } from 'uuid';

/** The id under which something is opened. */
export interface IdOfContent {
  /** The same one as long as the same is wanted. */
  (content: unknown): string;
  /** It is there: the same once more is another one. */
  renew(): void;
}

/** What is opened twice because the answer was lost is one; opened with other choices it is another one. */
export function idOfContent(): IdOfContent {
  let tried: { readonly key: string; readonly id: string } | undefined;
  const idOf = (content: unknown): string => {
    const key = JSON.stringify(content);
    tried = tried?.key === key ? tried : { key, id: uuidv7() };
    return tried.id;
  };
  return Object.assign(idOf, {
    renew: () => {
      tried = undefined;
    },
  });
}
