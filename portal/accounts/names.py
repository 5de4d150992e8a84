"""What people are called."""


def name_of(user):
    """How others know that person: by name, else as the account is called."""
    return user.get_full_name() or user.get_username()
