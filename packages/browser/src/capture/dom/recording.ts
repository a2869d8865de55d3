import { EventType, type eventWithTime, record, type recordOptions } from 'rrweb';
import type { Emit, Stop } from '../captured.ts';
import type { Masking } from '../masking.ts';
import type { DomRecording, DomRules } from './domRecording.ts';
import { type NodeKnowledge, sanitizeEvent, stars } from './sanitizeEvent.ts';

/** Milliseconds between two recorded positions or values; dense enough for the eye, sparse enough for the wire. */
const SAMPLING = { mousemove: 50, mousemoveCallback: 500, scroll: 150, media: 800, input: 'last' } as const;

/** Masks every field whatever its type; those whose value is the author's are let through by `maskField`. */
const ALL_FIELDS = { input: true, textarea: true, select: true };
const AUTHORED_FIELDS = new Set(['button', 'checkbox', 'image', 'radio', 'reset', 'submit']);
/** A password is shown by so many stars whatever its length. */
const PASSWORD_STARS = 8;

/** A head's metadata and scripts are not needed to draw the page, and hold tokens. */
const LEFT_OUT = {
  script: true,
  comment: true,
  headFavicon: true,
  headMetaDescKeywords: true,
  headMetaSocial: true,
  headMetaRobots: true,
  headMetaHttpEquiv: true,
  headMetaAuthorship: true,
  headMetaVerification: true,
};

/** Records the DOM in rrweb's event format, beginning with a checkpoint. Only one recording runs in a page at a time. */
export function startDomRecording(
  emit: Emit,
  { masking, redactedUrl, checkpointEveryMs, onError }: DomRules,
): DomRecording {
  // This part is loaded by itself, so what must not reach the page is told to the part that loaded it.
  const attempt = <Result>(action: () => Result): Result | undefined => {
    try {
      return action();
    } catch (error) {
      onError(error);
      return undefined;
    }
  };
  const known: NodeKnowledge = {
    redactedUrl,
    redact: masking.redact,
    tagName: (id) => record.mirror.getNode(id)?.nodeName.toLowerCase(),
    isMasked: (id) => {
      const element = elementOf(record.mirror.getNode(id));
      return element !== undefined && masking.isMasked(element);
    },
    isShadowText: (id) => {
      const node = record.mirror.getNode(id);
      return node !== null && node.parentElement === null && node.parentNode !== null;
    },
  };
  let begun = false;
  let meta: eventWithTime | undefined;
  const emitEvent = (event: eventWithTime) => {
    // The page's address and size belong to the snapshot that follows: playback begins with both.
    if (event.type === EventType.Meta) {
      meta = event;
      return;
    }
    const checkpoint = event.type === EventType.FullSnapshot;
    begun ||= checkpoint;
    emit({
      kind: 'replay',
      time: event.timestamp,
      events: checkpoint && meta ? [meta, event] : [event],
      checkpoint,
    });
  };
  const options: recordOptions<eventWithTime> = {
    emit: (event) => attempt(() => emitEvent(sanitizeEvent(event, known))),
    checkoutEveryNms: checkpointEveryMs,
    inlineStylesheet: true,
    sampling: { ...SAMPLING },
    slimDOMOptions: LEFT_OUT,
    maskInputOptions: ALL_FIELDS as object,
    maskInputFn: maskField,
    // Every text comes by here, since rrweb's own rules end at the borders of shadow roots.
    maskTextSelector: '*',
    maskTextFn: (text, element) => recordedText(text, element, masking),
    blockSelector: masking.blockSelector,
    // The page's own mistakes, such as inserting a rule that is no CSS, come by here too and are the page's to see.
    errorHandler: (error) => {
      if (error instanceof DOMException) return false;
      onError(error);
      return true;
    },
  };
  const stop = whenParsed(() => attempt(() => record(options)));
  return {
    checkpoint() {
      if (begun) record.takeFullSnapshot(true);
    },
    nodeId(node) {
      const id = record.mirror.getId(node);
      return id > 0 ? id : undefined;
    },
    stop,
  };
}

/**
 * Starts once the document is parsed. rrweb would wait by itself, but what fails in its first snapshot would then be an
 * uncaught error of the page.
 */
function whenParsed(start: () => Stop | undefined): Stop {
  if (document.readyState !== 'loading') return start() ?? (() => {});
  let stop: Stop | undefined;
  const begin = () => {
    stop = start();
  };
  document.addEventListener('DOMContentLoaded', begin, { capture: true, once: true });
  return () => {
    document.removeEventListener('DOMContentLoaded', begin, { capture: true });
    stop?.();
  };
}

function elementOf(node: Node | null): Element | undefined {
  if (!node) return undefined;
  if (node.nodeType === Node.ELEMENT_NODE) return node as Element;
  const { parentNode } = node;
  if (!parentNode) return undefined;
  return 'host' in parentNode ? (parentNode as ShadowRoot).host : elementOf(parentNode);
}

function maskField(value: string, field: HTMLElement): string {
  const type = (field as Partial<HTMLInputElement>).type ?? '';
  if (field.tagName === 'INPUT' && AUTHORED_FIELDS.has(type)) return value;
  if (value === '') return '';
  const isPassword = type === 'password' || field.hasAttribute('data-rr-is-password');
  return isPassword ? '*'.repeat(PASSWORD_STARS) : stars(value);
}

function recordedText(text: string, element: HTMLElement | null, masking: Masking): string {
  if (!element || element.localName === 'style') return text;
  const isField = element.localName === 'textarea';
  return isField || masking.isMasked(element) ? stars(text) : masking.redact(text);
}
