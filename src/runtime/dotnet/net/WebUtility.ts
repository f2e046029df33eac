import { dotnetType } from '../define.ts';

export const WebUtility_ = dotnetType('static class System.Net.WebUtility', 'Encodings of the web.', {});
