/** What a request to a GraphQL server asks for. */
export interface GraphqlOperation {
  /** Missing for an operation without a name. */
  name?: string;
  /** Missing where the document is not sent along (a persisted query). */
  type?: string;
}

const NAME = '[_A-Za-z]\\w{0,199}';
/** A member of the request, https://graphql.github.io/graphql-over-http/draft/#sec-Request-Parameters. */
const OPERATION_NAME = new RegExp(`"operationName"\\s*:\\s*"(${NAME})"`);
const DOCUMENT = /"query"\s*:\s*"((?:[^"\\]|\\[\s\S])*)/;
/** An operation of a document, https://spec.graphql.org/October2021/#sec-Language.Operations. */
const OPERATIONS = new RegExp(`(?:^|[\\s,}])(query|mutation|subscription)(?:\\s+(${NAME}))?\\s*[({@]`, 'g');

/**
 * The operation that a request's body (GraphQL over HTTP, JSON) asks for, or `undefined` if it is no such request. The body
 * may be cut off. Of a batch the first. Only the names in it are read, so it may be asked of a body that is not recorded.
 */
export function graphqlOperation(body: string): GraphqlOperation | undefined {
  if (!/^\s*[{[]/.test(body)) return undefined;
  const asked = OPERATION_NAME.exec(body)?.[1];
  const written = DOCUMENT.exec(body)?.[1];
  if (written === undefined) return asked && body.includes('"persistedQuery"') ? { name: asked } : undefined;
  const document = written.replace(/\\[nrt]/g, '\n').replace(/#[^\n]*/g, '');
  const operations = [...document.matchAll(OPERATIONS)];
  const found = operations.find(([, , name]) => name === asked) ?? operations[0];
  if (found) return { name: asked ?? found[2], type: found[1] };
  // The short form of a query without a name.
  return /^\s*\{/.test(document) ? { name: asked, type: 'query' } : undefined;
}
