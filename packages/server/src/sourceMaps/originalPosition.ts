import { originalPositionFor } from '@jridgewell/trace-mapping';
import type { OriginalPosition, StackPosition } from '@throughline/format';
import { SOURCE_MAP_LIMITS } from '../limits.ts';
import type { CheckedMap } from './checkedMap.ts';
import { enclosingFunction } from './enclosingFunction.ts';

/** Where a position of the script stands in its sources; `null` if the source map does not tell. */
export function originalPosition(
  { map, contents }: CheckedMap,
  { line, column }: Pick<StackPosition, 'line' | 'column'>,
): OriginalPosition | null {
  const found = originalPositionFor(map, { line, column: column - 1 });
  if (found.source === null) return null;
  const index = map.resolvedSources.indexOf(found.source);
  const content = contents[index];
  const position = { source: found.source, line: found.line, column: found.column + 1 };
  const isLibrary = map.ignoreList?.includes(index) || /(?:^|\/)node_modules\//.test(found.source);
  if (typeof content !== 'string') return { ...position, ...(isLibrary && { isLibrary }) };
  const functionName = enclosingFunction(content, found.line, found.column);
  return {
    ...position,
    ...(functionName !== undefined && { functionName }),
    ...context(content, found.line),
    ...(isLibrary && { isLibrary }),
  };
}

/** The line and those around it. No more of the source is ever told. */
function context(content: string, line: number): Pick<OriginalPosition, 'context'> {
  const { contextLines, contextCharacters } = SOURCE_MAP_LIMITS;
  const firstLine = Math.max(1, line - contextLines);
  const lines = content.split(/\r\n|\n|\r/).slice(firstLine - 1, line + contextLines);
  if (lines.length === 0 || firstLine + lines.length <= line) return {};
  return { context: { firstLine, lines: lines.map((text) => text.slice(0, contextCharacters)) } };
}
