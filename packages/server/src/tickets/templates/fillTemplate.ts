import { escapeMarkdown } from '../markdown/escapeMarkdown.ts';
import { plainText } from '../plainText.ts';

/** What stands in the place of a placeholder. */
export type TemplateValue =
  /** Recorded or given by somebody: never markup. */
  | { text: string }
  /** An address of this server. */
  | { url: string }
  /** A line each, a list in Markdown. */
  | { lines: readonly { text: string; link?: { label: string; url: string } }[] };

export type TemplateValues = Readonly<Record<string, TemplateValue>>;

/** A template that cannot be filled in; the message says which placeholder is unknown, and which there are. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}

const PLACEHOLDER = /\{\{([^{}\n]{0,100})\}\}/g;

/** Throws `TemplateError` if a placeholder in `template` is none of `known`. */
export function checkTemplate(template: string, known: readonly string[]): void {
  for (const [whole, name = ''] of template.matchAll(PLACEHOLDER))
    if (!known.includes(name.trim()))
      throw new TemplateError(
        `${whole} is no placeholder; there are ${known.map((one) => `{{${one}}}`).join(', ')}`,
      );
}

/** The template as Markdown, its placeholders filled in. Throws `TemplateError`. */
export function fillMarkdown(template: string, values: TemplateValues): string {
  return fill(template, values, (value) => {
    if ('url' in value) return value.url;
    if ('text' in value) return escapeMarkdown(value.text) || NOTHING;
    const lines = value.lines.map(({ text, link }) => {
      const said = escapeMarkdown(text);
      return `- ${[link && `[${escapeMarkdown(link.label)}](${link.url})`, said].filter(Boolean).join(' ')}`;
    });
    return lines.join('\n') || `- ${NOTHING}`;
  });
}

/** The template as plain text, for fields that know no markup. Throws `TemplateError`. */
export function fillText(template: string, values: TemplateValues): string {
  return fill(template, values, (value) => {
    if ('url' in value) return value.url;
    if ('text' in value) return plainText(value.text);
    return value.lines
      .map(({ text, link }) => [link?.label, plainText(text)].filter(Boolean).join(' '))
      .join('\n');
  });
}

const NOTHING = 'not known';

function fill(template: string, values: TemplateValues, write: (value: TemplateValue) => string): string {
  checkTemplate(template, Object.keys(values));
  return template.replace(PLACEHOLDER, (whole, name: string) => {
    const value = values[name.trim()];
    return value ? write(value) : whole;
  });
}
