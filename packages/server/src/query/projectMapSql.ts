import { type MapNode, SPAN_KINDS, STATUS_CODES } from '@throughline/format';
import { resourceText } from '../store/tables/resource.ts';
import { ARRIVED } from './arrival.ts';
import { PEER_NAMES, peerSql } from './spanPeer.ts';

/** SQL for who called whom in a time range, by the same rules as `buildServiceMap` of the model. */

const OF_RANGE = `project = {project:String} AND ${ARRIVED} AND start >= {from:UInt64} AND start <= {to:UInt64}
    AND ({environment:String} = '' OR ${resourceText('deployment.environment.name')} = {environment:String}
      OR ${resourceText('deployment.environment')} = {environment:String})`;

/** Traces looked at to find the id behind which as large a share of the spans stands as is asked for. */
const SAMPLED_IDS = 1_000;

/**
 * How many spans there are, and, if these are more than `most`, the trace id from which on about `most` of them stand, hex. Trace
 * ids are random, so those behind one are a fair share, and the engine, which sorts by them, reads no more than that share. The
 * last ones: of ids that begin with a time these are the newest.
 */
export const SPANS_OF_RANGE = `
  SELECT toString(number) AS spans,
    if(number <= {most:UInt64}, '', lower(hex(ids[toUInt32(greatest(1, floor(length(ids) * {most:UInt64} / number)))]))) AS since
  FROM (
    SELECT count() AS number, arrayReverseSort(groupArraySample(${SAMPLED_IDS}, 1)(trace_id)) AS ids FROM spans WHERE ${OF_RANGE}
  )`;

/** Of the traces that are looked at; without an id all. */
const OF_SHARE = "trace_id >= CAST(unhex({since:String}), 'FixedString(16)')";

/** How many spans these have. */
export const SPANS_OF_SHARE = `SELECT toString(count()) AS spans FROM spans WHERE ${OF_RANGE} AND ${OF_SHARE}`;

/** Calls of one callee; by one caller, or, if that is empty, all that came to it. */
export interface CallsRow {
  /** Id of a node. */
  caller: string;
  kind: MapNode['kind'];
  name: string;
  is_async: 0 | 1;
  calls: string;
  errors: string;
  /** p50 and p95, nanoseconds. */
  percentiles: string[];
}

const kind = (name: (typeof SPAN_KINDS)[number]) => SPAN_KINDS.indexOf(name);
const ERROR = STATUS_CODES.indexOf('error');
const NO_SPAN = "toFixedString('', 8)";

/** What a span is where it is looked at: at its own place, at that of its parent, or at that of one it is linked to. */
const ROLES = { itself: 0, child: 1, linked: 2 };

/** Links that are followed; a batch of messages has more. */
const LINKS_A_SPAN = 32;

/** A span that begins a trace may be the work of spans of other traces. */
const LINKED = `if(parent = ${NO_SPAN}, arrayMap((trace, span) -> (trace, span, toUInt8(${ROLES.linked})),
  arraySlice(link_trace_id, 1, ${LINKS_A_SPAN}), arraySlice(link_span_id, 1, ${LINKS_A_SPAN})), [])`;

/** Each span once for each place. */
const PLACED = `
  SELECT toString(service) AS its_service, kind AS its_kind, toInt64(greatest(duration, 0)) AS took, status_code = ${ERROR} AS has_failed,
    CAST(substring(span_ids, 1, 8), 'FixedString(8)') AS id, CAST(substring(span_ids, 9, 8), 'FixedString(8)') AS parent,
    ${PEER_NAMES} AS names, ${peerSql('names')} AS its_peer,
    arrayJoin(arrayConcat([(trace_id, id, toUInt8(${ROLES.itself})), (trace_id, parent, toUInt8(${ROLES.child}))], ${LINKED})) AS place
  FROM spans WHERE ${OF_RANGE} AND ${OF_SHARE}`;

/**
 * One row a place: the span that stands there, if it is known, and those of which it is the parent or the sender. One that was
 * sent twice counts once.
 */
const MET = `
  SELECT groupUniqArrayIf(1)((its_service, its_kind, took, has_failed, its_peer.1, its_peer.2), place.3 = ${ROLES.itself}) AS own,
    notEmpty(own) AS is_known, own[1].1 AS service, own[1].2 AS kind, own[1].3 AS took_caller, own[1].4 AS caller_failed,
    own[1].5 AS peer_kind, own[1].6 AS peer,
    groupUniqArrayIf((id, its_service, its_kind, took, has_failed, place.3), place.3 != ${ROLES.itself}) AS followers,
    arrayFilter(one -> is_known AND one.2 != service, followers) AS called,
    peer_kind = 'queue' AS is_queue
  FROM (${PLACED}) GROUP BY place.1, place.2`;

/** Waited for by nobody: what takes a message, or was called by what sends one. */
const IS_ASYNC = `(one.3 = ${kind('consumer')} OR kind = ${kind('producer')})`;

/** What came to a service: what begins a trace, or whose parent is not known or is another service. */
const ARRIVALS = `arrayMap(one -> ('', 'service', one.2, toUInt8(0), one.4, one.5),
  arrayFilter(one -> one.6 = ${ROLES.child} AND (NOT is_known OR one.2 != service), followers))`;

/** Who waits for a call tells how long it took; that it failed both may say. A message comes out of its queue. */
const CALLS = `arrayMap(one -> (if(is_queue, concat('queue ', peer), concat('service ', service)), 'service', one.2,
  toUInt8(${IS_ASYNC}), if(kind = ${kind('client')} AND NOT ${IS_ASYNC}, took_caller, one.4),
  toUInt8(one.5 OR (kind = ${kind('client')} AND NOT ${IS_ASYNC} AND caller_failed))), called)`;

/** What has no spans of its own: a queue, and what no service answered for. */
const CALLED_PEER = `if(peer != '' AND (is_queue OR empty(called)),
  arrayMap(caller -> (caller, peer_kind, peer, toUInt8(caller != '' AND kind = ${kind('producer')}), took_caller, toUInt8(caller_failed)),
    ['', concat('service ', service)]), [])`;

/** Services first, then what was called most; as many `rows` of nodes at most, and of edges. */
export const CALLS_SQL = `
  SELECT call.1 AS caller, call.2 AS kind, call.3 AS name, call.4 AS is_async, toString(count()) AS calls,
    toString(countIf(call.6)) AS errors, quantilesExactLow(0.5, 0.95)(call.5) AS percentiles
  FROM (SELECT arrayJoin(arrayConcat(${ARRIVALS}, ${CALLS}, ${CALLED_PEER})) AS call FROM (${MET}))
  GROUP BY caller, kind, name, is_async
  ORDER BY caller = '' DESC, kind = 'service' DESC, count() DESC, name, caller LIMIT {rows:UInt32} BY caller = ''`;
