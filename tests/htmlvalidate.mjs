// What html-validate holds every page of the built site to: its recommended and document rules, but for these.

import { defineConfig } from 'html-validate';

export default defineConfig({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document'],
  rules: {
    // HTML takes any character in an id but white space: headings keep the letters of their language, and a colon keeps
    // footnotes apart from headings.
    'valid-id': ['error', { relaxed: true }],
    // Our own assets have their hash in their names, and browsers refuse integrity on pages read from the disk.
    'require-sri': ['error', { target: 'crossorigin' }],
    // The link beside a heading takes its name from the heading by aria-labelledby, which this rule does not follow;
    // the browser tests ask axe for the name that a reader hears.
    'wcag/h30': 'off',
  },
});
