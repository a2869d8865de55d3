import { parseModule, type Syntax, walk } from './syntax.ts';

/**
 * Those top-level statements of a module, in their order and as text, that `roots` need: their declarations, what those
 * name, what that names in turn, and assignments to members of the roots. What a module does on its way, without anyone asking for
 * it, is left out.
 */
export function reachable(code: string, roots: readonly string[]): string {
  const statements = (parseModule(code).body as Syntax[]).filter(({ type }) => !type.startsWith('Export'));
  const declaring = new Map<string, Syntax>();
  for (const statement of statements)
    for (const name of declaredNames(statement)) if (!declaring.has(name)) declaring.set(name, statement);

  const kept = new Set<Syntax>();
  const keep = (statement: Syntax) => {
    if (kept.has(statement)) return;
    kept.add(statement);
    walk(statement, (node, parent) => {
      if (node.type !== 'Identifier' || isMemberName(node, parent)) return;
      const declaration = declaring.get(node.name as string);
      if (declaration) keep(declaration);
    });
  };
  for (const root of roots) {
    const declaration = declaring.get(root);
    if (!declaration) throw new Error(`the module declares no ${root}`);
    keep(declaration);
    for (const statement of statements) if (code.startsWith(`${root}.`, statement.start)) keep(statement);
  }
  return statements
    .filter((statement) => kept.has(statement))
    .map(({ start, end }) => code.slice(start, end))
    .join('\n');
}

function declaredNames(statement: Syntax): string[] {
  if (statement.type === 'VariableDeclaration')
    return (statement.declarations as Syntax[]).flatMap(({ id }) =>
      (id as Syntax).type === 'Identifier' ? [(id as Syntax).name as string] : [],
    );
  if (/^(?:Function|Class)Declaration$/.test(statement.type))
    return [(statement.id as Syntax).name as string];
  return [];
}

/** Whether an identifier names a member of an object rather than a variable. */
function isMemberName(node: Syntax, parent: Syntax | undefined): boolean {
  if (!parent || parent.computed || parent.shorthand) return false;
  return parent.property === node || parent.key === node;
}
