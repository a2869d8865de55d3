import {
  ATTRIBUTES,
  anyValueText,
  EVENTS,
  fromAnyValue,
  type SessionEvent,
  type SupportStep,
} from '@throughline/format';
import { durationWords, elementOf, oneLine, pageOfPath, quoted } from './words.ts';

/** What an event tells, or nothing. */
type Told = Pick<SupportStep, 'kind' | 'text'> & { detail?: string };

/** So long a page must not react for that to be told, milliseconds: people take less for slow, not for stuck. */
const STUCK_MS = 1_000;
/** Characters of what a person wrote, and of what was thrown. */
const NOTE_CHARACTERS = 300;

/** Of a click in these, what is typed tells more. */
const FIELDS: ReadonlySet<string> = new Set(['textbox', 'searchbox', 'combobox', 'spinbutton']);
const CHOICES: ReadonlySet<string> = new Set(['checkbox', 'radio', 'switch', 'option']);

/** Tells events of one tab after another: which page a title belongs to, only what came before tells. */
export class EventTeller {
  readonly #titles = new Map<string, string>();

  /** What `event` tells in plain language; `undefined` if nothing that matters to who helps. */
  tell(event: SessionEvent): Told | undefined {
    const { name, text, attributes } = event;
    const of = (attribute: string) => anyValueText(attributes[attribute]);
    const element = elementOf(of(ATTRIBUTES.elementName));
    const named = element.name === '' ? '' : quoted(element.name);
    switch (name) {
      case EVENTS.navigation:
        return of(ATTRIBUTES.navigationType) === 'hash'
          ? undefined
          : { kind: 'page', text: `opened ${this.#pageName(event)}` };
      case EVENTS.click:
        if (FIELDS.has(element.role)) return undefined;
        if (CHOICES.has(element.role) && named) return { kind: 'click', text: `chose ${named}` };
        return {
          kind: 'click',
          text: named ? `clicked ${named}` : `clicked ${UNNAMED[element.role] ?? 'on the page'}`,
        };
      case EVENTS.rageClick:
        return {
          kind: 'problem',
          text: `clicked ${named || 'on the page'} several times in quick succession`,
        };
      case EVENTS.deadClick:
        return { kind: 'problem', text: `nothing happened after clicking ${named || 'on the page'}` };
      case EVENTS.input:
        // That one began to type matters only if one stopped, and then the form is told to be left.
        if (of(ATTRIBUTES.inputPhase) === 'first' || CHOICES.has(element.role)) return undefined;
        return {
          kind: 'input',
          text: `${element.role === 'combobox' ? 'chose in' : 'filled in'} ${named || 'a field'}`,
        };
      case EVENTS.submit:
        return { kind: 'input', text: named ? `sent the form ${named}` : 'sent a form' };
      case EVENTS.abandonment:
        return { kind: 'problem', text: `left a form without sending it${named && `, last at ${named}`}` };
      case EVENTS.resourceError:
        return {
          kind: 'problem',
          text: 'a part of the page could not be loaded',
          detail: oneLine(text, NOTE_CHARACTERS),
        };
      case EVENTS.longTask: {
        const stuck = Number(fromAnyValue(attributes[ATTRIBUTES.longTaskDuration]));
        return stuck >= STUCK_MS
          ? { kind: 'problem', text: `the page did not react for ${durationWords(stuck)}` }
          : undefined;
      }
      case EVENTS.note:
        return text.trim() === ''
          ? undefined
          : { kind: 'note', text: `noted: “${oneLine(text, NOTE_CHARACTERS)}”` };
      case EVENTS.exception:
        return {
          kind: 'failure',
          text: 'an error occurred in the page',
          detail: thrown(of(ATTRIBUTES.exceptionType), of(ATTRIBUTES.exceptionMessage) || text),
        };
      default:
        return undefined;
    }
  }

  /** By its title, unless that is still the one of the page before. */
  #pageName({ tabId, attributes }: SessionEvent): string {
    const title = oneLine(anyValueText(attributes[ATTRIBUTES.pageTitle]));
    const before = this.#titles.get(tabId);
    const isLoad = anyValueText(attributes[ATTRIBUTES.navigationType]) === 'load';
    this.#titles.set(tabId, title);
    if (title !== '' && !/^\*+$/.test(title) && (isLoad || title !== before)) return `“${title}”`;
    return pageOfPath(anyValueText(attributes[ATTRIBUTES.urlFull]));
  }
}

/** What is clicked without a name. */
const UNNAMED: Readonly<Record<string, string>> = { button: 'a button', link: 'a link', img: 'a picture' };

function thrown(type: string, message: string): string {
  return oneLine([type, message].filter(Boolean).join(': '), NOTE_CHARACTERS);
}
