declare module 'html-encoding-sniffer' {
  /** The encoding's canonical name, by byte order mark, header, `<meta>` and default, in this order. */
  function sniffEncoding(
    bytes: Uint8Array,
    options?: { transportLayerEncodingLabel?: string; defaultEncoding?: string; maxPrescanBytes?: number },
  ): string;
  export = sniffEncoding;
}
