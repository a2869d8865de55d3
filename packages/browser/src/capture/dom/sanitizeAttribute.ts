import type { Hiding } from '../masking.ts';
import type { RedactedUrl } from '../redactedUrl.ts';
import { maskCssText, withoutImages } from './maskCss.ts';

/** The element whose attribute it is. What takes time to find out is asked for only where it matters. */
export interface AttributeOwner {
  /** In lower case. */
  tagName: string;
  isSvg: boolean;
  /** Type of an input, or `undefined` where the event does not say: in mutations. */
  inputType: string | undefined;
  /** `rel` of a link, or `undefined` where the event does not say. */
  rel: string | undefined;
  hiding(): Hiding;
  isFieldMasked(): boolean;
}

export interface TextRules {
  redactedUrl: RedactedUrl;
  /** Takes card numbers, tokens and named secrets out of text. */
  redact(text: string): string;
}

const words = (text: string) => new Set(text.split(' '));

/** Attributes that a browser shows as text, or reads out. */
const TEXT = words(
  'abbr alt aria-braillelabel aria-brailleroledescription aria-description aria-label aria-placeholder ' +
    'aria-roledescription aria-valuetext datetime download label placeholder summary title value',
);
/** What `<meta>` says beside the viewport; a frame's source, whose document is recorded by itself; keys of scripts. */
const NOT_RECORDED = words('content nonce srcdoc');
/** Attributes that lead elsewhere and are not needed to draw the page. */
const ADDRESS = words('action cite formaction longdesc ping rr_src');
/** Attributes that hold pictures and films. */
const MEDIA = words('background data imagesrcset poster rr_dataurl src srcset');
/** Attributes that it takes to draw an element as it was, none of which holds words of a person. */
const DRAWN = words(
  'align bgcolor border cellpadding cellspacing checked class color cols colspan contenteditable controls coords dir ' +
    'disabled for height hidden id inert is lang loop maxlength media method multiple muted name open part popover ' +
    'readonly rel required reversed role rows rowspan rr_height rr_open_mode rr_width selected shape size sizes slot ' +
    'span start tabindex type valign width wrap',
);
/** What components say of their state; styles depend on it. */
const STATE =
  /^(?:|true|false|on|off|open|closed|(?:in|un)?(?:active|checked|selected)|light|dark|horizontal|vertical|top|bottom|left|right|start|end|visible|hidden)$/;
/** Input types whose value is written by the page's author and shown as a label, or not shown at all. */
export const AUTHORED_INPUTS = words('button checkbox image radio reset submit');
const EVENT_HANDLER = /^on[a-z]+$/;
/** Browsers drop control characters and white space within the scheme. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about
const SCRIPT_URL = /^[\s\u0000-\u001f]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:/i;

/** The value to record, or `undefined` if the attribute is not to be recorded. `name` is in lower case, rrweb's own too. */
export function sanitizeAttribute(
  owner: AttributeOwner,
  name: string,
  value: string,
  { redactedUrl, redact }: TextRules,
): string | undefined {
  const { tagName, isSvg } = owner;
  // The numbers of a shape are many, and some look like a card's.
  if (name === 'class' || name === 'id' || (isSvg && /^(?:d|points)$/.test(name))) return value;
  if (EVENT_HANDLER.test(name) || NOT_RECORDED.has(name) || SCRIPT_URL.test(value)) return undefined;
  if (name === 'style' || name === '_csstext') return sanitizeCss(value, owner.hiding());
  if (name === 'value' && isTypedInto(owner)) return owner.isFieldMasked() ? stars(value) : redact(value);
  const hiding = owner.hiding();
  const isReference = name === 'href' || name === 'xlink:href';
  if (isReference && isSvg && value[0] === '#') return value;
  if (ADDRESS.has(name) || (isReference && tagName !== 'link' && !(isSvg && tagName !== 'a')))
    return hiding === 'none' ? redactedUrl(value) : undefined;
  if (name === 'href' && tagName === 'link' && !/stylesheet/i.test(owner.rel ?? ''))
    return hiding === 'most' ? undefined : redactedUrl(value);
  if (isReference || MEDIA.has(name)) {
    if (hiding === 'most' && tagName !== 'link') return undefined;
    // What is no address but the picture itself holds no words, and is long.
    return /^(?:data|blob):/i.test(value) ? value : redact(value);
  }
  if (hiding === 'none') return DRAWN.has(name) ? value : redact(value);
  // Stars are no number: a meter would show none either.
  if (name === 'aria-valuenow' || (name === 'value' && /^(?:meter|progress|li)$/.test(tagName)))
    return undefined;
  if (TEXT.has(name)) return stars(value);
  if (name.startsWith('data-')) return STATE.test(value) ? value : undefined;
  if (DRAWN.has(name) || name.startsWith('aria-') || isSvg) return value;
  // What HTML does not know is a component's, and may hold anything.
  return hiding === 'text' && /^[a-z]+$/.test(name) && !tagName.includes('-') ? value : undefined;
}

/** Rules, or the declarations of one `style`, as they may be recorded. */
export function sanitizeCss(css: string, hiding: Hiding): string {
  if (hiding === 'none') return css;
  const masked = maskCssText(css);
  return hiding === 'most' ? withoutImages(masked) : masked;
}

/**
 * Whether a person types into the element. rrweb masks the value that a field has; the attribute is another text: the
 * default, or what was typed before the field was cleared, and that of a hidden field is not masked at all. In mutations
 * rrweb has masked the attribute by the field's type.
 */
function isTypedInto({ tagName, inputType }: AttributeOwner): boolean {
  if (tagName === 'input') return inputType !== undefined && !AUTHORED_INPUTS.has(inputType);
  return tagName === 'textarea' || tagName === 'select';
}

/** Text as a masked one is shown: its shape without its letters. */
export function stars(text: string): string {
  return text.replace(/\S/g, '*');
}
