import { ClaimcheckError } from './errors.ts';

/**
 * Names under which platform libraries, providers and our own types hold people's words, identities and places, as `toPlainName` writes them. Their
 * values are dropped entirely: what was said in a chat is no business of the operator's.
 */
const PRIVATE_NAMES = new Set(
  [
    'text,content,contents,caption,original,claim,claims,body,requestbody,rawerror,payload,ctx,message,messages,query,queries,q,prompt,prompts,input,output',
    'question,questions,statement,statements,sentence,sentences,asked,said,words,quote,quotes,snippet,passages,title,description,reply,answer,embeds,html',
    'username,displayname,globalname,firstname,lastname,nickname,nick,author,user,member,from,sender,chat,channel,guild',
    'userid,actorid,personid,chatid,groupid,channelid,guildid,authorid,memberid,senderid,privatechatid,fromid,askerid',
    'token,authorization,apikey,password,secret,cookie',
  ]
    .join(',')
    .split(','),
);

/** Deeper than anything logged on purpose; beyond it are clients and sockets. */
const MOST_LEVELS = 4;
/** The longest error message, in UTF-16 units. */
const LONGEST_REASON = 1_000;

/** The fields of a log line, without people's words and identities. */
export function toPublicRecord(record: Record<string, unknown>): Record<string, unknown> {
  return toPublic(record, 0) as Record<string, unknown>;
}

/** The safe part of an error's message: without anything it quotes, since that is the input it failed on. */
export function toPublicError(error: Error): string {
  // `JSON.parse` quotes the beginning of its input without quotation marks.
  if (error instanceof SyntaxError) return 'unreadable text';
  // A sentence for the operator, which contains no text of people (`ClaimcheckError`).
  if (error instanceof ClaimcheckError) return error.message.slice(0, LONGEST_REASON);
  return toReason(error).slice(0, LONGEST_REASON);
}

function toPublic(value: unknown, level: number): unknown {
  if (value instanceof Error) return toErrorRecord(value, level);
  if (typeof value === 'string') return withoutParameters(value);
  if (typeof value !== 'object' || value === null) return value;
  if (level >= MOST_LEVELS) return '…';
  if (Array.isArray(value)) return value.slice(0, 20).map((part) => toPublic(part, level + 1));
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !PRIVATE_NAMES.has(toPlainName(name)))
      .map(([name, part]) => [name, toPublic(part, level + 1)]),
  );
}

/** The same for `chatId`, `chat_id` and `CHAT-ID`. */
function toPlainName(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}

/** What helps to find a fault, and no other property: discord.js and grammY attach the message to be sent to their errors. */
function toErrorRecord(error: Error, level: number): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number');
  return {
    type: error.name,
    ...(code ? { code: error.code } : {}),
    reason: toPublicError(error),
    // A message with its fix needs no stack; an internal fault does.
    ...(error instanceof ClaimcheckError ? {} : { stack: frames.slice(0, 20).map((line) => line.trim()) }),
    ...(error.cause instanceof Error && level < MOST_LEVELS ? { cause: toErrorRecord(error.cause, level + 1) } : {}),
  };
}

/** An address without its query, which contains what was searched for. */
function withoutParameters(text: string): string {
  return text.replace(/(?<=:\/\/[^\s?#"]{1,300})[?#][^\s"]+/g, '?…');
}

/** V8's own message, which names a property in our code. */
const PROPERTY = /^Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$#]{1,60}'\)$/;
/** A quotation mark; an apostrophe within a word does not count. */
const MARK = /["“”„«»`]|(?<!\p{L})['‘’]|['‘’](?!\p{L})/u;
/** The engine and Node also quote without marks: "Invalid language tag: …", "Failed to parse URL from …". */
const ECHO = /: | from /;

/** A text up to its first quotation mark. The rest is dropped: the quoted part may contain marks, or be cut before its closing one. */
export function withoutQuoted(text: string): string {
  const end = text.search(MARK);
  return end < 0 ? text : `${text.slice(0, end).trimEnd()} …`;
}

function toReason(error: Error): string {
  const text = withoutParameters(error.message);
  if (PROPERTY.test(text)) return text;
  const echo = error instanceof TypeError || error instanceof RangeError ? text.search(ECHO) : -1;
  return withoutQuoted(echo < 0 ? text : `${text.slice(0, echo)} …`);
}
