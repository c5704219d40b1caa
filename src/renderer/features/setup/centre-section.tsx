import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import { useStore } from 'zustand';
import { fingerprintLetters, fingerprintText, type CentreKeys } from '../../../shared/setup/centre-keys.ts';
import { centreSchema } from '../../../shared/setup/seat-config.ts';
import { Button } from '../../ui/button.tsx';
import type { CentreForm, SeatForm } from './seat-form.ts';
import { SetupField } from './setup-field.tsx';
import type { SetupStore } from './setup-store.ts';

function withCentre(form: SeatForm, change: Partial<CentreForm>): SeatForm {
  return { ...form, centre: { ...form.centre, ...change } };
}

/** Which centre: its name, its server, and the keys by which this desk will know it. */
export function CentreSection({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const { name, centre, region } = useStore(store, (state) => state.form);
  const { isFetching } = useStore(store);
  const isAddressRight = centreSchema.shape.url.safeParse(centre.url).success;
  return (
    <fieldset className="setup-group">
      <legend>{t('group.centre')}</legend>
      <div className="setup-pair">
        <SetupField
          store={store}
          field="name"
          label={t('field.name')}
          hint={t('hint.name')}
          value={name}
          change={(form, value) => ({ ...form, name: value })}
        />
        <SetupField
          store={store}
          field="centre.name"
          label={t('field.centreName')}
          hint={t('hint.centreName')}
          value={centre.name}
          change={(form, value) => withCentre(form, { name: value })}
        />
      </div>
      <SetupField
        store={store}
        field="centre.url"
        label={t('field.url')}
        hint={t('hint.url')}
        value={centre.url}
        input={{ inputMode: 'url', placeholder: 'https://' }}
        change={(form, value) => withCentre(form, { url: value })}
      >
        <Button
          data-testid="fetch-keys"
          disabled={!isAddressRight || isFetching}
          onClick={() => void store.getState().fetchKeys()}
        >
          {isFetching ? t('keys.fetching') : t('keys.fetch')}
        </Button>
      </SetupField>
      <KeyOffer store={store} />
      <SetupField
        store={store}
        field="centre.sealingKey"
        label={t('field.sealingKey')}
        value={centre.sealingKey}
        input={{ className: 'input mono' }}
        change={(form, value) => withCentre(form, { sealingKey: value })}
      />
      <SetupField
        store={store}
        field="centre.signingKey"
        label={t('field.signingKey')}
        value={centre.signingKey}
        input={{ className: 'input mono' }}
        change={(form, value) => withCentre(form, { signingKey: value })}
      />
      <Fingerprint keys={centre} />
      <div className="setup-pair">
        <SetupField
          store={store}
          field="region"
          label={t('field.region')}
          hint={t('hint.region')}
          value={region}
          input={{ maxLength: 2, list: 'setup-regions' }}
          change={(form, value) => ({ ...form, region: value.toUpperCase() })}
        />
        <datalist id="setup-regions">
          {['CN', 'HK', 'MO', 'TW'].map((code) => (
            <option key={code} value={code} />
          ))}
        </datalist>
      </div>
    </fieldset>
  );
}

/** Keys read from the server are nobody's until a person has compared them with the leader's paper. */
function KeyOffer({ store }: { readonly store: SetupStore }): ReactNode {
  const { t } = useTranslation('setup');
  const offer = useStore(store, (state) => state.offer);
  if (!offer) return null;
  return (
    <div className="key-offer" role="group" aria-label={t('keys.offer')} data-testid="key-offer">
      <p>{t('keys.compare', { name: offer.name })}</p>
      <p className="fingerprint" data-testid="offered-fingerprint">
        {offer.fingerprint}
      </p>
      <div className="row">
        <Button
          kind="primary"
          onClick={() => {
            store.getState().answerOffer(true);
          }}
        >
          {t('keys.same')}
        </Button>
        <Button
          onClick={() => {
            store.getState().answerOffer(false);
          }}
        >
          {t('keys.notSame')}
        </Button>
      </div>
    </div>
  );
}

/** Of the keys that stand in the fields, wherever they came from. */
function Fingerprint({ keys }: { readonly keys: CentreKeys }): ReactNode {
  const { t } = useTranslation('setup');
  const sealingKey = keys.sealingKey.trim();
  const signingKey = keys.signingKey.trim();
  const [shown, setShown] = useState<string>();
  useEffect(() => {
    const { sealingKey: sealing, signingKey: signing } = centreSchema.shape;
    if (!sealing.safeParse(sealingKey).success || !signing.safeParse(signingKey).success) {
      setShown(undefined);
      return;
    }
    let isCurrent = true;
    const text = new TextEncoder().encode(fingerprintText({ sealingKey, signingKey }));
    void crypto.subtle.digest('SHA-256', text).then((digest) => {
      if (isCurrent) setShown(fingerprintLetters(new Uint8Array(digest)));
    });
    return () => {
      isCurrent = false;
    };
  }, [sealingKey, signingKey]);
  if (shown === undefined) return <p className="quiet small">{t('hint.keys')}</p>;
  return (
    <p className="small">
      <span className="quiet">{t('keys.fingerprint')}</span>{' '}
      <span className="fingerprint" data-testid="fingerprint">
        {shown}
      </span>
    </p>
  );
}
