/** Pages that learners keep in mind: on the device only, one list for each course; must not know the page. */

export interface Marked {
  /** From the package root. */
  href: string;
  title: string;
}

const MOST = 100;

/** A list that survives a reload where storing is allowed, and works until the end of the session elsewhere. */
export class Bookmarks {
  private list: Marked[];

  constructor(
    private readonly storage: Storage | null,
    private readonly key: string,
  ) {
    this.list = read(storage, key);
  }

  all(): Marked[] {
    return [...this.list];
  }

  has(href: string): boolean {
    return this.list.some((one) => one.href === href);
  }

  /** False: it could not be stored. */
  add(page: Marked): boolean {
    this.list = [...this.list.filter(({ href }) => href !== page.href), page].slice(-MOST);
    return this.write();
  }

  remove(href: string): boolean {
    this.list = this.list.filter((one) => one.href !== href);
    return this.write();
  }

  private write(): boolean {
    try {
      if (this.list.length) this.storage?.setItem(this.key, JSON.stringify(this.list));
      else this.storage?.removeItem(this.key);
      return this.storage !== null;
    } catch {
      return false;
    }
  }
}

/** What is stored, if it is ours: addresses inside the package, texts as titles. */
function read(storage: Storage | null, key: string): Marked[] {
  try {
    const found: unknown = JSON.parse(storage?.getItem(key) ?? "[]");
    if (!Array.isArray(found)) return [];
    return found.filter(isMarked).slice(-MOST).map(({ href, title }) => ({ href, title }));
  } catch {
    return [];
  }
}

function isMarked(value: unknown): value is Marked {
  const { href, title } = (value ?? {}) as Partial<Marked>;
  return typeof href === "string" && typeof title === "string" && /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*\.html$/.test(href);
}
