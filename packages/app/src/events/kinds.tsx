import {
  IconAlertTriangle,
  IconBolt,
  IconBrowser,
  IconClick,
  IconCompass,
  IconDatabase,
  IconDeviceLaptop,
  IconFlag,
  IconForms,
  IconGauge,
  IconHourglass,
  IconMoodAngry,
} from '@tabler/icons-react';
import type { EventKind } from '../state/eventsView.ts';

/** How each kind is called and drawn. */
export const EVENT_KIND_LOOKS: Record<EventKind, { label: string; Icon: typeof IconClick }> = {
  click: { label: 'Clicks', Icon: IconClick },
  frustration: { label: 'Frustration', Icon: IconMoodAngry },
  form: { label: 'Forms', Icon: IconForms },
  navigation: { label: 'Navigation', Icon: IconCompass },
  page: { label: 'Page', Icon: IconBrowser },
  vital: { label: 'Web vitals', Icon: IconGauge },
  slow: { label: 'Long tasks', Icon: IconHourglass },
  problem: { label: 'Errors', Icon: IconAlertTriangle },
  custom: { label: 'Custom', Icon: IconBolt },
  state: { label: 'State', Icon: IconDatabase },
  flag: { label: 'Flags', Icon: IconFlag },
  device: { label: 'Device', Icon: IconDeviceLaptop },
};
