import { useState, type ReactNode } from 'react';
import { useStore } from 'zustand';
import { callerLanguages } from '../../../shared/language/languages.ts';
import { longestSmsValue, smsValueSchema, type SmsPlaceholder } from '../../../shared/domain/sms-text.ts';
import type { SmsOffer, SmsRecipient } from '../../../shared/ipc/addition-commands.ts';
import { fillSms, placeholdersOf, type FilledSms } from '../../../shared/sms/fill-sms.ts';
import { smsPlaceholders } from '../../../shared/domain/sms-text.ts';
import { smsParts } from '../../../shared/sms/sms-parts.ts';
import { useTranslation } from '../../i18n/texts.tsx';
import { Button } from '../../ui/button.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { langByScript, ScriptText } from '../../ui/script-text.tsx';
import { Sheet } from '../../ui/sheet.tsx';
import { SheetHead } from '../../ui/sheet-head.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { AddedTicket, AdditionStore, SmsDraft } from './addition-store.ts';
import './additions.css';

export interface SmsSheetProps {
  readonly store: AdditionStore;
  readonly ticket: AddedTicket;
}

/** 短信: one of the centre's texts, shown as it will be sent. Nothing is typed but what a text asks for. */
export function SmsSheet({ store, ticket }: SmsSheetProps): ReactNode {
  const { t } = useTranslation('additions');
  const { offer, error } = useStore(store);
  const title = t('smsTitle', { number: ticket.number });
  return (
    <Sheet label={title} onClose={store.actions.close} className="addition-sheet">
      <SheetHead title={title} closeText={t('close')} onClose={store.actions.close} />
      {offer ? <Choice store={store} ticketId={ticket.id} offer={offer} /> : null}
      {!offer && !error ? <p className="quiet">{t('loading')}</p> : null}
      <ErrorNote error={error} />
    </Sheet>
  );
}

type Text = SmsOffer['texts'][number];
type Values = Partial<Record<SmsPlaceholder, string>>;

interface ChoiceProps {
  readonly store: AdditionStore;
  readonly ticketId: string;
  readonly offer: SmsOffer;
}

const untouched: SmsDraft = {};

function Choice({ store, ticketId, offer }: ChoiceProps): ReactNode {
  const { t } = useTranslation(['additions', 'phrases']);
  const isBusy = useStore(store, (state) => state.isBusy);
  const { writeSms, send } = store.actions;
  const draft = useStore(store, (state) => state.smsDrafts[ticketId]) ?? untouched;
  const { values = {} } = draft;
  // What the offer says later takes no text from under the agent's fingers.
  const [language] = useState(offer.language);
  const lang = draft.lang ?? language;
  const [to, setTo] = useState<SmsRecipient | undefined>(() => offer.recipients.find(({ isMobile }) => isMobile)?.to);
  const texts = offer.texts.filter((text) => text.lang === lang);
  const text =
    texts.find(({ id }) => id === draft.textId) ?? texts.find(({ status }) => status === 'approved') ?? texts[0];
  const filled = text && fillSms(text.text, offer, values, offer.timeZone);
  const recipient = offer.recipients.find((each) => each.to === to);
  const hindrance = hindranceOf(offer, text, filled, values, recipient);
  const ways = callerLanguages().filter((each) => offer.texts.some((known) => known.lang === each) || each === lang);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (hindrance !== undefined || !text || !filled || !recipient) return;
        const named = { textId: text.id, textVersion: text.version, lang, values: askedOf(text, values) };
        const { to, maskedNumber } = recipient;
        void send({ ...named, to, maskedNumber, text: filled.text });
      }}
    >
      <div className="row sms-choice">
        <label className="field">
          {t('additions:language')}
          <select
            className="input"
            name="sms-language"
            value={lang}
            onChange={({ target }) => {
              writeSms({ lang: target.value });
            }}
          >
            {ways.map((each) => (
              <option key={each} value={each}>
                {t(`phrases:language.${each}`)}
              </option>
            ))}
          </select>
        </label>
        <Recipients offer={offer} to={to} onTo={setTo} />
      </div>
      <Texts
        {...{ texts, text }}
        onChoose={(textId) => {
          writeSms({ textId });
        }}
      />
      {text ? (
        <Asked
          text={text}
          values={values}
          onValues={(next) => {
            writeSms({ values: next });
          }}
        />
      ) : null}
      {text && filled ? <Preview {...{ offer, text, filled, values }} /> : null}
      <div role="status" data-testid="sms-hindrance">
        {hindrance ? (
          <p className="message">
            {t(`additions:hindrance.${hindrance.code}`, { names: namesOf(t, hindrance.names) })}
          </p>
        ) : null}
      </div>
      <div className="row">
        <Button
          type="submit"
          kind="primary"
          keyHint="↵"
          disabled={hindrance !== undefined || isBusy}
          data-testid="send-sms"
        >
          {t('additions:send')}
        </Button>
      </div>
    </form>
  );
}

type Translate = ReturnType<typeof useTranslation<['additions', 'phrases']>>['t'];

function namesOf(t: Translate, names: readonly SmsPlaceholder[]): string {
  return names.map((name) => t(`additions:placeholder.${name}`)).join(t('additions:separator'));
}

function askedOf(text: Text, values: Values): Values {
  const asked = placeholdersOf(text.text).filter((name) => smsPlaceholders[name] === 'asked');
  return Object.fromEntries(asked.map((name) => [name, values[name]?.trim()]));
}

