import { mostTemplates, type OwnTemplate } from '../../shared/domain/ticket-template.ts';
import { appError } from '../../shared/ipc/app-error.ts';
import { err, ok, type Result } from '../../shared/ipc/result.ts';
import { plain, result } from './expected-failures.ts';
import type { SeatOps } from './seat-ops.ts';
import type { SeatDesk } from './seat-desk.ts';

/** The agent's own templates, in his encrypted file. */
export interface TemplateShelf {
  /** Saved last first. */
  ticketTemplates(): Promise<OwnTemplate[]>;
  /** One of the same id is replaced; ticket.tooManyTemplates (params.most). */
  saveTemplate(template: OwnTemplate): Promise<Result<void>>;
  removeTemplate(id: string): Promise<void>;
}

export function templateOps(desk: SeatDesk): Pick<SeatOps, keyof TemplateShelf> {
  const tables = () => desk.session().tables.ticketTemplates;
  return {
    ticketTemplates: () => plain(desk, () => tables().list()),
    saveTemplate: (template) =>
      result(desk, (): Result<void> => {
        if (!tables().has(template.id) && tables().count() >= mostTemplates)
          return err(appError('ticket.tooManyTemplates', 'user', { most: mostTemplates }));
        tables().put(template);
        return ok(undefined);
      }),
    removeTemplate: (id) => plain(desk, () => tables().drop(id)),
  };
}
