import { ClaimcheckError } from './errors.ts';

/**
 * Under these names the platforms' libraries, the providers' and our own types carry what people wrote, who they are, and where. Whole values go: what
 * was said in a chat is no business of the operator's. As `toPlainName` writes them.
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

/** Deeper than anything that is logged on purpose; beyond it there are clients and sockets. */
const MOST_LEVELS = 4;
/** Of an error's own text, in UTF-16 units. */
const LONGEST_REASON = 1_000;

/** What a log line is given, without what people wrote and who they are. */
export function toPublicRecord(record: Record<string, unknown>): Record<string, unknown> {
  return toPublic(record, 0) as Record<string, unknown>;
}

/** An error's own text as far as it can be shown: nothing that it quotes, for that is what it could not do something with. */
export function toPublicError(error: Error): string {
  // `JSON.parse` quotes the beginning of what it could not read, without any mark.
  if (error instanceof SyntaxError) return 'unreadable text';
  // A sentence for the operator, which holds no text of people (`ClaimcheckError`).
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

/** What finds a fault, and no property besides: discord.js and grammY hang the message that was to be sent on theirs. */
function toErrorRecord(error: Error, level: number): Record<string, unknown> {
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && (typeof error.code === 'string' || typeof error.code === 'number');
  return {
    type: error.name,
    ...(code ? { code: error.code } : {}),
    reason: toPublicError(error),
    // A sentence with its fix needs no stack; a fault of ours does.
    ...(error instanceof ClaimcheckError ? {} : { stack: frames.slice(0, 20).map((line) => line.trim()) }),
    ...(error.cause instanceof Error && level < MOST_LEVELS ? { cause: toErrorRecord(error.cause, level + 1) } : {}),
  };
}

/** An address without its query: in it stands what was searched for. */
function withoutParameters(text: string): string {
  return text.replace(/(?<=:\/\/[^\s?#"]{1,300})[?#][^\s"]+/g, '?…');
}

/** V8's own, which names a property of our code. */
const PROPERTY = /^Cannot (?:read|set) properties of (?:undefined|null) \((?:reading|setting) '[\w$#]{1,60}'\)$/;
/** A mark of quoting; an apostrophe within a word is none. */
const MARK = /["“”„«»`]|(?<!\p{L})['‘’]|['‘’](?!\p{L})/u;
/** The engine and Node quote without a mark as well: "Invalid language tag: …", "Failed to parse URL from …". */
const ECHO = /: | from /;

/** A text up to its first mark of quoting. What comes after goes with it: what is quoted may have marks of its own, or be cut before its last one. */
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
