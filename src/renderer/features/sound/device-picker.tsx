import { useId, type ReactNode } from 'react';
import { useTranslation } from '../../i18n/texts.tsx';
import type { DeviceChoice } from '../../../shared/domain/sound.ts';
import type { AudioDevice, FoundDevice } from '../../telephony/sound/find-device.ts';

export interface DevicePickerProps {
  readonly label: string;
  /** What no choice means. */
  readonly noChoice: string;
  readonly devices: readonly AudioDevice[];
  readonly found: FoundDevice;
  readonly onChoose: (choice: DeviceChoice | null) => void;
  readonly testId: string;
}

/** No id of a browser looks like this. */
const missing = 'not plugged in';

export function DevicePicker({ label, noChoice, devices, found, onChoose, testId }: DevicePickerProps): ReactNode {
  const { t } = useTranslation('sound');
  const id = useId();
  // Before the agent allowed the microphone a browser lists one nameless device of each kind, which can't be chosen.
  const named = devices.filter((device) => device.label !== '');
  return (
    <label className="field" htmlFor={id}>
      {label}
      <select
        id={id}
        className="input"
        data-testid={testId}
        value={found.kind === 'chosen' ? found.id : found.kind === 'missing' ? missing : ''}
        onChange={({ target }) => {
          const device = named.find((one) => one.id === target.value);
          onChoose(device ? { id: device.id, label: device.label } : null);
        }}
      >
        <option value="">{noChoice}</option>
        {found.kind === 'missing' ? (
          <option value={missing} disabled>
            {t('notPlugged', { label: found.label })}
          </option>
        ) : null}
        {named.map((device) => (
          <option key={device.id} value={device.id}>
            {device.label}
          </option>
        ))}
      </select>
    </label>
  );
}
