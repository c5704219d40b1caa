import { v4 as uuidv4 } from 'uuid';
import type { TicketDraft } from '../../../shared/domain/ticket.ts';
import { fillTemplate, templateOf } from '../../../shared/ticket/fill-template.ts';
import { formOf } from '../../../shared/ticket/form-shelf.ts';
import type { TicketForm } from '../../../shared/domain/ticket-form.ts';
import type { StoreParts, TicketState } from './ticket-state.ts';

export type TemplateActions = Pick<TicketState, 'fill' | 'saveTemplate' | 'removeTemplate'>;

export function templateActions({ desk, set, get }: StoreParts): TemplateActions {
  const found = (id: TicketDraft['id']): { draft: TicketDraft; form: TicketForm } | undefined => {
    const draft = get().drafts.find((entry) => entry.id === id);
    const form = draft && formOf(get().forms.forms, draft);
    return form && { draft, form };
  };
  return {
    fill(id, template) {
      const open = found(id);
      if (open) get().edit(id, fillTemplate(open.draft, open.form, template));
    },
    async saveTemplate(id, name) {
      const open = found(id);
      if (!open) return false;
      const saved = await desk.invoke('templates:save', { id: uuidv4(), name, ...templateOf(open.draft, open.form) });
      set(saved.ok ? { templates: saved.value, error: undefined } : { error: saved.error });
      return saved.ok;
    },
    async removeTemplate(id) {
      const left = await desk.invoke('templates:remove', { id });
      set(left.ok ? { templates: left.value } : { error: left.error });
    },
  };
}
