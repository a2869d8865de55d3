import { ATTRIBUTES, EVENTS } from '@throughline/format';
import type { PageCapture } from './pageCapture.ts';

/** What could not be loaded, and what the page's Content Security Policy forbade. */
export const captureFailures: PageCapture = ({ listen, tell, describe, redactedUrl, failed }) => {
  listen('error', (event) => {
    const { target } = event;
    // The page's own errors are exceptions.
    if (event instanceof ErrorEvent) failed();
    if (!(target instanceof Element)) return;
    const described = describe(target);
    if (!described) return;
    const { src, href } = target as Element & { src?: unknown; href?: unknown };
    const url = described.isHidden ? '' : redactedUrl(String(src || href || ''));
    tell(
      EVENTS.resourceError,
      `${target.localName} could not be loaded: ${url}`,
      { [ATTRIBUTES.urlFull]: url, [ATTRIBUTES.elementName]: target.localName },
      'warn',
    );
  });
  listen('unhandledrejection', failed);
  listen(
    'securitypolicyviolation',
    ({ effectiveDirective, blockedURI, sourceFile, lineNumber, disposition }) => {
      // Of a script or style in the page itself it is a word.
      const blocked = /:/.test(blockedURI) ? redactedUrl(blockedURI) : blockedURI;
      tell(
        EVENTS.cspViolation,
        `${effectiveDirective} forbids ${blocked}`,
        {
          [ATTRIBUTES.urlFull]: blocked,
          [ATTRIBUTES.cspDirective]: effectiveDirective,
          [ATTRIBUTES.cspDisposition]: disposition,
          [ATTRIBUTES.codeFilePath]: sourceFile ? redactedUrl(sourceFile) : undefined,
          [ATTRIBUTES.codeLineNumber]: sourceFile ? lineNumber : undefined,
        },
        'warn',
      );
    },
  );
};
