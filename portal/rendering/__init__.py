"""What the templates of public pages can use. The admin has Django's own templates; see portal/templatetags."""
