"""Questions of time and date, answered by code: `answering` is the way in. The clock is given in."""
