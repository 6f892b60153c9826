/** Reads the solution that stands in a page. The mask keeps it from a glance at the source; it is no protection. */
import type { QuestionKey } from "./types.ts";

/** The reverse of render/keys.py: of the 95 printable signs of ASCII each stands for the fourth after it. */
export function decodeKey<K>(masked: string): QuestionKey<K> {
  const text = masked.replace(/[ -~]/g, (sign) => String.fromCharCode(((sign.charCodeAt(0) - 28) % 95) + 32));
  return JSON.parse(text) as QuestionKey<K>;
}

/** The key of a question on the page: its `<script data-lb="key">` holds the masked text as a JSON string, without what is empty. */
export function keyOf<K>(root: Element): QuestionKey<K> {
  const script = root.querySelector('script[data-lb="key"]');
  const key = decodeKey<K>(JSON.parse(script?.textContent ?? '""') as string);
  return Object.assign({ feedback: {}, options: {}, hints: [] }, key);
}
