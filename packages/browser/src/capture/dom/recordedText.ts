import { isPassword, type Masking } from '../masking.ts';
import { withoutComments } from './maskCss.ts';
import { AUTHORED_INPUTS, sanitizeCss, stars } from './sanitizeAttribute.ts';

/** A password is shown by so many stars whatever its length. */
const PASSWORD_STARS = 8;

/** What a field holds, as it may be recorded. */
export function recordedValue(value: string, field: HTMLElement, masking: Masking): string {
  const { type } = field as HTMLInputElement;
  if (value === '' || (field.tagName === 'INPUT' && AUTHORED_INPUTS.has(type))) return value;
  if (!masking.isFieldMasked(field)) return masking.redact(value);
  return isPassword(field) ? '*'.repeat(PASSWORD_STARS) : stars(value);
}

/** The text of a node in `element`, as it may be recorded. */
export function recordedText(text: string, element: HTMLElement | null, masking: Masking): string {
  // Directly in a shadow root: the pass over the events knows more of it.
  if (!element) return text;
  switch (element.localName) {
    case 'style':
      return sanitizeCss(withoutComments(text), masking.hiding(element));
    // Where scripts run nobody sees it, and it is markup.
    case 'noscript':
      return '';
    case 'textarea':
      return recordedValue(text, element, masking);
    default:
      return masking.isMasked(element) ? stars(text) : masking.redact(text);
  }
}
