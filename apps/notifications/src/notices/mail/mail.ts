/** A mail, made and ready to be handed over. */
export interface Mail {
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  invitation: Invitation | null;
}

/** The calendar part: shown by mail programs that know iTIP, and attached for those that don't. */
export interface Invitation {
  method: 'REQUEST' | 'CANCEL';
  content: string;
}
