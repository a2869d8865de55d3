import { Door, DoorText } from './Door.tsx';

/** Before anybody has an account: where to make the first. */
export function SetupNeeded() {
  return (
    <Door title="Nobody has an account yet">
      <DoorText>
        The server printed a link when it started, which ends in a set-up code. Whoever opens it makes the
        first account, an administrator’s.
      </DoorText>
    </Door>
  );
}
