import { useEffect, useRef, useState } from 'react';

/** How long a button says that it has copied, milliseconds. */
const SAID_FOR_MS = 1_500;

/** Copies text; `copied` is true for a moment after it worked. */
export function useCopy(): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = (text: string) =>
    void copyText(text).then((worked) => {
      clearTimeout(timer.current);
      setCopied(worked);
      timer.current = setTimeout(() => setCopied(false), SAID_FOR_MS);
    });
  return { copied, copy };
}

async function copyText(text: string): Promise<boolean> {
  // Browsers offer the clipboard to pages from https and localhost only; a server of one's own is often neither.
  if (navigator.clipboard) {
    const worked = await navigator.clipboard.writeText(text).then(
      () => true,
      () => false,
    );
    if (worked) return true;
  }
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  const worked = document.execCommand('copy');
  field.remove();
  return worked;
}
