/** The header and the query parameter in which clients show a key of a subscription (reference: subscriptions). */
export const subscriptionKeyNames = { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' } as const;
