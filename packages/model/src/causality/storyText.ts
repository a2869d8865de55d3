import type { StoryStep } from './story.ts';

/** A story as text, a line for each step, times from `from` (Unix milliseconds) on: to be pasted into a ticket. */
export function storyText(steps: readonly StoryStep[], from: number): string {
  return steps
    .map(({ service, title, reason, time }, index) => {
      const at = time === undefined ? '' : ` (+${((time - from) / 1_000).toFixed(3)} s)`;
      return `${index + 1}. ${service && `${service}: `}${title}${reason && `, ${reason}`}${at}`;
    })
    .join('\n');
}
