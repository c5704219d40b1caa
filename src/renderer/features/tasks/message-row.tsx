import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { TaskRow } from '../../../shared/domain/task.ts';
import type { VoiceMessage } from '../../../shared/domain/voice-message.ts';
import { formatDateTime, formatDuration } from '../../i18n/format.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import type { MessagePlayer, OpenMessage } from '../../telephony/sound/message-player.ts';
import { Button } from '../../ui/button.tsx';
import type { TaskStore } from './task-store.ts';

export interface MessageRowProps {
  readonly store: TaskStore;
  readonly task: TaskRow;
  readonly message: VoiceMessage;
  readonly player: MessagePlayer;
  /** Nobody listens to a message in the middle of a call. */
  readonly mayPlay: boolean;
}

const tickMs = 200;

type Trouble = 'soundMissing' | 'soundDamaged' | 'soundUnreadable' | 'soundRefused';

/** 班外留言: since when, how long, and a player that only ever plays when it is told to. */
export function MessageRow({ store, task, message, player, mayPlay }: MessageRowProps): ReactNode {
  const { t, i18n } = useTranslation('tasks');
  const { isPlaying, at, trouble, toggle, seek, seconds } = usePlayer({ store, task, message, player, mayPlay });
  const left = formatDateTime(i18n.language, message.leftAt);
  const length = formatDuration(seconds * 1000);
  const stands = formatDuration(at * 1000);
  // What was wrong may have come right meanwhile.
  const shown = trouble === 'soundMissing' && task.hasSound ? undefined : trouble;
  return (
    <div className="task-message" data-testid="message">
      <p className="small">{t('messageLeft', { time: left, length })}</p>
      <div className="row">
        <Button aria-pressed={isPlaying} disabled={!mayPlay} onClick={toggle}>
          {isPlaying ? t('messagePause') : t('messagePlay')}
        </Button>
        <input
          type="range"
          className="grow"
          aria-label={t('messagePlace')}
          aria-valuetext={t('messageStands', { stands, length })}
          min={0}
          max={Math.max(1, Math.floor(seconds))}
          step={1}
          value={Math.floor(at)}
          disabled={!mayPlay}
          onChange={(event) => {
            seek(Number(event.target.value));
          }}
        />
        <span className="num small">
          {stands} / {length}
        </span>
      </div>
      {shown ? (
        <p className="small task-refused" role="status">
          {t(shown)}
        </p>
      ) : task.hasSound ? null : (
        <p className="small quiet" role="status">
          {t('soundComing')}
        </p>
      )}
      {mayPlay ? null : <p className="small quiet">{t('messageInCall')}</p>}
    </div>
  );
}

interface Playing {
  readonly isPlaying: boolean;
  /** Seconds from the begin. */
  readonly at: number;
  readonly seconds: number;
  readonly trouble: Trouble | undefined;
  readonly toggle: () => void;
  readonly seek: (to: number) => void;
}

function usePlayer({ store, task, message, player, mayPlay }: MessageRowProps): Playing {
  const open = useRef<OpenMessage>(undefined);
  /** Pressed, and nothing came in between: the sound may take its time to come. */
  const isWanted = useRef(false);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [seconds, setSeconds] = useState<number>(message.seconds);
  const [trouble, setTrouble] = useState<Trouble>();
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => {
      setAt(open.current?.position() ?? 0);
    }, tickMs);
    return () => {
      clearInterval(timer);
    };
  }, [isPlaying]);
  // Whoever rings, or is called, is heard alone; a row that goes takes its sound with it.
  useEffect(() => {
    if (!mayPlay) stop();
  }, [mayPlay]);
  useEffect(() => stop, []);
  function stop(): void {
    isWanted.current = false;
    open.current?.stop();
  }

  async function play(from: number): Promise<void> {
    isWanted.current = true;
    setTrouble(undefined);
    setPlaying(true);
    open.current ??= await load();
    const current = open.current;
    if (!current || !mayGoOn()) return setPlaying(false);
    setSeconds(Math.ceil(current.seconds));
    const isAtEnd = await current.play(from);
    // Played on from elsewhere meanwhile: that one says when it is over.
    if (!isAtEnd && current.isPlaying()) return;
    setPlaying(false);
    setAt(current.position());
  }
  function mayGoOn(): boolean {
    return isWanted.current;
  }
  async function load(): Promise<OpenMessage | undefined> {
    const sound = await store.sound(task.id);
    if (!sound.ok) {
      setTrouble(troubleOf(sound.error.code));
      return undefined;
    }
    const opened = await player.open(sound.value);
    if (opened.ok) return opened.value;
    setTrouble('soundUnreadable');
    return undefined;
  }
  return {
    ...{ isPlaying, at, seconds, trouble },
    toggle: () => {
      if (isPlaying) stop();
      else void play(at);
    },
    seek: (to) => {
      setAt(to);
      if (isPlaying) void play(to);
    },
  };
}

function troubleOf(code: string): Trouble {
  if (code === 'task.soundMissing') return 'soundMissing';
  return code === 'task.soundDamaged' ? 'soundDamaged' : 'soundRefused';
}
