import type { AlertItem, AlertMessage } from '@throughline/format';
import { ALERT_LIMITS } from '../../limits.ts';
import { plainText } from '../../tickets/plainText.ts';

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

/** A message as e-mail. The subject is one line; what was recorded is text in both bodies, never markup. */
export function mailText(message: AlertMessage): MailText {
  const { title, rule, items, count, url } = message;
  const more = count - items.length;
  const rest = more > 0 ? [`and ${more} more`] : [];
  const source = `Sent by the alert rule “${rule.name}”.`;
  return {
    subject: `[Throughline] ${plainText(title, ALERT_LIMITS.textCharacters)}`,
    text: [title, '', ...items.flatMap(textOf), ...rest, source, url, ''].join('\n'),
    html: [
      '<!doctype html><html lang="en"><body style="font-family: sans-serif">',
      `<h1 style="font-size: 1.1em">${escapeHtml(title)}</h1>`,
      ...items.map(htmlOf),
      ...rest.map((line) => `<p>${line}</p>`),
      `<p style="color: #666">${escapeHtml(source)} ${anchor(url, 'All alerts')}</p>`,
      '</body></html>',
    ].join('\n'),
  };
}

function linksOf({ kind, url, replayUrl }: AlertItem): { label: string; url: string }[] {
  return [
    ...(replayUrl === undefined ? [] : [{ label: 'Watch the replay', url: replayUrl }]),
    ...(kind === 'issue' ? [{ label: 'Open the issue', url }] : []),
  ];
}

function textOf(item: AlertItem): string[] {
  const links = linksOf(item).map(({ label, url }) => `${label}: ${url}`);
  return [item.title, item.detail, ...links, ''];
}

function htmlOf(item: AlertItem): string {
  const links = linksOf(item).map(({ label, url }) => anchor(url, label));
  return `<p><strong>${escapeHtml(item.title)}</strong><br>${escapeHtml(item.detail)}<br>${links.join(' · ')}</p>`;
}

const anchor = (url: string, label: string) => `<a href="${escapeHtml(url)}">${label}</a>`;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
