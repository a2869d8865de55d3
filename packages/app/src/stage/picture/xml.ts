/** Names of attributes that may stand in XML as they are; HTML knows others, such as `@click`. */
export const XML_ATTRIBUTE = /^[a-z_][\w.-]*$|^(xlink|xml):[a-z]+$/i;

/** Characters that XML does not take, whichever way they are written (https://www.w3.org/TR/xml/#charsets). */
export const XML_FORBIDDEN = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Cs}/gu;
