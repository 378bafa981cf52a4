/**
 * Errors on their way from one thread to another. Cloning keeps of an error only its message; what decides whether to go on
 * (`failures.ts`) asks for the driver's class, the server's code and labels, and what a server told beside them.
 */
import {
  BSON,
  MongoError,
  MongoNetworkError,
  MongoNetworkTimeoutError,
  MongoServerError,
  MongoServerSelectionError,
} from './driver.ts';

/** The driver's classes that anybody here tells apart, each before the one that it extends; others are known by name. */
const classes = { MongoNetworkTimeoutError, MongoNetworkError, MongoServerSelectionError, MongoError } as const;

/** An error as data that structured cloning takes over unchanged. */
export type ErrorParcel = { readonly stack: string | undefined } & (
  | { readonly kind: 'server'; readonly response: Uint8Array; readonly labels: readonly string[] }
  | {
      readonly kind: 'driver';
      readonly className: keyof typeof classes;
      readonly name: string;
      readonly message: string;
      readonly code: unknown;
      readonly labels: readonly string[];
    }
  | { readonly kind: 'other'; readonly name: string; readonly message: string; readonly code: string | undefined }
);

export function packError(error: unknown): ErrorParcel {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  if (error instanceof MongoServerError) {
    const response = BSON.serialize(error.errorResponse, { ignoreUndefined: true });
    return { kind: 'server', response, labels: error.errorLabels, stack };
  }
  if (error instanceof MongoError) {
    const { code, errorLabels: labels } = error;
    const plainCode = typeof code === 'string' ? code : Number(code ?? Number.NaN);
    return { kind: 'driver', className: classOf(error), name, message, code: plainCode, labels, stack };
  }
  const { code } = error as NodeJS.ErrnoException;
  return { kind: 'other', name, message, code: typeof code === 'string' ? code : undefined, stack };
}

export function unpackError(parcel: ErrorParcel): Error {
  const error = remade(parcel);
  if (parcel.stack !== undefined) error.stack = parcel.stack;
  return error;
}

function remade(parcel: ErrorParcel): Error {
  if (parcel.kind === 'other') {
    const { name, message, code } = parcel;
    return Object.assign(named(new Error(message), name), code === undefined ? {} : { code });
  }
  if (parcel.kind === 'server') {
    const response = BSON.deserialize(parcel.response, { validation: { utf8: false } });
    return labelled(new MongoServerError(response), parcel.labels);
  }
  const { className, name, message, code, labels } = parcel;
  const error = labelled(new MongoError(message), labels);
  Object.setPrototypeOf(error, classes[className].prototype);
  if (!Number.isNaN(code)) error.code = code as number | string;
  return named(error, name);
}

function labelled<T extends MongoError>(error: T, labels: readonly string[]): T {
  for (const label of labels) error.addErrorLabel(label);
  return error;
}

function named<T extends Error>(error: T, name: string): T {
  return error.name === name ? error : Object.defineProperty(error, 'name', { value: name, configurable: true });
}

function classOf(error: MongoError): keyof typeof classes {
  const [name] = Object.entries(classes).find(([, Class]) => error instanceof Class)!;
  return name as keyof typeof classes;
}
