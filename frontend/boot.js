// Starts the client. In a file of its own because the content security policy
// allows no script inside a page.
//
// The client draws into the body, so the loading message goes just before it
// starts; if it cannot start, the message says so instead of waiting for ever.
import init from "./{{client.js}}";

const loading = document.getElementById("loading");

init({ module_or_path: new URL("./{{client.wasm}}", import.meta.url) })
  .then(() => loading.remove())
  .catch((error) => {
    console.error(error);
    loading.firstElementChild.textContent =
      "Safeguarding Reviews could not start. Check your connection, then load this page again.";
  });
