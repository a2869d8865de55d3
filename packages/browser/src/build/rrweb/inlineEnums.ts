/** How TypeScript writes an enumeration. */
const ENUM =
  /^var (\w+)(?:\$\d+)? = \/\* @__PURE__ \*\/ function\(\w+\) \{\n([\s\S]*?)\treturn \w+;\n\}\(\{\}\);$/gm;
const MEMBER = /\["(\w+)"\] = (\d+)\]/g;

/** The numbers of a module's enumerations, by `Enumeration.Member`. */
export function enumNumbers(code: string): ReadonlyMap<string, string> {
  return new Map(
    [...code.matchAll(ENUM)].flatMap(([, name, members = '']) =>
      [...members.matchAll(MEMBER)].map(([, member, number = '']) => [`${name}.${member}`, number] as const),
    ),
  );
}

/** Writes numbers where members of enumerations are named. */
export function inlineEnums(code: string, numbers: ReadonlyMap<string, string>): string {
  return code.replace(
    /\b([A-Z]\w+)(?:\$\d+)?\.([A-Z]\w+)\b/g,
    (found, name: string, member: string) => numbers.get(`${name}.${member}`) ?? found,
  );
}
