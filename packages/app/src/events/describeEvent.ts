import {
  ATTRIBUTES,
  type Attributes,
  anyValueText,
  EVENTS,
  fromAnyValue,
  type SessionEvent,
} from '@throughline/format';
import type { EventKind } from '../state/eventsView.ts';
import { formatDuration, formatUrl } from '../ui/format.ts';
import { kindOf } from './kindOf.ts';
import { type VitalRating, vitalOf } from './vitals.ts';

/** An event as a line of the list. */
export interface EventLine {
  kind: EventKind;
  title: string;
  /** More about it; may be empty. */
  detail: string;
  /** Of a web vital. */
  rating?: VitalRating | undefined;
  tone: 'error' | 'warning' | 'normal';
}

type Described = Pick<SessionEvent, 'name' | 'text' | 'attributes' | 'severity'>;

/** Attributes of an application's own event that its line tells, and characters of each. */
const TOLD_ATTRIBUTES = 6;
const TOLD_CHARACTERS = 60;

/** An event in words. What was recorded is text from outside; lists show it as such. */
export function describeEvent(event: Described): EventLine {
  const kind = kindOf(event.name);
  return { kind, tone: event.severity, detail: '', ...words(event) };
}

function words({ name, text, attributes }: Described): Partial<EventLine> & { title: string } {
  const of = (attribute: string) => anyValueText(attributes[attribute]);
  switch (name) {
    case EVENTS.click:
      return { title: `click ${of(ATTRIBUTES.elementName) || text}` };
    case EVENTS.rageClick:
    case EVENTS.deadClick:
    case EVENTS.errorClick:
      return { title: text || name, tone: 'warning' };
    case EVENTS.navigation:
      return { title: `navigate to ${pathOf(of(ATTRIBUTES.urlFull))}`, detail: of(ATTRIBUTES.pageTitle) };
    case EVENTS.route:
      return { title: `route ${of(ATTRIBUTES.urlTemplate)}` };
    case EVENTS.sessionStart:
      return { title: 'session begins' };
    case EVENTS.webVital: {
      const vital = vitalOf(of(ATTRIBUTES.webVitalName), numberOf(attributes, ATTRIBUTES.webVitalValue));
      const tone = vital.rating === 'poor' ? 'error' : vital.rating === 'good' ? 'normal' : 'warning';
      return {
        title: `${vital.name} ${vital.value}`.trim() || text || name,
        detail: of(ATTRIBUTES.elementName),
        rating: vital.rating,
        tone: vital.rating ? tone : 'normal',
      };
    }
    case EVENTS.longTask: {
      const duration = numberOf(attributes, ATTRIBUTES.longTaskDuration);
      const blocking = numberOf(attributes, ATTRIBUTES.longTaskBlocking);
      const where = [of(ATTRIBUTES.codeFunctionName), of(ATTRIBUTES.codeFilePath)]
        .filter(Boolean)
        .join(' in ');
      return {
        title: text || (duration > 0 ? `page busy for ${formatDuration(duration)}` : name),
        detail: [blocking > 0 && `${formatDuration(blocking)} blocking`, where].filter(Boolean).join(', '),
      };
    }
    case EVENTS.exception: {
      const message = of(ATTRIBUTES.exceptionMessage) || text;
      const type = of(ATTRIBUTES.exceptionType);
      return { title: type ? `${type}: ${message}` : message, tone: 'error' };
    }
    case EVENTS.state:
      return {
        title: [of(ATTRIBUTES.stateName), of(ATTRIBUTES.stateAction)].filter(Boolean).join(': '),
        detail: text,
      };
    case EVENTS.featureFlag:
      return { title: `flag ${of(ATTRIBUTES.featureFlagKey)} is ${of(ATTRIBUTES.featureFlagValue)}` };
    case EVENTS.tag:
      return { title: `tag ${of(ATTRIBUTES.tag)}` };
    case EVENTS.note:
      return { title: `note: ${text}` };
    case EVENTS.keep:
      return { title: `keep: ${of(ATTRIBUTES.keepReason)}` };
    case EVENTS.identify:
      return {
        title: 'identify',
        detail: [ATTRIBUTES.userName, ATTRIBUTES.userEmail, ATTRIBUTES.userId].map(of).find(Boolean) ?? '',
      };
    default:
      // What the SDK tells of a page says itself in words; of an application's own event its name tells more.
      return kindOf(name) === 'custom'
        ? { title: name, detail: text || brief(attributes) }
        : { title: text || name };
  }
}

/** The first attributes, each cut short. */
function brief(attributes: Attributes): string {
  return Object.entries(attributes)
    .filter(([name]) => !/^(user|session)\.|^throughline\./.test(name))
    .slice(0, TOLD_ATTRIBUTES)
    .map(([name, value]) => `${name}=${anyValueText(value).slice(0, TOLD_CHARACTERS)}`)
    .join('  ');
}

function pathOf(url: string): string {
  return formatUrl(url).path || url;
}

function numberOf(attributes: Attributes, name: string): number {
  const value = fromAnyValue(attributes[name]);
  return value === null ? Number.NaN : Number(value);
}
