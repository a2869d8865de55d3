/** What stands in the place of a redacted value. */
export const REDACTED = '[redacted]';

/** A name that holds one of these, letters and digits only, names a secret. */
const SENSITIVE_PARTS = [
  'password',
  'passwd',
  'passphrase',
  'secret',
  'apikey',
  'accesskey',
  'privatekey',
  'authorization',
  'credential',
  'cardnumber',
  'creditcard',
  'securitycode',
  'cvc',
  'cvv',
];
/** Names that are too short or too common to look for inside others. */
const SENSITIVE_NAMES = new Set(['auth', 'cookie', 'setcookie', 'csc', 'pass', 'pin', 'pwd', 'ssn']);

/** Whether a field, header or parameter of this name holds a secret: `password`, `card-number`, `X-API-Key`, `csrfToken`. */
export function isSensitiveName(name: string): boolean {
  const letters = name.toLowerCase().replace(/[^a-z0-9]/g, '');
  return (
    SENSITIVE_NAMES.has(letters) ||
    letters.endsWith('token') ||
    SENSITIVE_PARTS.some((part) => letters.includes(part))
  );
}
