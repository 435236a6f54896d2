import type { NextFunction, Request, RequestHandler, Response } from 'express';
import helmet from 'helmet';

const SELF = "'self'";
const NONE = ["'none'"];

/** Nobody may show us in a frame, and no page of ours may be told that it lies elsewhere. */
const NOBODY = { defaultSrc: NONE, baseUri: NONE, formAction: NONE, frameAncestors: NONE };

/** No script and no style but those of our own files, and nothing from anywhere else. */
const OF_PAGES = {
  ...NOBODY,
  connectSrc: [SELF],
  fontSrc: [SELF],
  formAction: [SELF],
  imgSrc: [SELF, 'data:'],
  scriptSrc: [SELF],
  styleSrc: [SELF],
};

/** The page of the documentation styles itself. */
const OF_DOCUMENTATION = { ...OF_PAGES, styleSrc: [SELF, "'unsafe-inline'"] };

/** What none of our pages has a use for, and no script in them shall have. */
const DEVICES = [
  'accelerometer',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'screen-wake-lock',
  'usb',
];
const PERMISSIONS = DEVICES.map((device) => `${device}=()`).join(', ');

const DATA = /^\/(v1|healthz|readyz|metrics|openapi\.json)(\/|$)/i;
const DOCUMENTATION = /^\/docs(\/|$)/i;
const OF_ONE_PERSON = /^\/v1(\/|$)/i;

const guardData = guard(NOBODY);
const guardDocumentation = guard(OF_DOCUMENTATION);
const guardPages = guard(OF_PAGES);

/**
 * Tells browsers what they may do with an answer: with data nothing but read it, with a page what
 * the page needs. What the API says is kept by no browser and no proxy, unless its route allows it.
 */
export function guardBrowsers(request: Request, response: Response, next: NextFunction): void {
  const { path } = request;
  response.setHeader('Permissions-Policy', PERMISSIONS);
  if (OF_ONE_PERSON.test(path)) response.setHeader('Cache-Control', 'no-store');
  if (DATA.test(path)) guardData(request, response, next);
  else if (DOCUMENTATION.test(path)) guardDocumentation(request, response, next);
  else guardPages(request, response, next);
}

/** TLS, and with it `Strict-Transport-Security`, is the matter of the proxy in front. */
function guard(directives: Readonly<Record<string, string[]>>): RequestHandler {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives },
    strictTransportSecurity: false,
    xFrameOptions: { action: 'deny' },
  });
}
