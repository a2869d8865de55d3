import { applyEdits, type Edit, parseModule, type Syntax, walk } from './syntax.ts';

/**
 * Writes options that never vary into the code that asks for them, so that the minifier can leave out what they switch
 * off. Wherever such a name is bound, handed on or kept it is taken out, and wherever it is read its value is put in;
 * but a function's own parameter of that name stays what it is. Nothing else in the code may have such a name.
 */
export function bindOptions(code: string, options: Readonly<Record<string, string>>): string {
  const edits: Edit[] = [];
  const put = ({ start, end }: Syntax, text: string) => edits.push({ start, end, text });
  const takeOut = ({ start, end }: Syntax) => {
    const comma = /^\s*,/.exec(code.slice(end))?.[0].length ?? 0;
    edits.push({ start, end: end + comma, text: '' });
  };

  const bindIn = (root: Syntax, isBound: (name: unknown) => name is string) =>
    walk(root, (node, parent) => {
      const { name: member } = (node.key ?? node.property ?? {}) as Partial<Syntax>;
      switch (node.type) {
        case 'FunctionDeclaration':
        case 'FunctionExpression':
        case 'ArrowFunctionExpression': {
          const own = (node.params as Syntax[]).map(({ name }) => name).filter(isBound);
          if (own.length === 0) return true;
          bindIn(node.body as Syntax, (name): name is string => isBound(name) && !own.includes(name));
          return false;
        }
        case 'Property':
        case 'PropertyDefinition':
          if (node.computed || !isBound(member)) return true;
          takeOut(node);
          return false;
        case 'AssignmentExpression':
          if (!isBound(((node.left as Syntax).property as Partial<Syntax> | undefined)?.name)) return true;
          put(node, 'void 0');
          return false;
        case 'MemberExpression':
          if (node.computed || !isBound(member)) return true;
          put(node, `(${options[member]})`);
          return false;
        case 'Literal':
          // A name among those that are copied from one object to another.
          if (parent?.type === 'ArrayExpression' && isBound(node.value)) takeOut(node);
          return true;
        case 'Identifier':
          if (isBound(node.name)) put(node, `(${options[node.name]})`);
          return true;
        default:
          return true;
      }
    });
  bindIn(
    parseModule(code),
    (name): name is string => typeof name === 'string' && Object.hasOwn(options, name),
  );
  return applyEdits(code, edits);
}
