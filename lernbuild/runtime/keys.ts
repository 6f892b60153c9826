/** Reads the solution that stands in a page. The mask keeps it from a glance at the source; it is no protection. */
import type { QuestionKey } from "./types.ts";

/** The reverse of render/keys.py: byte i of the UTF-8 JSON XOR ((i*31+89) & 255), base64. */
export function decodeKey<K>(masked: string): QuestionKey<K> {
  const binary = atob(masked);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i) ^ ((i * 31 + 89) & 255);
  return JSON.parse(new TextDecoder().decode(bytes)) as QuestionKey<K>;
}

/** The key of a question on the page: its `<script data-lb="key">` holds the masked text as a JSON string. */
export function keyOf<K>(root: Element): QuestionKey<K> {
  const script = root.querySelector('script[data-lb="key"]');
  return decodeKey<K>(JSON.parse(script?.textContent ?? '""') as string);
}
