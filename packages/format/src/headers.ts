/** HTTP header names that carry the line from hop to hop. Lower case, as Node and HTTP/2 give them. */

/** W3C Trace Context, https://www.w3.org/TR/trace-context/. */
export const TRACEPARENT_HEADER = 'traceparent';

/** W3C Trace Context, vendor state. */
export const TRACESTATE_HEADER = 'tracestate';

/** W3C Baggage, https://www.w3.org/TR/baggage/; carries `session.id`. */
export const BAGGAGE_HEADER = 'baggage';

/** The session id in a header of its own, for services and log pipelines that know no baggage. */
export const SESSION_ID_HEADER = 'x-session-id';

/** Until when (Unix milliseconds) incident mode asks for more detail. */
export const INCIDENT_MODE_UNTIL_HEADER = 'x-incident-mode-until';

/** The same as a member of the baggage, which goes where a header of its own may not: to other origins, and through plain OpenTelemetry. */
export const INCIDENT_MODE_UNTIL_MEMBER = 'throughline.incident.until';

/** The project key of an ingest request, where an `Authorization: Bearer` header cannot be set. */
export const PROJECT_KEY_HEADER = 'x-throughline-key';
