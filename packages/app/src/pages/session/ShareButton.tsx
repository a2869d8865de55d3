import { Button, Modal } from '@mantine/core';
import { IconShare } from '@tabler/icons-react';
import type { SessionDetail } from '@throughline/format';
import { useState } from 'react';
import { useMay } from '../../load/account.ts';
import { ShareForm } from './ShareForm.tsx';
import { ShareList } from './ShareList.tsx';

/** Makes and revokes links of the session for those who have no account. */
export function ShareButton({ session }: { session: SessionDetail }) {
  const [isOpen, setOpen] = useState(false);
  const mayShare = useMay('share');
  if (!mayShare) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconShare size={14} />}
        onClick={() => setOpen(true)}
      >
        Share
      </Button>
      <Modal
        opened={isOpen}
        onClose={() => setOpen(false)}
        title="Share this session"
        size="lg"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <ShareForm session={session} />
        <ShareList session={session.id} />
      </Modal>
    </>
  );
}
