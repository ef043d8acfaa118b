# A users API in FastAPI, kept in memory.
# Run it:  pip install -r requirements.txt && python main.py
# Try it:  curl -X POST localhost:8000/users \
#            -H 'content-type: application/json' \
#            -d '{"name": "Ada", "email": "ada@example.org"}'

# region: api
import uvicorn
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field


class NewUser(BaseModel):
    name: str = Field(min_length=1)
    email: str = Field(min_length=1)


class User(NewUser):
    id: int


app = FastAPI(title="Users")
users: dict[int, User] = {}


@app.get("/users")
async def list_users() -> list[User]:
    return list(users.values())


@app.get("/users/{user_id}")
async def read_user(user_id: int) -> User:
    if user_id not in users:
        raise HTTPException(status_code=404, detail="No such user")
    return users[user_id]


@app.post("/users", status_code=201)
async def create_user(new: NewUser) -> User:
    user = User(id=len(users) + 1, **new.model_dump())
    users[user.id] = user
    return user


if __name__ == "__main__":
    uvicorn.run(app, port=8000)
# endregion: api
