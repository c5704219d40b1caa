import type { ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { isTurn } from '../../../shared/setup/address-rules.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import type { ExchangeForm, IceForm, SeatForm } from './seat-form.ts';
import { FeatureCodeFields } from './feature-code-fields.tsx';
import { FieldNote, SetupField } from './setup-field.tsx';
import type { SetupStore } from './setup-store.ts';

function withExchange(form: SeatForm, change: Partial<ExchangeForm>): SeatForm {
  return { ...form, exchange: { ...form.exchange, ...change } };
}

function replaced<T>(list: readonly T[], index: number, entry: T): T[] {
  return list.map((old, at) => (at === index ? entry : old));
}

/** The line: where the exchange is, and how sound finds its way. */
export function ExchangeSection({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const { hasExchange, exchange } = useStore(store, (state) => state.form);
  const edit = store.getState().edit;
  return (
    <fieldset className="setup-group">
      <legend>{t('group.exchange')}</legend>
      <label className="row">
        <input
          type="checkbox"
          name="hasExchange"
          checked={hasExchange}
          onChange={(event) => {
            const isOn = event.target.checked;
            edit('exchange', (form) => ({ ...form, hasExchange: isOn }));
          }}
        />
        {t('field.hasExchange')}
      </label>
      {hasExchange ? (
        <>
          <Servers store={store} servers={exchange.servers} />
          <SetupField
            store={store}
            field="exchange.domain"
            label={t('field.domain')}
            hint={t('hint.domain')}
            value={exchange.domain}
            change={(form, value) => withExchange(form, { domain: value })}
          />
          <IceServers store={store} servers={exchange.iceServers} />
          <FeatureCodeFields store={store} />
        </>
      ) : (
        <p className="quiet small">{t('hint.noExchange')}</p>
      )}
    </fieldset>
  );
}

function Servers({ store, servers }: { readonly store: SetupStore; readonly servers: readonly string[] }): ReactNode {
  const { t } = useTranslation('setup');
  const edit = store.getState().edit;
  return (
    <div className="setup-list">
      {servers.map((server, index) => (
        <SetupField
          key={index}
          store={store}
          field={`exchange.servers.${String(index)}`}
          label={t('field.server', { number: index + 1 })}
          hint={index === 0 ? t('hint.server') : undefined}
          value={server}
          input={{ inputMode: 'url', placeholder: 'wss://' }}
          change={(form, value) => withExchange(form, { servers: replaced(form.exchange.servers, index, value) })}
        >
          {servers.length > 1 ? (
            <RemoveButton
              label={t('removeServer', { number: index + 1 })}
              onRemove={() => {
                edit('exchange.servers', (form) =>
                  withExchange(form, { servers: form.exchange.servers.filter((_, at) => at !== index) }),
                );
              }}
            />
          ) : null}
        </SetupField>
      ))}
      <FieldNote store={store} field="exchange.servers" />
      <Button
        kind="quiet"
        icon={<Icon name="plus" />}
        onClick={() => {
          edit('exchange.servers', (form) => withExchange(form, { servers: [...form.exchange.servers, ''] }));
        }}
      >
        {t('addServer')}
      </Button>
    </div>
  );
}

const freshIce: IceForm = { url: '', username: '', credential: '' };

function IceServers({
  store,
  servers,
}: {
  readonly store: SetupStore;
  readonly servers: readonly IceForm[];
}): ReactNode {
  const { t } = useTranslation('setup');
  const edit = store.getState().edit;
  const change = (index: number, part: Partial<IceForm>) => (form: SeatForm) => {
    const { iceServers } = form.exchange;
    return withExchange(form, {
      iceServers: replaced(iceServers, index, { ...(iceServers[index] ?? freshIce), ...part }),
    });
  };
  return (
    <div className="setup-list">
      <p className="setup-list-title">{t('field.iceServers')}</p>
      <p className="quiet small">{t('hint.iceServers')}</p>
      {servers.map((server, index) => {
        const path = `exchange.iceServers.${String(index)}`;
        return (
          <div key={index} className="ice-row" role="group" aria-label={t('field.ice', { number: index + 1 })}>
            <SetupField
              store={store}
              field={`${path}.url`}
              label={t('field.iceUrl')}
              value={server.url}
              input={{ placeholder: 'stun: / turn:' }}
              change={(form, url) => change(index, { url })(form)}
            >
              <RemoveButton
                label={t('removeIce', { number: index + 1 })}
                onRemove={() => {
                  edit('exchange.iceServers', (form) =>
                    withExchange(form, { iceServers: form.exchange.iceServers.filter((_, at) => at !== index) }),
                  );
                }}
              />
            </SetupField>
            {isTurn(server.url) || server.username !== '' || server.credential !== '' ? (
              <div className="setup-pair">
                <SetupField
                  store={store}
                  field={`${path}.username`}
                  label={t('field.iceUser')}
                  value={server.username}
                  change={(form, username) => change(index, { username })(form)}
                />
                <SetupField
                  store={store}
                  field={`${path}.credential`}
                  label={t('field.icePassword')}
                  value={server.credential}
                  input={{ type: 'password', autoComplete: 'new-password' }}
                  change={(form, credential) => change(index, { credential })(form)}
                />
              </div>
            ) : null}
          </div>
        );
      })}
      <FieldNote store={store} field="exchange.iceServers" />
      <Button
        kind="quiet"
        icon={<Icon name="plus" />}
        onClick={() => {
          edit('exchange.iceServers', (form) =>
            withExchange(form, { iceServers: [...form.exchange.iceServers, freshIce] }),
          );
        }}
      >
        {t('addIce')}
      </Button>
    </div>
  );
}

function RemoveButton({ label, onRemove }: { readonly label: string; readonly onRemove: () => void }): ReactNode {
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={onRemove}>
      <Icon name="close" />
    </button>
  );
}