interface Hindrance {
  readonly code: 'noPort' | 'noTexts' | 'draft' | 'noNumber' | 'notMobile' | 'missingFacts' | 'open' | 'wrongValue';
  readonly names: readonly SmsPlaceholder[];
}

/** Why it can't be sent as it stands; the first that is to be seen to. */
function hindranceOf(
  { isPortOpen, recipients }: SmsOffer,
  text: Text | undefined,
  filled: FilledSms | undefined,
  values: Values,
  recipient: SmsOffer['recipients'][number] | undefined,
): Hindrance | undefined {
  const because = (code: Hindrance['code'], names: readonly SmsPlaceholder[] = []): Hindrance => ({ code, names });
  if (isPortOpen !== true) return because('noPort');
  if (!text || !filled) return because('noTexts');
  if (recipients.length === 0) return because('noNumber');
  if (!recipient?.isMobile) return because('notMobile');
  if (text.status !== 'approved') return because('draft');
  if (filled.missingFacts.length > 0) return because('missingFacts', filled.missingFacts);
  if (filled.open.length > 0) return because('open', filled.open);
  const wrong = placeholdersOf(text.text).filter(
    (name) => smsPlaceholders[name] === 'asked' && !smsValueSchema.safeParse(values[name]).success,
  );
  return wrong.length > 0 ? because('wrongValue', wrong) : undefined;
}

interface RecipientsProps {
  readonly offer: SmsOffer;
  readonly to: SmsRecipient | undefined;
  readonly onTo: (to: SmsRecipient) => void;
}

function Recipients({ offer, to, onTo }: RecipientsProps): ReactNode {
  const { t } = useTranslation('additions');
  return (
    <fieldset className="sms-recipients">
      <legend>{t('recipient')}</legend>
      {offer.recipients.map((each) => (
        <label key={each.to} className="row">
          <input
            type="radio"
            name="sms-to"
            checked={each.to === to}
            disabled={!each.isMobile}
            onChange={() => {
              onTo(each.to);
            }}
          />
          <span>{t(`to.${each.to}`)}</span> <span className="num quiet">{each.maskedNumber}</span>
          {each.isMobile ? null : <span className="quiet small">{t('notMobile')}</span>}
        </label>
      ))}
      {offer.recipients.length === 0 ? <span className="quiet small">{t('noRecipient')}</span> : null}
    </fieldset>
  );
}

interface TextsProps {
  readonly texts: readonly Text[];
  readonly text: Text | undefined;
  readonly onChoose: (id: string) => void;
}

/** All texts of the language by their meaning: whoever does not read it knows what he sends. */
function Texts({ texts, text, onChoose }: TextsProps): ReactNode {
  const { t } = useTranslation('additions');
  if (texts.length === 0) return null;
  return (
    <label className="field">
      {t('text')}
      <select
        data-first
        className="input"
        name="sms-text"
        value={text?.id}
        onChange={({ target }) => {
          onChoose(target.value);
        }}
      >
        {texts.map((each) => (
          <option key={each.id} value={each.id}>
            {each.status === 'approved' ? '' : `${t('draftMark')} `}
            {(each.gloss ?? each.text).replaceAll(/\{(\w+)\}/g, '＿')}
          </option>
        ))}
      </select>
    </label>
  );
}

interface AskedProps {
  readonly text: Text;
  readonly values: Values;
  readonly onValues: (values: Values) => void;
}

function Asked({ text, values, onValues }: AskedProps): ReactNode {
  const { t } = useTranslation('additions');
  const asked = placeholdersOf(text.text).filter((name) => smsPlaceholders[name] === 'asked');
  return asked.map((name) => (
    <label key={name} className="field">
      {t(`placeholder.${name}`)}
      <input
        className="input"
        name={`sms-${name}`}
        autoComplete="off"
        maxLength={longestSmsValue}
        lang={langByScript(values[name] ?? '')}
        value={values[name] ?? ''}
        onChange={({ target }) => {
          onValues({ ...values, [name]: target.value });
        }}
      />
    </label>
  ));
}

interface PreviewProps {
  readonly offer: SmsOffer;
  readonly text: Text;
  readonly filled: FilledSms;
  readonly values: Values;
}

/** The text to the letter, in how many parts it goes, and what it says. */
function Preview({ offer, text, filled, values }: PreviewProps): ReactNode {
  const { t } = useTranslation('additions');
  const { alphabet, length, parts } = smsParts(filled.text);
  return (
    <div className="sms-preview">
      <div data-testid="sms-preview">
        <ScriptText as="p" lang={text.lang} className="sms-text">
          {filled.text}
        </ScriptText>
      </div>
      {text.gloss === undefined ? null : (
        <ScriptText as="p" lang="zh-Hans" className="quiet small">
          {fillSms(text.gloss, offer, values, offer.timeZone).text.replaceAll(/\{\w+\}/g, '＿＿')}
        </ScriptText>
      )}
      <p className="small quiet num" data-testid="sms-parts">
        {t('parts', { parts, length, alphabet: alphabet === 'gsm7' ? 'GSM-7' : 'UCS-2' })}
        {text.status === 'approved' ? null : (
          <>
            {' '}
            <Tag tone="hold">{t('draftMark')}</Tag>
          </>
        )}
      </p>
    </div>
  );
}
