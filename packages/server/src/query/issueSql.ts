import { nanoseconds } from './time.ts';

/** The smallest parts of questions about issues as SQL. */

/** A fingerprint as the API writes it. */
export const FINGERPRINT_HEX = 'lower(hex(fingerprint))';

/** Rows of the issues in the parameter `name`, an `Array(String)` of fingerprints in hex. */
export function amongFingerprints(name: string): string {
  return `fingerprint GLOBAL IN (SELECT CAST(unhex(arrayJoin({${name}:Array(String)})), 'FixedString(8)'))`;
}

/** Rows of one issue, `{fingerprint}`. */
export const OF_ISSUE =
  "project = {project:String} AND fingerprint = CAST(unhex({fingerprint:String}), 'FixedString(8)')";

/** Which exceptions count. */
export interface IssueRange {
  project: string;
  /** Unix milliseconds. */
  from: number;
  to: number;
  service?: string | undefined;
  release?: string | undefined;
}

/** Rows of an `IssueRange`; their parameters are `rangeParameters`. Conditions of the project stand elsewhere. */
export const IN_RANGE = `issue_minutes.last >= {from:UInt64} AND issue_minutes.first <= {to:UInt64}
  AND ({service:String} = '' OR service = {service:String}) AND ({release:String} = '' OR release = {release:String})`;

export function rangeParameters({ project, from, to, service = '', release = '' }: IssueRange) {
  return { project, from: nanoseconds(from), to: nanoseconds(to), service, release };
}
