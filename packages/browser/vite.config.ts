import { build, defineConfig, mergeConfig } from 'vite';
import { MODULES, SCRIPT_TAG } from './src/build/outputs.ts';

/** `vite build` makes everything that goes to browsers: the modules, then the files for a script tag. tsc makes the types. */
export default defineConfig(
  mergeConfig(MODULES, {
    plugins: [
      {
        name: 'script-tag',
        async closeBundle() {
          for (const config of Object.values(SCRIPT_TAG)) await build(config);
        },
      },
    ],
  }),
);
