import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import type { HandOverPlace } from './hand-over-sheet.tsx';
import { Presence } from './presence.tsx';

export interface LanguageSheetProps {
  readonly languageText: string;
  /** What the caller is asked to wait with, as the agent can say it himself. */
  readonly gloss: string | undefined;
  /** Those who speak the caller's language. */
  readonly places: readonly HandOverPlace[];
  /** Said where nobody knows how the colleagues stand now. */
  readonly staleText: string | undefined;
  /** Plays the line into the call; false when there is no sound of it. Called once. */
  readonly onPlay: () => Promise<boolean>;
  readonly onTransfer: (place: HandOverPlace) => void;
  readonly onJoin: (place: HandOverPlace) => void;
  readonly onCallBack: () => void;
  readonly onClose: () => void;
}

/** The caller and this seat share no language: he is asked to wait in his own, and somebody is found who speaks it. */
export function LanguageSheet(props: LanguageSheetProps): ReactNode {
  const { t } = useTranslation('phone');
  const { languageText, gloss, places, staleText, onPlay, onTransfer, onJoin, onCallBack, onClose } = props;
  const [sound, setSound] = useState<'playing' | 'played' | 'missing'>('playing');
  const played = useRef<Promise<boolean>>(undefined);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    played.current ??= onPlay();
    void played.current.then((isThere) => {
      setSound(isThere ? 'played' : 'missing');
    });
    box.current?.querySelector('button')?.focus();
    // Opened once for one call: what is played does not change under it.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- see above
  }, []);
  /** The line is said to its end before the caller is put on hold. */
  function afterLine(act: () => void): void {
    onClose();
    void played.current?.then(act);
  }
  return (
    <Sheet label={t('noLanguageTitle', { language: languageText })} onClose={onClose} className="hand-over">
      <h2>{t('noLanguageTitle', { language: languageText })}</h2>
      <p className="quiet small" role="status" data-testid="please-wait" data-sound={sound}>
        {t(`pleaseWait.${sound}`)}
        {sound === 'missing' && gloss !== undefined ? <ScriptText lang="zh-Hans">{gloss}</ScriptText> : null}
      </p>
      {staleText === undefined ? null : (
        <p className="small stale-list" data-testid="colleagues-stale">
          {staleText}
        </p>
      )}
      <div ref={box} className="hand-over-list language-places">
        {places.map((place) => (
          <div key={place.address} className="hand-over-place">
            <span className="grow clip" title={place.name}>
              {place.name}
            </span>
            {place.presence ? <Presence kind={place.presence} /> : null}
            <span className="num quiet small">{place.address}</span>
            <Button
              data-testid={`transfer-${place.address}`}
              onClick={() => {
                afterLine(() => {
                  onTransfer(place);
                });
              }}
            >
              {t('transfer')}
            </Button>
            <Button
              data-testid={`join-${place.address}`}
              onClick={() => {
                afterLine(() => {
                  onJoin(place);
                });
              }}
            >
              {t('conference')}
            </Button>
          </div>
        ))}
        {places.length === 0 ? <p className="small">{t('nobodySpeaksIt')}</p> : null}
        <Button
          kind={places.length === 0 ? 'primary' : 'plain'}
          data-testid="promise-call-back"
          onClick={() => {
            onClose();
            onCallBack();
          }}
        >
          {t('promiseCallBack')}
        </Button>
      </div>
      <Button kind="quiet" keyHint="Esc" onClick={onClose}>
        {t('back')}
      </Button>
    </Sheet>
  );
}
