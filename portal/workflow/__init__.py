"""How an entry goes from a draft to the portal and off it again: who does which step, with a comment and a mail."""
