import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { onDemand } from './sources.ts';

/** What ours is measured beside, and the versions; all under permissive licences. No part of the product depends on them. */
export const PEERS = {
  '@hyperdx/browser': '0.26.0',
  '@multiplayer-app/session-recorder-browser': '2.0.89',
  '@openreplay/tracker': '19.0.1',
  '@sentry/browser': '11.12.0',
  'clarity-js': '0.8.70',
  'highlight.run': '10.7.5',
  'posthog-js': '1.449.2',
  rrweb: '2.2.2',
  'socket.io': '4.8.4',
} as const;

/** The folder with the packages installed, which takes a minute the first time. Nothing that comes with them is run. */
export function installed(name: string, dependencies: Readonly<Record<string, string>>): string {
  const folder = onDemand(name);
  const manifest = JSON.stringify({ private: true, dependencies }, undefined, 2);
  const stamp = `${folder}/installed.json`;
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === manifest) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/package.json`, manifest);
  console.error(`installing ${Object.keys(dependencies).join(', ')} ...`);
  const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-workspaces', '--engine-strict=false'];
  execFileSync('npm', ['install', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  writeFileSync(stamp, manifest);
  return folder;
}
