"""The whole product in one process: `streamlit run app.py`.

It serves the script frame.py, compresses what goes to browsers, sets the
security headers, and says in plain HTML which language a page is in.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Thread

import streamlit as st
from starlette.middleware import Middleware
from starlette.routing import Route

from symbio.ui import compressed, join, quiz_phone, reading, served, sign_in
from symbio.ui.frame import say_failure


@asynccontextmanager
async def started(_app: st.App) -> AsyncIterator[None]:
    """Import what every page needs once."""
    served.use_own_navigation()
    served.warm_imports()
    served.draw_unchecked()
    # Beside the server's start, so that a large zone does not hold it up.
    Thread(target=reading.warm, daemon=True).start()
    yield


app = st.App(
    "frame.py",
    lifespan=started,
    on_script_error=say_failure,
    routes=[
        Route("/health", served.health),
        Route("/sign-in", sign_in.sign_in, methods=["GET", "POST"]),
        Route("/sign-out", sign_in.sign_out),
        Route("/katil", join.join, methods=["GET", "POST"]),
        Route("/katil-test", quiz_phone.quiz, methods=["GET", "POST"]),
    ],
    middleware=[
        Middleware(served.EachDay, work=reading.forget),
        Middleware(compressed.CompressedOnce),
        Middleware(served.SecurityHeaders),
        Middleware(served.PageLanguage),
    ],
)
