import { type FederatedGraph, federation } from '../graph.ts';

const folders = [
  {
    id: 'f1',
    files: [
      { id: '1', path: '/a' },
      { id: '2', path: '/b' },
    ],
    drawer: { id: 'd1', room: { id: 'r1' } },
  },
  { id: 'f2', files: [], drawer: { id: 'd2', room: { id: 'r1' } } },
];

export const parentKeys: FederatedGraph = {
  about: 'keys made of lists and of what lies several levels down, and fields that only a parent leads to',
  services: [
    {
      name: 'folders',
      sdl: `${federation('@key')}
        type Query { folders: [Folder!]! }
        type Folder @key(fields: "files { id }") @key(fields: "drawer { id room { id } }") { files: [File!]! drawer: Drawer! }
        type File @key(fields: "id") { id: ID! }
        type Drawer { id: ID! room: Room! }
        type Room { id: ID! }`,
      resolvers: { Query: { folders: () => folders } },
    },
    {
      name: 'sizes',
      sdl: `${federation('@key', '@shareable')}
        type Folder @key(fields: "files { id path }") { files: [File!]! bytes: Int! largest: File @shareable }
        type File { id: ID! @shareable path: String! @shareable }`,
      resolvers: {
        Folder: {
          __resolveReference: (reference: object) => reference,
          bytes: ({ files }: { files: readonly { path: string }[] }) => files.reduce((sum, { path }) => sum + path.length, 0),
          largest: ({ files }: { files: readonly object[] }) => files.at(-1) ?? null,
        },
      },
    },
    {
      name: 'paths',
      sdl: `${federation('@key', '@shareable')}
        type File @key(fields: "id") { id: ID! path: String! @shareable }`,
      resolvers: { File: { __resolveReference: ({ id }: { id: string }) => folders[0]?.files.find((file) => file.id === id) ?? null } },
    },
    {
      name: 'labels',
      sdl: `${federation('@key', '@shareable')}
        type Folder @key(fields: "drawer { id room { id } }") { drawer: Drawer! label: Label! }
        type Drawer { id: ID! @shareable room: Room! @shareable }
        type Room { id: ID! @shareable }
        type Label { text: String! at: Place! }
        type Place { room: ID! }`,
      resolvers: {
        Folder: {
          __resolveReference: (reference: object) => reference,
          label: ({ drawer }: { drawer: { id: string; room: { id: string } } }) => ({
            text: `in ${drawer.id}`,
            at: { room: drawer.room.id },
          }),
        },
      },
    },
  ],
  asked: [
    {
      query: '{ folders { bytes label { text at { room } } } }',
      data: {
        folders: [
          { bytes: 4, label: { text: 'in d1', at: { room: 'r1' } } },
          { bytes: 0, label: { text: 'in d2', at: { room: 'r1' } } },
        ],
      },
    },
    {
      query: '{ folders { files { id path } largest { path } drawer { room { id } } } }',
      data: {
        folders: [
          {
            files: [
              { id: '1', path: '/a' },
              { id: '2', path: '/b' },
            ],
            largest: { path: '/b' },
            drawer: { room: { id: 'r1' } },
          },
          { files: [], largest: null, drawer: { room: { id: 'r1' } } },
        ],
      },
    },
  ],
};
