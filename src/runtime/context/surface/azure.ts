import { dotnetType, property } from '../../dotnet/define.ts';
import { dotnetEnum } from '../../dotnet/enum-type.ts';

/*
 * What only Azure's own gateway and its resolvers know (reference: contextObjects). The members exist, so that a document which asks for them
 * with `?.` compiles and runs; here they are null.
 */

export const BackendType_ = dotnetEnum('Fedpass.BackendType', 'What kind of backend was chosen.', { Single: 0, Pool: 1 });

export const IContextBackend_ = dotnetType('interface Fedpass.IContextBackend', 'The backend that Azure chose. Here there is none.', {
  azureRegion: property('string AzureRegion { get; }', 'azureRegion', 'The region of the backend.'),
  id: property('string Id { get; }', 'id', 'Its id.'),
  type: property('BackendType Type { get; }', 'type', 'A single backend or a pool.'),
});

export const IWorkspace_ = dotnetType('interface Fedpass.IWorkspace', 'A workspace of API Management. Here there is none.', {
  id: property('string Id { get; }', 'id', 'Its id.'),
  name: property('string Name { get; }', 'name', 'Its name.'),
});

export const CarbonIntensityCategory_ = dotnetEnum(
  'Fedpass.CarbonIntensityCategory',
  'How much carbon electricity costs where the gateway runs.',
  {
    NotAvailable: 0,
    VeryLow: 1,
    Low: 2,
    Medium: 3,
    High: 4,
    VeryHigh: 5,
  },
);

export const ISustainabilityInfo_ = dotnetType(
  'interface Fedpass.ISustainabilityInfo',
  'What Azure knows of its electricity. Here nothing is known.',
  {
    currentCarbonIntensity: property(
      'CarbonIntensityCategory CurrentCarbonIntensity { get; }',
      'currentCarbonIntensity',
      'The intensity now.',
    ),
  },
);

export const IFoundry_ = dotnetType('interface Fedpass.IFoundry', 'A call to a model of Azure AI Foundry. Here there is none.', {
  deployment: property('string Deployment { get; }', 'deployment', 'The deployment that was called.'),
});

export const IPrivateEndpointConnection_ = dotnetType(
  'interface Fedpass.IPrivateEndpointConnection',
  'The private endpoint that a request came through. Here there is none.',
  {
    name: property('string Name { get; }', 'name', 'Its name.'),
    groupId: property('string GroupId { get; }', 'groupId', 'Its group.'),
    memberName: property('string MemberName { get; }', 'memberName', 'Its member.'),
  },
);
