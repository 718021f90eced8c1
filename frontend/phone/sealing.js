// A sheet is encrypted before this device keeps it. Whoever finds the device needs the code that was typed when it was kept.

const ROUNDS = 600_000; // of PBKDF2 with SHA-256, as OWASP asks for
const SALT = 16; // bytes
const IV = 12;

/** Returns the text, encrypted under the code, as plain data that can be kept as JSON. */
export async function seal(text, code) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const iv = crypto.getRandomValues(new Uint8Array(IV));
  const data = await crypto.subtle.encrypt(
    { name: "AES-GCM", iv },
    await key(code, salt),
    new TextEncoder().encode(text),
  );
  return { salt: written(salt), iv: written(iv), data: written(new Uint8Array(data)) };
}

/** Returns the text again, or null where the code is another, or the data were changed. */
export async function unseal({ salt, iv, data }, code) {
  try {
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv: read(iv) },
      await key(code, read(salt)),
      read(data),
    );
    return new TextDecoder().decode(opened);
  } catch {
    return null;
  }
}

async function key(code, salt) {
  const typed = await crypto.subtle.importKey("raw", new TextEncoder().encode(code), "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  return crypto.subtle.deriveKey(how, typed, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}

function written(bytes) {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
}

function read(text) {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}
