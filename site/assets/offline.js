// Stands in for the search's worker where a page is opened from a folder, and no worker may start.
// Messages arrive later, never at once, and as copies, as those of a real worker do: both themes rely on it.
if (location.protocol === "file:") {
  window.Worker = class extends EventTarget {
    constructor(address) {
      super()
      this.frame = document.createElement("iframe")
      this.frame.hidden = true
      this.frame.title = "Search"
      document.body.append(this.frame)
      const inside = this.frame.contentWindow
      inside.postMessage = (data) => this.arrive(structuredClone(data))
      this.ready = new Promise((loaded, failed) => {
        const script = inside.document.createElement("script")
        script.src = address
        script.onload = loaded
        script.onerror = failed
        inside.document.head.append(script)
      })
    }
    postMessage(data) {
      const event = new MessageEvent("message", { data: structuredClone(data) })
      this.ready.then(() => setTimeout(() => this.frame.contentWindow.dispatchEvent(event)))
    }
    arrive(data) {
      const event = new MessageEvent("message", { data })
      setTimeout(() => {
        if (this.onmessage) this.onmessage(event)
        this.dispatchEvent(event)
      })
    }
    terminate() {
      this.frame.remove()
    }
  }
}
