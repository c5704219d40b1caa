import moments from '../../../resources/script-moments.json' with { type: 'json' };
import festivals from '../../../resources/calendars/festivals.json' with { type: 'json' };
import { festivalCalendarSchema } from '../domain/festival.ts';
import { momentCatalogSchema } from '../domain/moment.ts';

/** What comes with the desk and not with a centre's packs. A broken file is a broken build: it throws. */
export const shippedMoments = momentCatalogSchema.parse(moments).moments;
export const shippedCalendar = festivalCalendarSchema.parse(festivals);
