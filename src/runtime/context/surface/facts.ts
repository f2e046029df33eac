import { dotnetType, member, property } from '../../dotnet/define.ts';
import { dotnetEnum } from '../../dotnet/enum-type.ts';
import { CERTIFICATE, type X509Certificate2 } from '../../dotnet/security/x509/certificate.ts';
import { STRING } from '../../dotnet/types.ts';
import { DateTime, kinds } from '../../dotnet/values/date-time.ts';
import { array } from '../../dotnet/values.ts';
import { DictionaryView, viewTypes } from '../dictionary-view.ts';
import type { ApiFacts, DeploymentFacts, ProductFacts, SubscriptionFacts, UserFacts } from '../facts.ts';

const certificateTypes = viewTypes(CERTIFICATE);
const time = (milliseconds: number): DateTime => DateTime.fromUnixMilliseconds(milliseconds, kinds.utc);
const maybeTime = (milliseconds: number | null): DateTime | null => (milliseconds === null ? null : time(milliseconds));

export const IApi_ = dotnetType('interface Fedpass.IApi', 'An API or subgraph.', {
  id: property('string Id { get; }', 'id', 'Its id.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
  path: property('string Path { get; }', 'path', 'The path that it answers below.'),
  protocols: member('IEnumerable<string> Protocols { get; }', (api: ApiFacts) => array(STRING, [...api.protocols]), 'http, https.'),
  serviceUrl: property('IUrl ServiceUrl { get; }', 'serviceUrl', 'The address of the backend.'),
  subscriptionKeyParameterNames: member(
    'ISubscriptionKeyParameterNames SubscriptionKeyParameterNames { get; }',
    (api: ApiFacts) => api,
    'Where a subscription key stands.',
  ),
});

export const IContextApi_ = dotnetType('interface Fedpass.IContextApi : IApi', 'The API or subgraph of the exchange.', {
  isCurrentRevision: property('bool IsCurrentRevision { get; }', 'isCurrentRevision', 'Whether it is the current revision.'),
  revision: property('string Revision { get; }', 'revision', 'The revision.'),
  version: property('string Version { get; }', 'version', 'The version; null without one.'),
});

export const ISubscriptionKeyParameterNames_ = dotnetType(
  'interface Fedpass.ISubscriptionKeyParameterNames',
  'Where a subscription key stands.',
  {
    header: property('string Header { get; }', 'subscriptionKeyHeader', 'The header.'),
    query: property('string Query { get; }', 'subscriptionKeyQuery', 'The query parameter.'),
  },
);

export const IOperation_ = dotnetType('interface Fedpass.IOperation', 'An operation.', {
  id: property('string Id { get; }', 'id', 'Its id.'),
  method: property('string Method { get; }', 'method', 'Its HTTP method.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
  urlTemplate: property('string UrlTemplate { get; }', 'urlTemplate', 'Its URL template.'),
});

const certificatesOf = ({ certificates }: DeploymentFacts): DictionaryView<X509Certificate2> =>
  new DictionaryView(certificates?.() ?? new Map<string, X509Certificate2>(), certificateTypes);

export const IDeployment_ = dotnetType('interface Fedpass.IDeployment', 'The gateway.', {
  certificates: member(
    'IReadOnlyDictionary<string, X509Certificate2> Certificates { get; }',
    (deployment: DeploymentFacts) => certificatesOf(deployment),
    'The certificates of the configuration that have a key, by thumbprint.',
  ),
  gateway: member('IGateway Gateway { get; }', (deployment: DeploymentFacts) => deployment, 'The gateway.'),
  gatewayId: property('string GatewayId { get; }', 'gatewayId', 'The id of the gateway.'),
  region: property('string Region { get; }', 'region', 'Where it runs.'),
  serviceId: property('string ServiceId { get; }', 'serviceId', 'The id of the service.'),
  serviceName: property('string ServiceName { get; }', 'serviceName', 'The name of the service.'),
  sustainabilityInfo: member(
    'ISustainabilityInfo SustainabilityInfo { get; }',
    () => null,
    'What Azure knows of its electricity; null here.',
  ),
});

export const IGateway_ = dotnetType('interface Fedpass.IGateway', 'The gateway.', {
  id: property('string Id { get; }', 'gatewayId', 'Its id.'),
  instanceId: property('string InstanceId { get; }', 'instanceId', 'The id of this process.'),
  isManaged: property('bool IsManaged { get; }', 'isManaged', 'Whether somebody else runs it.'),
});

export const ILastError_ = dotnetType('interface Fedpass.ILastError', 'What went wrong last.', {
  source: property('string Source { get; }', 'source', 'The policy or built-in step.'),
  reason: property('string Reason { get; }', 'reason', 'A code for programs; null without one.'),
  message: property('string Message { get; }', 'message', 'A text for people.'),
  scope: property('string Scope { get; }', 'scope', 'The scope of the document.'),
  section: property('string Section { get; }', 'section', 'The section.'),
  path: property('string Path { get; }', 'path', 'The place among nested policies.'),
  policyId: property('string PolicyId { get; }', 'policyId', 'The id attribute of the policy; null without one.'),
});

export const IGroup_ = dotnetType('interface Fedpass.IGroup', 'A group of users.', {
  id: property('string Id { get; }', 'id', 'Its id.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
});

export const IUserIdentity_ = dotnetType('interface Fedpass.IUserIdentity', 'An identity of a user.', {
  id: property('string Id { get; }', 'id', 'Its id.'),
  provider: property('string Provider { get; }', 'provider', 'Who vouches for it.'),
});

export const IUser_ = dotnetType('interface Fedpass.IUser', 'A user.', {
  email: property('string Email { get; }', 'email', 'The e-mail address.'),
  firstName: property('string FirstName { get; }', 'firstName', 'The first name.'),
  groups: property('IEnumerable<IGroup> Groups { get; }', 'groups', 'The groups.'),
  id: property('string Id { get; }', 'id', 'The id.'),
  identities: property('IEnumerable<IUserIdentity> Identities { get; }', 'identities', 'The identities.'),
  lastName: property('string LastName { get; }', 'lastName', 'The last name.'),
  note: property('string Note { get; }', 'note', 'A note.'),
  registrationDate: member(
    'DateTime RegistrationDate { get; }',
    (user: UserFacts) => time(user.registrationDate),
    'When the user registered.',
  ),
});

export const ProductState_ = dotnetEnum('Fedpass.ProductState', 'Whether a product is published.', { NotPublished: 0, Published: 1 });

export const IProduct_ = dotnetType('interface Fedpass.IProduct', 'A product.', {
  apis: property('IEnumerable<IApi> Apis { get; }', 'apis', 'Its APIs.'),
  approvalRequired: property('bool ApprovalRequired { get; }', 'approvalRequired', 'Whether subscriptions need approval.'),
  groups: property('IEnumerable<IGroup> Groups { get; }', 'groups', 'Who sees it.'),
  id: property('string Id { get; }', 'id', 'Its id.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
  state: member(
    'ProductState State { get; }',
    (product: ProductFacts) => (product.state === 'Published' ? 1 : 0),
    'Whether it is published.',
  ),
  subscriptionsLimit: property('int? SubscriptionsLimit { get; }', 'subscriptionsLimit', 'How many subscriptions one user may have.'),
  subscriptionLimit: property('int? SubscriptionLimit { get; }', 'subscriptionsLimit', 'The older name of SubscriptionsLimit.'),
  subscriptionRequired: property('bool SubscriptionRequired { get; }', 'subscriptionRequired', 'Whether a key is needed.'),
});

export const ISubscription_ = dotnetType('interface Fedpass.ISubscription', 'A subscription.', {
  createdDate: member(
    'DateTime CreatedDate { get; }',
    (subscription: SubscriptionFacts) => time(subscription.createdDate),
    'When it was made.',
  ),
  endDate: member('DateTime? EndDate { get; }', (subscription: SubscriptionFacts) => maybeTime(subscription.endDate), 'When it ends.'),
  id: property('string Id { get; }', 'id', 'Its id.'),
  key: property('string Key { get; }', 'key', 'The key that was sent.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
  primaryKey: property('string PrimaryKey { get; }', 'primaryKey', 'The primary key.'),
  secondaryKey: property('string SecondaryKey { get; }', 'secondaryKey', 'The secondary key.'),
  startDate: member(
    'DateTime? StartDate { get; }',
    (subscription: SubscriptionFacts) => maybeTime(subscription.startDate),
    'When it begins.',
  ),
});
