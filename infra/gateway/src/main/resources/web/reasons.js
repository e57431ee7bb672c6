// What a refusal means, in words for the person who sent the message.

const WORDS = {
  UNSUPPORTED: 'The pipeline does not know this command yet.',
  INVALID_ID: 'A name in this message is not valid.',
  NOT_A_MEMBER: 'You are not a member of this conversation.',
  NOT_AN_ADMIN: 'Only an admin of the group may do that.',
  NOT_THE_AUTHOR: 'Only the author may do that.',
  CONVERSATION_NOT_FOUND: 'This conversation does not exist.',
  MESSAGE_NOT_FOUND: 'The message is not there any more.',
  INVALID_MESSAGE_ID: 'There was never such a message.',
  MESSAGE_DELETED: 'The message was deleted before.',
  EDIT_TOO_LATE: 'The message is too old to be changed.',
  EMPTY_MESSAGE: 'A message needs at least one visible character.',
  TEXT_TOO_LONG: 'The text is longer than 16 KiB.',
  INVALID_TEXT: 'The text is not valid Unicode.',
  INVALID_MEDIA: 'The reference to the media is not valid.',
  INVALID_REPLY: 'The message that this one answers is not in this conversation.',
  INVALID_MENTIONS: 'A message may mention 64 people at most, each once.',
  INVALID_MEMBERS: 'These members cannot be added or changed that way.',
  LAST_ADMIN: 'The group would be left without an admin.',
  TOO_MANY_MEMBERS: 'The group would have too many members.',
  ID_REUSED: 'The message was sent before with other content.',
  OUT_OF_ORDER: 'The message came by another way than those before it. Try again later.',
  CLOCK_AHEAD: 'A server’s clock is wrong. Try again later.',
  TOO_LARGE: 'The message is too large.',
};

export function reasonText(reason, text) {
  return WORDS[reason] ?? text ?? `The message was refused (${reason ?? 'no reason was given'}).`;
}
