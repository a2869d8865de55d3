import { ATTRIBUTES, EVENTS } from '@throughline/format';
import { EventType, type eventWithTime, IncrementalSource, record, type recordOptions } from 'rrweb';
import { createSharedTexts } from '../../assets/sharedTexts.ts';
import { safely } from '../../safely.ts';
import type { Emit, Stop } from '../captured.ts';
import { createMasking, rememberPassword } from '../masking.ts';
import type { DomRecording, DomRules, StartDomRecording } from './domRecording.ts';
import { embedderOf } from './frames/embedder.ts';
import { startLateDomRecording } from './lateRecording.ts';
import { changesIn, watchForStorms } from './mutationStorm.ts';
import { pageKnowledge } from './pageKnowledge.ts';
import { recordedText, recordedValue } from './recordedText.ts';
import { sanitizeEvent } from './sanitizeEvent.ts';
import { startWhenNeeded } from './whenNeeded.ts';

/** Milliseconds between two recorded positions; dense enough for the eye, sparse enough for the wire. */
const SAMPLING = { mousemove: 50, mousemoveCallback: 500, scroll: 150, media: 800 } as const;

/** Asks for every field whatever its type; those whose value is the author's are let through by `recordedValue`. */
const ALL_FIELDS = { input: true, textarea: true, select: true };
/** Changes that a checkpoint holds too, beside those that the mutation observer tells of. */
const HELD_BY_CHECKPOINTS: ReadonlySet<IncrementalSource> = new Set([
  IncrementalSource.Input,
  IncrementalSource.StyleSheetRule,
  IncrementalSource.StyleDeclaration,
  IncrementalSource.AdoptedStyleSheet,
]);

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

/**
 * Records the DOM in rrweb's event format, beginning with a checkpoint. Only one recording runs in a page at a time. A page
 * in a frame is recorded by the page around it, where the options name that one's origin.
 */
export const startDomRecording: StartDomRecording = (emit, rules) => {
  const embedder = embedderOf(rules.options.crossOriginIframes ?? []);
  if (embedder === undefined) return startPageRecording(emit, rules);
  const frames = import('./frames/frames.ts');
  const within = frames.then(({ startWithinFrame }) => startWithinFrame(embedder, startPageRecording));
  return startLateDomRecording(within, emit, rules);
};

function startPageRecording(
  emit: Emit,
  { masking: rules, redactedUrl, checkpointEveryMs, options: domOptions, fetch, onError }: DomRules,
): DomRecording {
  const masking = createMasking(rules);
  const shared = createSharedTexts();
  const known = { ...pageKnowledge(record.mirror, masking, redactedUrl), ...shared };
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
      assets: shared.take(),
    });
  };
  const nodeId = (node: Node) => {
    const id = record.mirror.getId(node);
    return id > 0 ? id : undefined;
  };
  const onDemand = startWhenNeeded(domOptions, {
    mirror: record.mirror,
    masking,
    nodeId,
    fetch,
    event: (event) => safely(() => begun && emitEvent(event)),
    recorded: (events, assets) =>
      emit({ kind: 'replay', time: Date.now(), events, checkpoint: false, ...(assets && { assets }) }),
    onError,
  });
  const checkpoint = () => {
    if (!begun) return;
    forgetRemoved();
    record.takeFullSnapshot(true);
  };
  const storms = watchForStorms(
    () => safely(checkpoint),
    ({ from, to, changes }) =>
      emit({
        kind: 'log',
        time: from,
        eventName: EVENTS.mutationStorm,
        severity: 'info',
        body: `${changes} changes of the page within ${((to - from) / 1000).toFixed(1)} s are recorded by what they led to`,
        attributes: { [ATTRIBUTES.mutationCount]: changes },
      }),
  );
  gate.admits = (mutations) => {
    const isAdmitted = storms.admits(changesIn(mutations));
    // Before any of them is recorded: the value of a field may have come before its type.
    for (const { target, attributeName, oldValue } of mutations) {
      if (attributeName === 'type' && /^password$/i.test(oldValue ?? '')) rememberPassword(target);
      if (attributeName?.startsWith('data-throughline-')) storms.refresh();
    }
    return isAdmitted;
  };
  const options: recordOptions<eventWithTime> = {
    emit: (event) =>
      safely(() => {
        const isChange =
          event.type === EventType.IncrementalSnapshot && HELD_BY_CHECKPOINTS.has(event.data.source);
        if (isChange && !storms.admits(1)) return;
        const sanitized = sanitizeEvent(event, known);
        if (sanitized) emitEvent(sanitized);
        if (event.type === EventType.FullSnapshot) onDemand.complete();
      }),
    checkoutEveryNms: checkpointEveryMs,
    sampling: { ...SAMPLING },
    slimDOMOptions: LEFT_OUT,
    maskInputOptions: ALL_FIELDS as object,
    maskInputFn: (value, field) => recordedValue(value, field, masking),
    // Every text comes by here (see build/rrweb), since rrweb's own rules end at the borders of shadow roots.
    maskTextFn: (text, element) => recordedText(text, element, masking),
    blockSelector: masking.blockSelector,
    // The page's own mistakes, such as inserting a rule that is no CSS, come by here too and are the page's to see.
    errorHandler: (error) => {
      if (error instanceof DOMException) return false;
      onError(error);
      return true;
    },
  };
  const stop = whenParsed(() => safely(() => record(options)));
  return {
    checkpoint,
    settle: storms.settle,
    nodeId,
    stop() {
      onDemand.stop();
      storms.stop();
      stop();
    },
  };
}

/** Asked by rrweb's mutation observers before they do anything; `build/rrweb/cuts.ts` sees to that. */
const gate = record as { admits?: (mutations: readonly MutationRecord[]) => boolean };

/** Lets go of nodes whose removal was not recorded; a checkpoint follows, which does not know them. */
function forgetRemoved(): void {
  const { mirror } = record;
  for (const id of mirror.getIds()) {
    const node = mirror.getNode(id);
    if (node && !node.isConnected && !(node.parentNode && mirror.hasNode(node.parentNode)))
      mirror.removeNodeFromMap(node);
  }
}

/**
 * Starts once the document is parsed. rrweb would wait by itself, but what fails in its first snapshot would then be an
 * uncaught error of the page.
 */
function whenParsed(start: () => Stop | undefined): Stop {
  if (document.readyState !== 'loading') return start() ?? (() => {});
  let stop: Stop | undefined;
  const begin = () =>
    safely(() => {
      stop = start();
    });
  document.addEventListener('DOMContentLoaded', begin, { capture: true, once: true });
  return () => {
    document.removeEventListener('DOMContentLoaded', begin, { capture: true });
    stop?.();
  };
}
