/** A rule `@font-face` of a font that the document has loaded. */
export interface FontFaceText {
  /** Address of the font, absolute. */
  url: string;
  /** The rule with another address in place of its own. */
  withUrl(url: string): string;
}

const SOURCE = /url\(\s*["']?([^"')]+)["']?\s*\)/;

/** The rules of fonts in use, as far as their style sheets may be read. */
export function loadedFontFaces(): FontFaceText[] {
  const families = new Set(
    [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => unquoted(family)),
  );
  if (families.size === 0) return [];
  return [...document.styleSheets].flatMap((sheet) => facesOf(sheet, families));
}

function facesOf(sheet: CSSStyleSheet, families: ReadonlySet<string>): FontFaceText[] {
  let rules: CSSRuleList;
  try {
    rules = sheet.cssRules;
  } catch {
    // Of another origin.
    return [];
  }
  return [...rules].flatMap((rule) => {
    if (rule instanceof CSSImportRule) return rule.styleSheet ? facesOf(rule.styleSheet, families) : [];
    if (!(rule instanceof CSSFontFaceRule)) return [];
    const { style } = rule;
    const address = SOURCE.exec(style.getPropertyValue('src'))?.[1];
    if (!address || !families.has(unquoted(style.getPropertyValue('font-family')))) return [];
    const url = new URL(address, sheet.href ?? document.baseURI).href;
    const descriptors = [...style]
      .filter((name) => name !== 'src')
      .map((name) => `${name}:${style.getPropertyValue(name)};`);
    return [{ url, withUrl: (other) => `@font-face{${descriptors.join('')}src:url("${other}")}` }];
  });
}

function unquoted(family: string): string {
  return family.replace(/^["']|["']$/g, '');
}
