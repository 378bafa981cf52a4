import { describe, expect, it } from 'vitest';
import { actions } from '../../../src/terraform/actions/actions.ts';
import { dataSources } from '../../../src/terraform/data/data-sources.ts';
import { migrationResource } from '../../../src/terraform/migration/resource.ts';
import { migrationAttributes } from '../../../src/terraform/schema/migration-fields.ts';
import { filesBelow, page, repositoryPath, withSections } from '../../support/docs/pages.ts';
import { schemaMarkdown } from '../../support/docs/terraform-schema.ts';

/** What a migration file says is described by its schema, and not again on each page. */
const ofFiles = new Set(migrationAttributes().map(({ name }) => name));

describe('the pages of data sources', () => {
  it('are there for each, and for no other', () => {
    const names = filesBelow('docs/terraform/data-sources', '.md').map(({ path }) => path);
    const expected = Object.keys(dataSources).map(
      (name) => `docs/terraform/data-sources/${name.replace('godwit_', '')}.md`,
    );
    expect(names).toEqual(expected.sort());
  });

  it.each(Object.entries(dataSources))(
    'have the attributes of %s; `npx vitest run --project unit test/unit/docs -u` writes them',
    async (name, { attributes }) => {
      const path = `docs/terraform/data-sources/${name.replace('godwit_', '')}.md`;
      const elsewhere = name === 'godwit_cluster' ? new Set<string>() : ofFiles;
      const changed = withSections(page(path), { schema: schemaMarkdown(attributes, elsewhere) });
      await expect(changed).toMatchFileSnapshot(repositoryPath(path));
    },
  );
});

describe('the pages of actions', () => {
  it('are there for each, and for no other', () => {
    const names = filesBelow('docs/terraform/actions', '.md').map(({ path }) => path);
    expect(names).toEqual(Object.keys(actions).map(pageOfAction).sort());
  });

  it.each(Object.entries(actions))(
    'have the attributes of %s; `npx vitest run --project unit test/unit/docs -u` writes them',
    async (name, { attributes }) => {
      const path = pageOfAction(name);
      const changed = withSections(page(path), { schema: schemaMarkdown(attributes, ofFiles) });
      await expect(changed).toMatchFileSnapshot(repositoryPath(path));
    },
  );
});

const pageOfAction = (name: string) => `docs/terraform/actions/${name.replace('godwit_', '')}.md`;

describe('the page of the provider', () => {
  it('leads to every page, and to no other', () => {
    const links = [...page('docs/terraform/index.md').text.matchAll(/\]\(((?!\.\.).*?\.md)\)/g)].map(([, to]) => to);
    const pages = filesBelow('docs/terraform', '.md').map(({ path }) => path.replace('docs/terraform/', ''));
    expect(links.sort()).toEqual(pages.filter((path) => path !== 'index.md').sort());
  });
});

describe('the page of godwit_migration', () => {
  it('has its attributes; `npx vitest run --project unit test/unit/docs -u` writes them', async () => {
    const path = 'docs/terraform/resources/migration.md';
    const schema = schemaMarkdown(migrationResource.attributes, new Set());
    await expect(withSections(page(path), { schema })).toMatchFileSnapshot(repositoryPath(path));
  });
});
