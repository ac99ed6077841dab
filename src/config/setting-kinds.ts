import { isIP } from 'node:net';
import { z } from 'zod';
import { isWebAddress } from '../core/text/web-address.ts';

/** What is wrong with a value and how to fix it; the value may be a secret, so no message quotes it. */
export type Fault = string | undefined;

/** Text that is valid if `faultOf` returns nothing. */
export const text = (faultOf: (value: string) => Fault) =>
  z.string().check(({ value, issues }) => {
    const message = faultOf(value);
    if (message !== undefined) issues.push({ code: 'custom', input: value, message });
  });

/** A base address for paths. */
export const root = (example: string) =>
  text((value) => {
    const url = URL.parse(value);
    if (!url || !isWebAddress(url)) return `is not an http or https address; write one like ${example}.`;
    if (url.username || url.password)
      return `contains a user name or password; write only the address, like ${example}.`;
    return url.search || url.hash ? `contains "?" or "#"; write only the address, like ${example}.` : undefined;
  }).transform((value) => value.replace(/\/+$/, ''));

const toSwitch = (usual: 'on' | 'off') =>
  z
    .enum(['on', 'off'], { error: 'must be on or off.' })
    .default(usual)
    .transform((value) => value === 'on');

/** A switch that is off by default. */
export const onOff = toSwitch('off');

/** A switch that is on by default. */
export const onUnlessOff = toSwitch('on');

/** A service's key, without white space. */
export const apiKey = (source: string) =>
  text((value) => {
    if (/^["'`‘’“”]|["'`‘’“”]$/.test(value)) return 'is in quotation marks; remove them.';
    return /^[\x21-\x7e]+$/.test(value)
      ? undefined
      : `contains white space or unusual characters; copy it again in one piece from ${source}.`;
  }).optional();

/** A number of at least `least`. */
export const amount = (least: number, example: string) =>
  text((value) => {
    const number = Number(value);
    return Number.isFinite(number) && number >= least
      ? undefined
      : `must be a number of at least ${least}, like ${example}.`;
  }).transform(Number);

/** An address of this machine to listen on. */
export const ownAddress = text((value) =>
  value === 'localhost' || isIP(value) > 0
    ? undefined
    : 'is not an IP address; write one like 127.0.0.1, or 0.0.0.0 for all addresses of this machine.',
).optional();

/** A whole number within bounds. */
export const whole = (least: number, most: number) =>
  text((value) =>
    /^\d{1,9}$/.test(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be a whole number from ${least} to ${most}.`,
  ).transform(Number);
