// Starts Blazor without its "enhanced" navigation: plain pages then behave as the browser's own, whose links to a fragment stay
// on the page. With it, following one fetched the page anew and a form's errors were gone.
window.Blazor.start({ ssr: { disableDomPreservation: true } });
