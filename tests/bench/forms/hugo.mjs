// A corpus as a Hugo site, with layouts that draw what Versus's default theme draws of an article: navigation, a table
// of contents, the text, links to the pages before and after it; feed and sitemap are Hugo's own.
//
// Links are final addresses, which spares Hugo looking them up.

import { contentFile, contentFiles } from '../corpus/pages.mjs';

export const source = contentFile;
export const name = 'Hugo';
export const command = ({ hugo }, folder) => [hugo, 'build', '--quiet', '--source', folder, '--cacheDir', `${folder}/.hugo`];

export function* files(count, { code = true } = {}) {
  yield ['hugo.toml', config(code)];
  yield* Object.entries(LAYOUTS).map(([path, text]) => [`layouts/${path}`, text]);
  yield ['static/style.css', STYLE];
  yield* contentFiles(count, code, ({ section, name: file }) => `/${section}/${file}/`);
}

const STYLE = 'body{max-width:60rem;margin:auto;font-family:sans-serif}\n';

function config(code) {
  return `baseURL = 'https://example.org/'
title = 'Many pages'
enableGitInfo = false
disableKinds = ['taxonomy', 'term']
[outputs]
section = ['html']
[services.rss]
limit = 20
[markup.highlight]
codeFences = ${code}
noClasses = false
`;
}

const LAYOUTS = {
  'baseof.html': `<!doctype html>
<html lang="{{ site.Language.Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{{ .Title }} | {{ site.Title }}</title>
{{ with .Description }}<meta name="description" content="{{ . }}">{{ end }}
<link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}">
<meta property="og:url" content="{{ .Permalink }}">
<link rel="stylesheet" href="/style.css">
</head>
<body>
<header><a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer><a href="/index.xml">Feed</a></footer>
</body>
</html>
`,
  'home.html': `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
`,
  'section.html': `{{ define "main" }}<h1>{{ .Title }}</h1>{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a><p>{{ .Description }}</p></li>{{ end }}</ul>{{ end }}
`,
  'page.html': `{{ define "main" }}<article>
<nav>{{ range .Ancestors.Reverse }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</nav>
<h1>{{ .Title }}</h1>
<p>{{ .Description }}</p>
<time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 January 2006" }}</time> <span>{{ .ReadingTime }} min</span>
<aside>{{ .TableOfContents }}</aside>
{{ .Content }}
<nav>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
</article>{{ end }}
`,
  '404.html': '{{ define "main" }}<h1>Not found</h1>{{ end }}\n',
};
