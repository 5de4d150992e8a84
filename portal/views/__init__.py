"""Pages that join all apps: home, themes, municipalities, search; and the plain pages."""
