import { ATTRIBUTES, anyValueText, EVENTS, type SessionEvent } from '@throughline/format';

/** What events say of the session as a whole. */
export interface SessionFacts {
  /** Attributes of the last event of each kind that the page runs on, in the order of their being told; empty if none was. */
  device: { name: string; value: string }[];
  /** Feature flags as they were evaluated last, and what they were before, if they changed. In the order of their names. */
  flags: { key: string; value: string; before?: string }[];
  tags: string[];
  /** `service.version` of the pages, in the order in which they came. */
  releases: string[];
}

type Facts = Pick<SessionEvent, 'name' | 'attributes' | 'release'>;

/** What the events say, which are in the order of time. */
export function sessionFacts(events: readonly Facts[]): SessionFacts {
  const flags = new Map<string, { value: string; before?: string }>();
  const tags = new Set<string>();
  const releases = new Set<string>();
  for (const { name, attributes, release } of events) {
    if (release) releases.add(release);
    if (name === EVENTS.tag) tags.add(anyValueText(attributes[ATTRIBUTES.tag]));
    if (name !== EVENTS.featureFlag) continue;
    const key = anyValueText(attributes[ATTRIBUTES.featureFlagKey]);
    const value = anyValueText(
      attributes[ATTRIBUTES.featureFlagValue] ?? attributes[ATTRIBUTES.featureFlagVariant],
    );
    const known = flags.get(key);
    if (known?.value !== value) flags.set(key, { value, ...(known && { before: known.value }) });
  }
  const last = events.findLast(({ name }) => name === EVENTS.device);
  return {
    device: last ? deviceFacts(last.attributes) : [],
    flags: [...flags].map(([key, flag]) => ({ key, ...flag })).sort((a, b) => a.key.localeCompare(b.key)),
    tags: [...tags],
    releases: [...releases],
  };
}

function deviceFacts(attributes: SessionEvent['attributes']): SessionFacts['device'] {
  const text = (name: string) => anyValueText(attributes[name]);
  const measured = (name: string, unit: string) => text(name) && `${text(name)} ${unit}`;
  const width = text(ATTRIBUTES.screenWidth);
  const ratio = text(ATTRIBUTES.pixelRatio);
  const facts = {
    Screen: width && `${width} × ${text(ATTRIBUTES.screenHeight)}${ratio && ` at ${ratio} pixels each`}`,
    Language: text(ATTRIBUTES.language),
    Processors: text(ATTRIBUTES.processors),
    Memory: measured(ATTRIBUTES.deviceMemory, 'GiB'),
    'Used by page': measured(ATTRIBUTES.usedMemory, 'MiB'),
    Connection: [
      text(ATTRIBUTES.connectionType),
      measured(ATTRIBUTES.connectionRoundTrip, 'ms round trip'),
      measured(ATTRIBUTES.connectionDownlink, 'Mbit/s'),
    ]
      .filter(Boolean)
      .join(', '),
  };
  return Object.entries(facts).flatMap(([name, value]) => (value ? [{ name, value }] : []));
}
