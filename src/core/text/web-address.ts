/** Whether an address is one of the web: http or https. */
export function isWebAddress(address: string | URL): boolean {
  const url = typeof address === 'string' ? URL.parse(address) : address;
  return url?.protocol === 'http:' || url?.protocol === 'https:';
}
