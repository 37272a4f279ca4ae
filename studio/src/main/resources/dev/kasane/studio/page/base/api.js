// Requests to the rooms.

/** What the studio answered when it refused; the message is for people. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch('/api/' + path, options);
  } catch (e) {
    throw new ApiError('offline', 0);
  }
  if (!response.ok) {
    let message = response.statusText;
    try {
      message = (await response.json()).error;
    } catch (e) {
      // The answer had no message: the status has to do.
    }
    throw new ApiError(message, response.status);
  }
  return response;
}

function address(path, params) {
  return params ? path + '?' + new URLSearchParams(params) : path;
}

/** Looks: GET /api/PATH as JSON. */
export async function get(path, params) {
  return (await call(address(path, params), {})).json();
}

/** Looks: GET /api/PATH as a Float32Array. */
export async function getFloats(path, params) {
  return new Float32Array(await (await call(address(path, params), {})).arrayBuffer());
}

/** Looks: GET /api/PATH as a Uint8Array. */
export async function getBytes(path, params) {
  return new Uint8Array(await (await call(address(path, params), {})).arrayBuffer());
}

/** Does: POST /api/PATH with a JSON body, answered by JSON. */
export async function post(path, body = {}, params) {
  const response = await call(address(path, params), {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(body),
  });
  return response.json();
}

/** Sends bytes (a Blob, File, ArrayBuffer or typed array), answered by JSON. */
export async function send(path, bytes, params) {
  const response = await call(address(path, params), {
    method: 'POST',
    headers: {'Content-Type': 'application/octet-stream'},
    body: bytes,
  });
  return response.json();
}

/** Sends bytes, answered by floats. */
export async function sendForFloats(path, bytes, params) {
  const response = await call(address(path, params), {
    method: 'POST',
    headers: {'Content-Type': 'application/octet-stream'},
    body: bytes,
  });
  return new Float32Array(await response.arrayBuffer());
}

/** Saves what a GET answers as a file. */
export async function download(path, params, fileName) {
  const response = await call(address(path, params), {});
  saveBlob(await response.blob(), fileName);
}

/** Lets the browser save a Blob. */
export function saveBlob(blob, fileName) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = fileName;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
