import 'i18next';
import type additions from '../../../locales/zh-CN/additions.json';
import type articles from '../../../locales/zh-CN/articles.json';
import type book from '../../../locales/zh-CN/book.json';
import type care from '../../../locales/zh-CN/care.json';
import type coach from '../../../locales/zh-CN/coach.json';
import type common from '../../../locales/zh-CN/common.json';
import type customer from '../../../locales/zh-CN/customer.json';
import type errors from '../../../locales/zh-CN/errors.json';
import type history from '../../../locales/zh-CN/history.json';
import type keys from '../../../locales/zh-CN/keys.json';
import type knowledge from '../../../locales/zh-CN/knowledge.json';
import type outbox from '../../../locales/zh-CN/outbox.json';
import type packs from '../../../locales/zh-CN/packs.json';
import type places from '../../../locales/zh-CN/places.json';
import type pair from '../../../locales/zh-CN/pair.json';
import type phone from '../../../locales/zh-CN/phone.json';
import type phrases from '../../../locales/zh-CN/phrases.json';
import type procedures from '../../../locales/zh-CN/procedures.json';
import type session from '../../../locales/zh-CN/session.json';
import type sound from '../../../locales/zh-CN/sound.json';
import type setup from '../../../locales/zh-CN/setup.json';
import type sync from '../../../locales/zh-CN/sync.json';
import type tasks from '../../../locales/zh-CN/tasks.json';
import type training from '../../../locales/zh-CN/training.json';
import type tickets from '../../../locales/zh-CN/tickets.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    keySeparator: false;
    resources: {
      additions: typeof additions;
      articles: typeof articles;
      book: typeof book;
      care: typeof care;
      coach: typeof coach;
      common: typeof common;
      customer: typeof customer;
      errors: typeof errors;
      history: typeof history;
      keys: typeof keys;
      knowledge: typeof knowledge;
      outbox: typeof outbox;
      packs: typeof packs;
      places: typeof places;
      pair: typeof pair;
      phone: typeof phone;
      /** Languages of callers are data, and named by their descriptions. */
      phrases: typeof phrases & Readonly<Record<`language.${string}`, string>>;
      procedures: typeof procedures;
      session: typeof session;
      sound: typeof sound;
      setup: typeof setup;
      sync: typeof sync;
      tasks: typeof tasks;
      training: typeof training;
      tickets: typeof tickets;
    };
  }
}
