import {
  IconAlertTriangle,
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBolt,
  IconClick,
  IconCompass,
  IconFileText,
  IconStack2,
  IconTerminal2,
} from '@tabler/icons-react';
import type { TimelineKind } from '@throughline/format';

/** How each kind is called and drawn. */
export const KINDS: Record<TimelineKind, { label: string; Icon: typeof IconClick }> = {
  click: { label: 'Clicks', Icon: IconClick },
  navigation: { label: 'Navigation', Icon: IconCompass },
  request: { label: 'Requests', Icon: IconArrowUpRight },
  response: { label: 'Responses', Icon: IconArrowDownLeft },
  console: { label: 'Console', Icon: IconTerminal2 },
  error: { label: 'Errors', Icon: IconAlertTriangle },
  event: { label: 'Events', Icon: IconBolt },
  span: { label: 'Spans', Icon: IconStack2 },
  log: { label: 'Logs', Icon: IconFileText },
};
