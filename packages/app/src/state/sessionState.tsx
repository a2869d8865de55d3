import type { Caused } from '@throughline/model';
import { createContext, useContext } from 'react';
import { type EventsView, parseEvents } from './eventsView.ts';
import { type LogsView, parseLogs } from './logsView.ts';
import type { MapView } from './mapView.ts';
import { createMoment, type MomentStore } from './moment.ts';
import { type NetworkView, parseNetwork } from './networkView.ts';
import type { NoteDraft, NotesView } from './noteDraft.ts';
import { type OpenClip, parseClip } from './openClip.ts';
import type { Panel } from './panels.ts';
import type { PictureZoom } from './pictureZoom.ts';
import { parseSelection, type Selection } from './selection.ts';
import type { SessionSearch } from './sessionSearch.ts';
import { createStore, type Store } from './store.ts';
import { parseTimelineFilter, type TimelineFilter } from './timelineFilter.ts';
import { parseTimeRange, type TimeRange } from './timeRange.ts';
import { parseWaterfall, type WaterfallView } from './waterfallView.ts';

/**
 * Where all panels of a session page meet. What is looked at is in the address; what is under the pointer, and how the person
 * likes to watch, is not.
 */
export interface SessionState {
  moment: MomentStore;
  /** The time under the pointer, in whichever panel it is; Unix milliseconds. */
  hover: Store<number | null>;
  selection: Store<Selection | null>;
  /** What the selected action caused, for every panel to mark; `null` if none is selected, or that is not known yet. */
  caused: Store<Caused | null>;
  filter: Store<TimelineFilter>;
  /** The part of the session that all lists are narrowed to; `null`: all of it. */
  range: Store<TimeRange | null>;
  /** The part of the session that the activity timeline shows; `null`: all of it. */
  zoom: Store<TimeRange | null>;
  /** Whether the pointer of the recorded person draws a line behind it. */
  trail: Store<boolean>;
  /** Whether the replayed page is being inspected. */
  inspecting: Store<boolean>;
  pictureZoom: Store<PictureZoom>;
  /** The browser tab chosen by hand; `null` follows the tab that was in use at the moment. */
  tab: Store<string | null>;
  /** When something happened that the timeline does not list, such as a movement of the pointer; ascending. */
  activity: Store<readonly number[]>;
  /** The open panel of the dock; `null` while it is closed. */
  panel: Store<Panel | null>;
  mapView: Store<MapView>;
  waterfall: Store<WaterfallView>;
  network: Store<NetworkView>;
  logs: Store<LogsView>;
  events: Store<EventsView>;
  /** The id of the note that is open. */
  note: Store<string | null>;
  /** Which notes the panel lists. */
  notesView: Store<NotesView>;
  /** The note that is being written. */
  noteDraft: Store<NoteDraft | null>;
  /** Whether a clip is being made of the range. */
  makingClip: Store<boolean>;
  /** The clip that is played, and the collection that it is played from. */
  clip: Store<OpenClip | null>;
}

export function createSessionState(
  search: SessionSearch,
  bounds: { from: number; to: number },
): SessionState {
  return {
    moment: createMoment({ ...bounds, at: search.at }),
    hover: createStore<number | null>(null),
    selection: createStore(parseSelection(search.span)),
    caused: createStore<Caused | null>(null),
    filter: createStore(parseTimelineFilter(search)),
    range: createStore(parseTimeRange(search.range)),
    zoom: createStore(parseTimeRange(search.zoom)),
    trail: createStore(false),
    inspecting: createStore(false),
    pictureZoom: createStore<PictureZoom>('fit'),
    tab: createStore(search.tab ?? null),
    activity: createStore<readonly number[]>([]),
    panel: createStore<Panel | null>(search.panel ?? null),
    mapView: createStore<MapView>(search.mapView ?? 'drawing'),
    waterfall: createStore(parseWaterfall(search)),
    network: createStore(parseNetwork(search)),
    logs: createStore(parseLogs(search)),
    events: createStore(parseEvents(search)),
    note: createStore(search.note ?? null),
    notesView: createStore<NotesView>('open'),
    noteDraft: createStore<NoteDraft | null>(null),
    makingClip: createStore(false),
    clip: createStore(parseClip(search)),
  };
}

const Context = createContext<SessionState | null>(null);
export const SessionStateProvider = Context.Provider;

/** The state of the session page around this component. */
export function useSessionState(): SessionState {
  const state = useContext(Context);
  if (!state) throw new Error('useSessionState() needs a SessionStateProvider above it');
  return state;
}
