import { EnvironmentError, type GodwitError, messageOf, UserError } from '../lib/errors.ts';
import type { AtlasErrorBody } from './api-types.ts';

/** What was asked of Atlas, in words: `read the cluster orders`. */
export interface Asked {
  readonly purpose: string;
}

/** Any answer that is no success, as one message: what was wanted, why not, what to do. */
export async function atlasError(response: Response, { purpose }: Asked): Promise<GodwitError> {
  const { status } = response;
  const body = await readBody(response);
  const fields = (body?.badRequestDetail?.fields ?? []).map(({ field, description }) => `${field}: ${description}`);
  const words = [body?.detail, ...fields].filter((one) => one !== undefined && one !== '').join('; ');
  const code = body?.errorCode === undefined ? `HTTP ${status}` : `${body.errorCode}, HTTP ${status}`;
  const detail = words === '' ? code : `${words} (${code})`;
  const context = { status, errorCode: body?.errorCode };
  const failed = `Atlas did not ${purpose}`;
  switch (status) {
    case 401:
      return new UserError('GW731', {
        summary: `${failed}: the credentials are not accepted`,
        detail,
        hint: 'Check the client id and secret of the service account, or the public and private key. Keys of Atlas for Government need its own baseUrl',
        context,
      });
    case 403:
      return new UserError('GW732', {
        summary: `${failed}: it is not allowed`,
        detail,
        hint: forbidden(body),
        context,
      });
    case 404:
      return new UserError('GW733', {
        summary: `${failed}: there is no such thing, or these credentials cannot see it`,
        detail,
        hint: 'Check the ids and names under destination.atlas, and that the credentials belong to the organization',
        context,
      });
    case 429:
      return new EnvironmentError('GW735', {
        summary: `${failed}: too many requests`,
        detail,
        hint: 'Other programs use the same limits; run the command again later',
        context,
      });
    default:
      return status >= 500
        ? new EnvironmentError('GW736', {
            summary: `${failed}: Atlas has a problem`,
            detail,
            hint: 'See https://status.mongodb.com, and run the command again later',
            context,
          })
        : new UserError('GW734', {
            summary: `${failed}: the request is refused`,
            detail,
            hint: 'Change what the message names; `godwit plan` shows what would be asked for',
            context,
          });
  }
}

/** No answer at all. */
export function unreachable(error: unknown, baseUrl: string, { purpose }: Asked): GodwitError {
  const { cause } = error as { cause?: unknown };
  return new EnvironmentError('GW737', {
    summary: `Atlas (${baseUrl}) cannot be reached to ${purpose}`,
    detail: messageOf(cause ?? error),
    hint: 'Check the network, proxies and destination.atlas.baseUrl',
  });
}

/** Whether Atlas says that a thing is not there. */
export const isNotFound = (error: unknown): boolean => (error as GodwitError).code === 'GW733';

function forbidden(body: AtlasErrorBody | undefined): string {
  return body?.errorCode === 'IP_ADDRESS_NOT_ON_ACCESS_LIST'
    ? 'Add this machine to the access list of the service account or API key; that list is another than the access list of the project'
    : 'Give the service account or API key the role Project Owner, or Organization Owner where the message asks for it';
}

async function readBody(response: Response): Promise<AtlasErrorBody | undefined> {
  try {
    const body = (await response.json()) as Partial<AtlasErrorBody> | null;
    return typeof body?.errorCode === 'string' ? (body as AtlasErrorBody) : undefined;
  } catch {
    // A proxy in between answers with a page of its own.
    return undefined;
  }
}
