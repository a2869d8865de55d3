/**
 * The resource and the scope of a record, as they are stored: JSON text of the types here. Very many records share one, so
 * the columns are dictionaries, and what these functions answer is evaluated once a dictionary entry, not once a row.
 */

/** Attributes as the API reads them: texts by name, raw bytes as base64, and the kinds of those that are not strings. */
export interface StoredAttributes {
  texts: Record<string, string>;
  kinds: Record<string, number>;
  /** How many the source says that it left out. */
  dropped: number;
  schemaUrl: string;
}

export type StoredResource = StoredAttributes;

export interface StoredScope extends StoredAttributes {
  name: string;
  version: string;
}

const ATTRIBUTES = 'texts Map(String, String), kinds Map(String, UInt8), dropped UInt32, schemaUrl String';

/** Types of the named tuples whose JSON is stored. */
export const RESOURCE_TUPLE = `Tuple(${ATTRIBUTES})`;
export const SCOPE_TUPLE = `Tuple(${ATTRIBUTES}, name String, version String)`;

/** SQL for one of the resource's attributes as text; empty if there is none. */
export function resourceText(name: string): string {
  return resourceTextOf(`'${name}'`);
}

/** Likewise, given SQL for the name. */
export function resourceTextOf(name: string): string {
  return `CAST(JSONExtractString(resource, 'texts', ${name}), 'String')`;
}

/** SQL for all attributes of the resource, name -> text. */
export const RESOURCE_TEXTS = "JSONExtract(resource, 'texts', 'Map(String, String)')";
