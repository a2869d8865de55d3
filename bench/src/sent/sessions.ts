import { Random } from './random.ts';

/** Traces of one session: what a visit of a few minutes asks for. */
const TRACES_A_SESSION = 40;
/** Visitors at the same time, among whom requests alternate. */
const AT_A_TIME = 200;

/** The session that trace number `trace` belongs to. */
export function sessionOf(trace: number): string {
  const wave = Math.floor(trace / (TRACES_A_SESSION * AT_A_TIME));
  return new Random(50_000_000 + wave * AT_A_TIME + (trace % AT_A_TIME)).uuid();
}

export const USER_AGENTS = [
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Safari/605.1.15',
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0',
  'Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0',
] as const;
