/**
 * Archives of ustar (POSIX.1-1988, "Interchange format"), as every `tar` reads them: each file is a block that names it, its bytes,
 * and zeros up to the next block. Two blocks of zeros end the archive.
 */

export const BLOCK_BYTES = 512;

/** A name is kept in two: its folders, and the rest. */
const NAME_BYTES = 100;
const FOLDER_BYTES = 155;
const FOLDER_AT = 345;
/** Eleven octal digits. */
const MOST_BYTES = 8 ** 11 - 1;
const MODE = 0o600;
/** Where the checksum stands, which counts as spaces in itself. */
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;
const MAGIC_AT = 257;
const MAGIC = 'ustar\0';

export const END_OF_ARCHIVE = Buffer.alloc(2 * BLOCK_BYTES);

/** A file in an archive. */
export interface TarEntry {
  name: string;
  bytes: number;
}

/** The block in front of a file's bytes. Throws if the name or the size does not fit. `at` is its time, Unix milliseconds. */
export function tarHeader({ name, bytes }: TarEntry, at: number): Buffer {
  const slash = name.lastIndexOf('/');
  const [folder, file] = [name.slice(0, Math.max(0, slash)), name.slice(slash + 1)];
  if (Buffer.byteLength(file) > NAME_BYTES || Buffer.byteLength(folder) > FOLDER_BYTES || bytes > MOST_BYTES)
    throw new Error(`${name} of ${bytes} bytes does not fit in an archive`);
  const block = Buffer.alloc(BLOCK_BYTES);
  block.write(file, 0);
  block.write(folder, FOLDER_AT);
  block.write(octal(MODE, 7), 100);
  block.write(octal(0, 7), 108);
  block.write(octal(0, 7), 116);
  block.write(octal(bytes, 11), 124);
  block.write(octal(Math.floor(at / 1000), 11), 136);
  block.write('0', 156);
  block.write(`${MAGIC}00`, MAGIC_AT);
  block.write(`${octal(checksumOf(block), 6)}\0 `, CHECKSUM_AT);
  return block;
}

/** Zeros behind a file of so many bytes. */
export function paddingOf(bytes: number): Buffer {
  return Buffer.alloc((BLOCK_BYTES - (bytes % BLOCK_BYTES)) % BLOCK_BYTES);
}

/** What a block says that stands in front of a file; `end` for zeros, `undefined` if it is no such block. */
export function readTarHeader(block: Buffer): TarEntry | 'end' | undefined {
  if (block.every((byte) => byte === 0)) return 'end';
  const field = (from: number, length: number) => {
    const bytes = block.subarray(from, from + length);
    const end = bytes.indexOf(0);
    return bytes.toString('utf8', 0, end < 0 ? length : end).trim();
  };
  const isOurs = block.toString('latin1', MAGIC_AT, MAGIC_AT + MAGIC.length) === MAGIC;
  if (!isOurs || Number.parseInt(field(CHECKSUM_AT, CHECKSUM_BYTES), 8) !== checksumOf(block))
    return undefined;
  const folder = field(FOLDER_AT, FOLDER_BYTES);
  const file = field(0, NAME_BYTES);
  return { name: folder ? `${folder}/${file}` : file, bytes: Number.parseInt(field(124, 12), 8) };
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function checksumOf(block: Buffer): number {
  let sum = 0;
  for (const [index, byte] of block.entries()) {
    const inChecksum = index >= CHECKSUM_AT && index < CHECKSUM_AT + CHECKSUM_BYTES;
    sum += inChecksum ? 0x20 : byte;
  }
  return sum;
}
