// A users API in Express, kept in memory.
// Run it:  npm install && npm start
// Try it:  curl -X POST localhost:8000/users \
//            -H 'content-type: application/json' \
//            -d '{"name": "Ada", "email": "ada@example.org"}'

// region: api
import express from "express";

const app = express();
const users = new Map();

app.use(express.json());

app.get("/users", (req, res) => {
  res.json([...users.values()]);
});

app.get("/users/:id", (req, res) => {
  const user = users.get(Number(req.params.id));
  if (!user) {
    return res.status(404).json({ detail: "No such user" });
  }
  res.json(user);
});

app.post("/users", (req, res) => {
  const { name, email } = req.body ?? {};
  if (!isText(name) || !isText(email)) {
    return res.status(422).json({ detail: "name and email are required" });
  }
  const user = { id: users.size + 1, name, email };
  users.set(user.id, user);
  res.status(201).json(user);
});

function isText(value) {
  return typeof value === "string" && value.length > 0;
}

app.listen(8000, () => console.log("http://localhost:8000/users"));
// endregion: api
