/* Opened from disk, a page may start no worker: the search then runs in a hidden frame that speaks as a worker does. */
"use strict"
if (location.protocol === "file:") {
  const INSIDE = `
    window.postMessage = data => parent.postMessage(data, "*")
    window.importScripts = (...urls) => urls.reduce((before, url) => before.then(() => new Promise((done, failed) => {
      const script = document.createElement("script")
      script.src = url
      script.onload = done
      script.onerror = failed
      document.body.append(script)
    })), Promise.resolve())`

  window.IFrameWorker = class extends EventTarget { // The name by which Material's search knows that it is in a frame.
    constructor(url) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.srcdoc = `<!doctype html><body><script>${INSIDE}</script><script src="${new URL(url, document.baseURI)}"></script>`
      this.ready = new Promise(resolve => this.frame.addEventListener("load", resolve))
      addEventListener("message", event => {
        if (event.source !== this.frame.contentWindow) return
        this.dispatchEvent(new MessageEvent("message", { data: event.data }))
      })
      document.body.append(this.frame)
    }

    postMessage(data) {
      const frame = this.frame.contentWindow
      this.ready.then(() => frame.dispatchEvent(new frame.MessageEvent("message", { data })))
    }
  }
  window.Worker = window.IFrameWorker
}
