// Runs in the head, before the first paint, as a classic script: it sets the
// colour scheme the reader chose, so that a page never flashes in the other one.
(function () {
  'use strict';
  var KEY = 'versus-scheme';
  var ORDER = ['auto', 'light', 'dark'];
  var root = document.documentElement;

  root.classList.add('js');
  apply(stored());
  document.addEventListener('DOMContentLoaded', function () {
    wireSwitch(document.querySelector('[data-scheme-switch]'));
    foldContents(document.querySelector('details.toc'));
    document.addEventListener('keydown', openSearch);
    if (location.protocol === 'file:') nameIndexFiles();
  });

  // Storage may be forbidden (private windows, sandboxed frames): then the
  // switch still works, for this page only.
  function stored() {
    try {
      var value = localStorage.getItem(KEY);
      return ORDER.indexOf(value) > 0 ? value : 'auto';
    } catch (_) {
      return 'auto';
    }
  }

  function store(scheme) {
    try {
      if (scheme === 'auto') localStorage.removeItem(KEY);
      else localStorage.setItem(KEY, scheme);
    } catch (_) {
      /* see stored() */
    }
  }

  function apply(scheme) {
    if (scheme === 'auto') root.removeAttribute('data-theme');
    else root.setAttribute('data-theme', scheme);
  }

  function wireSwitch(button) {
    if (!button) return;
    var scheme = stored();
    var label = button.querySelector('[data-scheme-label]');
    function show() {
      label.textContent = button.getAttribute('data-' + scheme);
    }
    button.addEventListener('click', function () {
      scheme = ORDER[(ORDER.indexOf(scheme) + 1) % ORDER.length];
      store(scheme);
      apply(scheme);
      show();
    });
    window.addEventListener('storage', function (event) {
      if (event.key !== KEY && event.key !== null) return;
      scheme = stored();
      apply(scheme);
      show();
    });
    show();
    button.hidden = false;
  }

  // The list of contents stands open in the page; on a narrow screen it would
  // push the text down, so it is folded there before it is first shown.
  function foldContents(toc) {
    if (!toc) return;
    if (!matchMedia('(min-width: 68rem)').matches) toc.open = false;
    toc.setAttribute('data-ready', '');
  }

  // The key / leads to the search field of the page, or where there is none in
  // sight, to the page that has one. Whoever is typing means the sign itself.
  function openSearch(event) {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest && event.target.closest('input, textarea, select, [contenteditable]')) return;
    var fields = document.querySelectorAll('[data-search] input[type=search], [data-search-box] input');
    var field = Array.prototype.find.call(fields, function (each) {
      return each.checkVisibility ? each.checkVisibility() : each.offsetParent;
    });
    var link = document.querySelector('.search-link a');
    if (!field && !link) return;
    event.preventDefault();
    if (field) field.select();
    else link.click();
  }

  // A browser reading from the disk does not look for index.html in a folder.
  function nameIndexFiles() {
    document.querySelectorAll('a[href]').forEach(function (link) {
      var href = link.getAttribute('href');
      if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(href)) return;
      link.setAttribute('href', href.replace(/^([^?#]*\/)(?=$|[?#])/, '$1index.html'));
    });
    document.querySelectorAll('[data-search-box]').forEach(function (form) {
      form.setAttribute('action', form.getAttribute('action').replace(/\/$/, '/index.html'));
    });
  }
})();
