import { redactText } from '@throughline/format';
import { safely } from '../../../safely.ts';
import { printLine } from '../../printLine.ts';
import { truncate } from '../../text.ts';
import { wrapMethod } from '../../wrapMethod.ts';
import type { PageCapture } from '../pageCapture.ts';
import type { TellOfCall } from './tellOfCalls.ts';

const OF_CONSOLE = 'assert count countReset dir group groupCollapsed table time timeEnd timeLog trace';
const OF_WINDOW = 'alert confirm prompt';
/** Calls told of in a page: one that makes more of them has gone wild. */
const MOST_A_PAGE = 500;
/** Characters of one line. */
const LONGEST_LINE = 8_000;

/** Calls of methods that few pages use; what they mean is loaded with the first of them. */
export const captureCalls: PageCapture = (context) => {
  let left = MOST_A_PAGE;
  let telling: Promise<TellOfCall> | undefined;
  const watch = (owner: object, names: string) => {
    for (const name of names.split(' ')) {
      const unwrap = wrapMethod(owner, name as never, (proceed, _owner, args) => {
        const time = context.clock.now();
        const result = proceed(args);
        safely(() => {
          if ((name === 'assert' && args[0]) || left-- <= 0) return undefined;
          const line = (from: number, to?: number) =>
            truncate(redactText(printLine(args.slice(from, to))), LONGEST_LINE);
          const call = {
            name,
            time,
            end: context.clock.now(),
            isAccepted: result !== false && result !== null,
            // Now, since values may be others in a moment.
            line: line(0),
            first: line(0, 1),
            rest: line(1),
            stack: new Error().stack,
          };
          telling ??= import('./tellOfCalls.ts').then(({ createTellOfCall }) => createTellOfCall(context));
          return telling.then((tellOf) => tellOf(call));
        });
        return result;
      });
      context.whenStopped(unwrap);
    }
  };
  watch(console, OF_CONSOLE);
  watch(window, OF_WINDOW);
};
