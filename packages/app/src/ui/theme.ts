import { Button, type CSSVariablesResolver, createTheme } from '@mantine/core';

/** Mantine in the app's own tokens: dense, small radius, system type. */
export const theme = createTheme({
  primaryColor: 'indigo',
  respectReducedMotion: true,
  // Mantine's greys of the dark theme, from text to ground, in the hue of the tokens.
  colors: {
    dark: [
      '#e7eaef',
      '#c3c9d3',
      '#a1aab8',
      '#6b7380',
      '#3b424f',
      '#262b34',
      '#1a1e26',
      '#14171d',
      '#0f1216',
      '#0c0e12',
    ],
  },
  defaultRadius: 'sm',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  components: {
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, fz: 'xs' } },
    Button: Button.extend({
      styles: { label: { fontWeight: 500 } },
      // Of the dark theme the accent is light: white on it cannot be read.
      vars: (_theme, { variant = 'filled' }) => ({
        root: variant === 'filled' ? { '--button-color': 'var(--on-accent)' } : {},
      }),
    }),
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
  },
});

const shared = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--text)',
  '--mantine-color-dimmed': 'var(--text-dim)',
  '--mantine-color-default': 'var(--surface)',
  '--mantine-color-default-hover': 'var(--surface-hover)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-placeholder': 'var(--text-faint)',
  '--mantine-primary-color-filled': 'var(--accent)',
  '--mantine-primary-color-filled-hover': 'var(--accent)',
  '--mantine-color-anchor': 'var(--accent)',
};

export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: shared, dark: shared });
