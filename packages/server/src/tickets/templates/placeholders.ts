import type { TemplateKind } from '@throughline/format';

/** What may stand between double braces in a template, and what stands there then. */
export const PLACEHOLDERS = {
  session: {
    'session.url': 'address of the replay at the moment',
    'session.id': 'id of the session',
    'session.started': 'when it began, UTC',
    'session.page': 'address of its first page',
    'session.browser': 'the browser',
    'user.name': 'name of the person, else e-mail address or id',
    'user.id': 'id of the person',
    'user.email': 'e-mail address of the person',
    moment: 'the moment that the ticket is about, UTC',
    summary: 'what the person tried and what failed until then, a list',
    errors: 'what failed, with details, a list',
    traces: 'ids of the traces in which it failed, a list',
    author: 'who files the ticket',
  },
  incident: {
    'incident.url': 'address of its sessions',
    'incident.id': 'id of the incident',
    'incident.reason': 'why it was begun',
    'incident.scope': 'what it covers',
    'incident.started': 'when it began, UTC',
    'incident.until': 'when it ends or has ended, UTC',
    'incident.by': 'who began it',
    sessions: 'its sessions, those with the latest errors first, a list',
    author: 'who files the ticket',
  },
} as const satisfies Record<TemplateKind, Record<string, string>>;

export const placeholdersOf = (kind: TemplateKind): string[] => Object.keys(PLACEHOLDERS[kind]);

/** Those that come with Throughline. */
export const DEFAULT_TEMPLATES: Readonly<Record<TemplateKind, string>> = {
  session: `**[Open the replay at the moment]({{session.url}})**

{{summary}}

### What failed

{{errors}}

### Facts

- Moment: {{moment}}
- Person: {{user.name}}, {{user.id}}
- First page: {{session.page}}
- Browser: {{session.browser}}
- Session: {{session.id}}
- Filed by: {{author}}

### Traces

{{traces}}
`,
  incident: `**[All sessions of the incident]({{incident.url}})**

- Reason: {{incident.reason}}
- Scope: {{incident.scope}}
- Window: {{incident.started}} to {{incident.until}}
- Begun by: {{incident.by}}
- Incident: {{incident.id}}
- Filed by: {{author}}

### Sessions

{{sessions}}
`,
};
