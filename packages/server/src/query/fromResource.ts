import type { Span } from '@throughline/format';
import { attributesSql, type Kinds, readAttributes, type Texts } from './values.ts';

/** Reads what a span and a log record have in common: the resource and the scope under which they were sent. */

/** Of one project's trace: `{project:String}`, `{trace:String}` in hex. */
export const IN_TRACE =
  "project = {project:String} AND trace_id = CAST(unhex({trace:String}), 'FixedString(16)')";

export interface FromResourceRow {
  service: string;
  resource_texts: Texts;
  resource_kinds: Kinds;
  resource_dropped_attributes: number;
  resource_schema_url: string;
  scope_name: string;
  scope_version: string;
  scope_texts: Texts;
  scope_attribute_kinds: Kinds;
  scope_dropped_attributes: number;
  scope_schema_url: string;
}

export const FROM_RESOURCE_SQL = `service,
    ${attributesSql('resource', 'resource_kinds')} AS resource_texts, resource_kinds,
    resource_dropped_attributes, resource_schema_url, scope_name, scope_version,
    ${attributesSql('scope_attributes', 'scope_attribute_kinds')} AS scope_texts, scope_attribute_kinds,
    scope_dropped_attributes, scope_schema_url`;

type FromResource = Pick<
  Span,
  'service' | 'resource' | 'resourceDroppedAttributesCount' | 'resourceSchemaUrl' | 'scope'
>;

export function readFromResource(row: FromResourceRow): FromResource {
  const scopeAttributes = readAttributes(row.scope_texts, row.scope_attribute_kinds);
  return {
    service: row.service,
    resource: readAttributes(row.resource_texts, row.resource_kinds),
    ...present({
      resourceDroppedAttributesCount: row.resource_dropped_attributes,
      resourceSchemaUrl: row.resource_schema_url,
    }),
    scope: {
      name: row.scope_name,
      version: row.scope_version,
      ...(Object.keys(scopeAttributes).length > 0 && { attributes: scopeAttributes }),
      ...present({ droppedAttributesCount: row.scope_dropped_attributes, schemaUrl: row.scope_schema_url }),
    },
  };
}

/** Only the fields that are neither zero nor empty: as in OTLP/JSON, the others are left out. */
export function present<Fields extends Record<string, number | string | undefined>>(
  fields: Fields,
): { [Name in keyof Fields]?: NonNullable<Fields[Name]> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value)) as ReturnType<
    typeof present<Fields>
  >;
}
