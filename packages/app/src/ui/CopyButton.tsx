import { Button } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useCopy } from './useCopy.ts';

/** A button with words that copies what `value` gives when it is pressed. */
export function CopyButton({ value, label }: { value: () => string; label: string }) {
  const { copied, copy } = useCopy();
  return (
    <Button
      size="compact-sm"
      variant="default"
      leftSection={copied ? <IconCheck size={14} /> : <IconCopy size={14} />}
      onClick={() => copy(value())}
    >
      {copied ? 'Copied' : label}
    </Button>
  );
}
