const MAIL_ADDRESS = /^(?=.{1,100}$)[^\s@\p{C}]+@[^\s@\p{C}]+\.[^\s@\p{C}]+$/u;

/** Whether mail can be sent to it, as far as its form tells; at most 100 characters, as WordPress keeps them. */
export function isMailAddress(text: string): boolean {
  return MAIL_ADDRESS.test(text);
}
