/** How long a credit stays after it was announced to be taken back, where its pack says nothing. */
export const HONOURED_FOR = '5BD';
