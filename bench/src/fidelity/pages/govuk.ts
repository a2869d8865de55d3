import { click, press, type RecordedPage, scroll, type } from './page.ts';

const HTML = `<!doctype html><html lang="en" class="govuk-template"><head><meta charset="utf-8"><title>Apply</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.css"></head>
<body class="govuk-template__body"><script>document.body.className += ' js-enabled govuk-frontend-supported'</script>
<a href="#main" class="govuk-skip-link" data-module="govuk-skip-link">Skip to main content</a>
<div class="govuk-width-container"><main class="govuk-main-wrapper" id="main">
<h1 class="govuk-heading-xl">Apply for a licence</h1>
<p class="govuk-body-l">Use this service to apply for a fishing licence in England and Wales.</p>
<div class="govuk-accordion" data-module="govuk-accordion" id="accordion">
${['Who can apply', 'What it costs', 'How long it takes']
  .map(
    (title, index) => `<div class="govuk-accordion__section"><div class="govuk-accordion__section-header">
<h2 class="govuk-accordion__section-heading"><span class="govuk-accordion__section-button" id="heading-${index}">${title}</span></h2></div>
<div id="content-${index}" class="govuk-accordion__section-content"><p class="govuk-body">${title}: everything that there is to say about it, in some more words.</p></div></div>`,
  )
  .join('')}</div>
<div class="govuk-form-group"><fieldset class="govuk-fieldset"><legend class="govuk-fieldset__legend govuk-fieldset__legend--l">Where do you live?</legend>
<div class="govuk-radios" data-module="govuk-radios">${['England', 'Scotland', 'Wales']
  .map(
    (
      country,
      index,
    ) => `<div class="govuk-radios__item"><input class="govuk-radios__input" id="country-${index}" name="country" type="radio" value="${country}">
<label class="govuk-label govuk-radios__label" for="country-${index}">${country}</label></div>`,
  )
  .join('')}</div></fieldset></div>
<div class="govuk-form-group"><div class="govuk-checkboxes" data-module="govuk-checkboxes">${[
  'Rod',
  'Net',
  'Line',
]
  .map(
    (
      kind,
      index,
    ) => `<div class="govuk-checkboxes__item"><input class="govuk-checkboxes__input" id="kind-${index}" type="checkbox" value="${kind}">
<label class="govuk-label govuk-checkboxes__label" for="kind-${index}">${kind}</label></div>`,
  )
  .join('')}</div></div>
<div class="govuk-form-group govuk-character-count" data-module="govuk-character-count" data-maxlength="40">
<label class="govuk-label" for="more">Can you give more detail?</label>
<textarea class="govuk-textarea govuk-js-character-count" id="more" rows="3" aria-describedby="more-info"></textarea>
<div id="more-info" class="govuk-hint govuk-character-count__message">You can enter up to 40 characters</div></div>
<details class="govuk-details"><summary class="govuk-details__summary"><span class="govuk-details__summary-text">Help with nationality</span></summary>
<div class="govuk-details__text">We need to know your nationality.</div></details>
<div class="govuk-tabs" data-module="govuk-tabs"><h2 class="govuk-tabs__title">Contents</h2><ul class="govuk-tabs__list">
<li class="govuk-tabs__list-item govuk-tabs__list-item--selected"><a class="govuk-tabs__tab" href="#past-day">Past day</a></li>
<li class="govuk-tabs__list-item"><a class="govuk-tabs__tab" href="#past-week">Past week</a></li></ul>
<div class="govuk-tabs__panel" id="past-day"><p class="govuk-body">Three licences</p></div>
<div class="govuk-tabs__panel govuk-tabs__panel--hidden" id="past-week"><p class="govuk-body">Twenty licences</p></div></div>
<button type="submit" class="govuk-button" data-module="govuk-button">Save and continue</button>
</main></div>
<script type="module">import { initAll } from '/node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js'; initAll();</script></body></html>`;

/** Forms with web fonts: states of check boxes and radio buttons that styles draw, `details`, tabs, a counter. */
export const govuk: RecordedPage = {
  name: 'govuk-frontend',
  packages: { 'govuk-frontend': '6.6.0' },
  source: { html: HTML },
  ready: '.govuk-accordion__show-all',
  interactions: [
    click('.govuk-accordion__section-button', 0),
    click('.govuk-accordion__section-button', 1),
    click('.govuk-accordion__show-all'),
    scroll(400),
    click('#country-1'),
    click('#kind-0'),
    click('#kind-2'),
    type('#more', 'A rod of three metres and a small net, both of wood'),
    click('summary'),
    scroll(500),
    click('.govuk-tabs__tab', 1),
    press('Tab', 2),
  ],
};
