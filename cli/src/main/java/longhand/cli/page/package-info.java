/**
 * What the pages about runs have in common: style, curves, and how a page is put together. No page needs another file.
 */
package longhand.cli.page;
