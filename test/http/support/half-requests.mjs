// Opens COUNT connections to PORT and sends half a request on each: `node half-requests.mjs PORT COUNT`. Says "open" when all
// stand, and keeps them until it is ended.
import { connect } from "node:net";

const [port, count] = process.argv.slice(2).map(Number);
const sockets = [];
for (let i = 0; i < count; i++) {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => undefined);
  socket.write("GET /health HTTP/1.1\r\nHost: a\r\nX-Slow: ");
  sockets.push(socket);
  if (i % 200 === 199 || i === count - 1) await new Promise((resolve) => socket.once("connect", resolve));
}
console.log("open");
