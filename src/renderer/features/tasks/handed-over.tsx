import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import type { TaskRow } from '../../../shared/domain/task.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import type { TaskStore } from './task-store.ts';

/** Whether a colleague gave it to whoever has it, and he has said nothing of it yet. */
export function isJustHandedOver({ place, handOver }: Pick<TaskRow, 'place' | 'handOver'>): boolean {
  return place === 'mine' && handOver?.to !== undefined;
}

/** 交班：what colleagues handed to this agent, until he took it over or put it back. It takes no focus and makes no sound. */
export function HandedOver({ store }: { readonly store: TaskStore }): ReactNode {
  const { t } = useTranslation('tasks');
  const tasks = useStore(store, (state) => state.tasks);
  const first = tasks.find(isJustHandedOver);
  if (!first?.handOver) return null;
  const { by, note } = first.handOver;
  // What another colleague gave is told next.
  const news = tasks.filter((task) => isJustHandedOver(task) && task.handOver?.by === by);
  return (
    <div className="message" data-tone="hold" role="status" data-testid="handed-over">
      <span className="grow">
        {t('handedToYou', { agentNo: by, count: news.length })} {note}
      </span>
      <Button
        onClick={() => {
          for (const { id } of news) void store.change(id, { type: 'taken' });
        }}
      >
        {t('takeOver')}
      </Button>
    </div>
  );
}
