import { applyEdits, type Edit, parseModule, type Syntax, walk } from './syntax.ts';

/**
 * Gives the members of a module's own objects short names. `isOwn` says which names are the module's own: not those of
 * the web platform, of what it is given, or of what it hands out.
 */
export function renameMembers(code: string, isOwn: (name: string) => boolean): string {
  const program = parseModule(code);
  const short = new Map<string, string>();
  const shortOf = (name: string) => {
    if (!short.has(name)) short.set(name, `_${short.size.toString(36)}`);
    return short.get(name) as string;
  };
  const edits: Edit[] = [];
  walk(program, (node, parent) => {
    const key = (node.key ?? node.property) as Syntax | undefined;
    const name = key?.name as string;
    switch (node.type) {
      case 'Property':
        if (node.computed || !isOwn(name)) break;
        if (node.shorthand) {
          // `{ name }` and `{ name = value }` bind or read a variable, which keeps its name.
          const { start } = node;
          edits.push({ start, end: start, text: `${shortOf(name)}: ` });
        } else edits.push({ start: key?.start as number, end: key?.end as number, text: shortOf(name) });
        break;
      case 'PropertyDefinition':
      case 'MethodDefinition':
      case 'MemberExpression':
        if (!node.computed && key && isOwn(name))
          edits.push({ start: key.start, end: key.end, text: shortOf(name) });
        break;
      case 'Literal':
        // A name among those that are copied from one object to another.
        if (parent?.type === 'ArrayExpression' && typeof node.value === 'string' && isOwn(node.value))
          edits.push({ start: node.start, end: node.end, text: `"${shortOf(node.value)}"` });
    }
  });
  return applyEdits(code, edits);
}
