/**
 * Names of members that only the SDK's own files use, rrweb's and web-vitals' included: none of the web platform, of what an
 * application sees, of what is sent or of what is stored. Files that go to the browser as they are have short ones instead.
 */
export const OWN_MEMBERS =
  `addHeaders additional alive ancestors answered attempts blockedAround caused checkpointEveryMs createDescribeElement createListening
createRing createUserActions decide decided describe dropped followServer headersFor hiding holdAcrossPages idleMs initiator isAccepted
isChoiceMasked isFieldMasked isGiven isHeld isHidden isIgnored isLive isMasked isTextSeen keeping loadHeldAcrossPages loadRecorder
loadWidget longestMs newSpanId newTraceId nodeId openUntil parseTraceparent persistent printLine printValue randomId redactText
redactedUrl restored retryAfter safely sending sendNow settle settled shareRules startDomRecording startNetworkDetails
startPageCaptures startTransport tellError whenLeaving whenStopped workerUrl wrapMethod
checkoutEveryNms firstHiddenTime getId getMeta getNode hasNode headFavicon headMetaAuthorship headMetaDescKeywords
headMetaHttpEquiv headMetaRobots headMetaSocial headMetaVerification headTitleMutations headWhitespace
mousemoveCallback mousemoveWait removeNodeFromMap
admits errorHandler fewest isOwn members onHidden outbox payloads reachable sampled settings severity takeFullSnapshot wrapper
REDACTED answeredAt isSensitiveName warnOnce masking incident leave failed refuse began clock`.split(/\s+/);
/** Those of them that rrweb also copies by a list of their names. */
const NAMED_BY_TEXT = 'blockSelector maskInputFn maskInputOptions maskTextFn mirror slimDOMOptions'.split(
  ' ',
);

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';

/** What takes the place of each: the same in every file, since these hand objects to each other. */
const shortMembers = (): Map<string, string> =>
  new Map(
    [...OWN_MEMBERS, ...NAMED_BY_TEXT].map((name, index) => [
      name,
      `${LETTERS[index % LETTERS.length]}${Math.floor(index / LETTERS.length)}`,
    ]),
  );

/** As options for terser's renaming of members, of which its types do not know all; those of the web platform it leaves alone. */
export const memberOptions = (): object => ({
  cache: { props: shortMembers() },
  only_cache: true,
  keep_quoted: true,
});

/** Renames the members that `code` names by text, as terser does the others. Throws if it so names one that it should not. */
export function renameNamedByText(code: string): string {
  const short = shortMembers();
  return code.replace(/(["'`])(\w+)\1/g, (text, quote: string, name: string) => {
    if (OWN_MEMBERS.includes(name))
      throw new Error(`${text} stands as text where members are renamed: take it out of build/ownMembers.ts`);
    return NAMED_BY_TEXT.includes(name) ? `${quote}${short.get(name)}${quote}` : text;
  });
}
