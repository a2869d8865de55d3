/** What a row says of itself to those who do not see its mark. */
export const CAUSED_DESCRIPTION = 'caused by the selected action';
