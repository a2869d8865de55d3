import { DEFAULT_PROJECT } from '@throughline/format';

/** The project that the app shows. It stands in every address, so that a link opens what its sender saw. */
let shown = DEFAULT_PROJECT;

export function shownProject(): string {
  return shown;
}

/** From here on everything is asked of `project`; what was loaded before is of another one. */
export function showProject(project: string): void {
  shown = project;
}

/** `url` of this server, with the project if it is not the usual one. */
export function withProject(url: string): string {
  if (shown === DEFAULT_PROJECT) return url;
  const { pathname, searchParams } = new URL(url, 'http://throughline');
  if (!searchParams.has('project')) searchParams.set('project', shown);
  return `${pathname}?${searchParams}`;
}
